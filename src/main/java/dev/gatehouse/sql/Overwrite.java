package dev.gatehouse.sql;

import java.util.List;
import java.util.Set;

/// What a statement may put in the place of what a column holds: in an UPDATE or MERGE, where an INSERT meets a row
/// that is there, by REPLACE. What only adds rows is none. By the text alone; may name too much, never too little.
///
/// @param columns whose values they become, in lower case and without their table; empty where it may be any
/// @param values the constants and parameters that may become one
public record Overwrite(Set<String> columns, List<Value> values) {
    public Overwrite {
        columns = Set.copyOf(columns);
        values = List.copyOf(values);
    }

    /// Whether `column` may get these values.
    public boolean concerns(String column) {
        return columns.isEmpty() || columns.contains(Ascii.lower(column));
    }

    /// A constant as the text has it, or where it comes from.
    public sealed interface Value {
        /// A string without its quotes, a number, a word such as `false`.
        record Constant(String text) implements Value {}

        record Null() implements Value {}

        /// @param index the first one of the text is 0
        record Parameter(int index) implements Value {}

        /// Rows from a file, which nobody reads.
        record Unread() implements Value {}
    }
}
