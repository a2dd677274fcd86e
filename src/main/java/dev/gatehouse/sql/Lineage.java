package dev.gatehouse.sql;

import java.util.List;
import java.util.Set;

/// Where the values of a result come from: for each output column, in order, the base columns that it draws on. May
/// name too many, never too few.
///
/// @param derived aliases, and names of queries and views
/// @param nested whether a query, a view or a function stands among the tables: MySQL and MariaDB then announce
///     columns by names that the text gives them inside, and by `derived` as if those were tables
/// @param named every column of tables and views that the text names, whether or not anything comes of it
public record Lineage(List<Output> outputs, Set<String> derived, boolean nested, Set<ColumnRef> named) {
    public Lineage {
        outputs = List.copyOf(outputs);
        derived = Set.copyOf(derived);
        named = Set.copyOf(named);
    }

    public Lineage(List<Output> outputs) {
        this(outputs, Set.of(), false, Set.of());
    }

    /// `name` as the result calls it, empty where the server makes one up.
    ///
    /// @param views the columns of views on the way from the sources to here
    public record Output(String name, Set<ColumnRef> sources, Set<ColumnRef> views) {
        public Output {
            sources = Set.copyOf(sources);
            views = Set.copyOf(views);
        }

        public Output(String name, Set<ColumnRef> sources) {
            this(name, sources, Set.of());
        }
    }
}
