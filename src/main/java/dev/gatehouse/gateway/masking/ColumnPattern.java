package dev.gatehouse.gateway.masking;

import java.util.Optional;

import dev.gatehouse.sql.ColumnRef;

/// Columns by their names, where `*` is any. Case does not count: that may take in one column too many, and never
/// leaves one out that the server takes for the same.
record ColumnPattern(String schema, String table, String column) {
    private static final String ANY = "*";

    /// `schema.table.column`; empty for anything else.
    static Optional<ColumnPattern> of(String name) {
        String[] parts = name.split("\\.", -1);
        if (parts.length != 3 || parts[0].isBlank() || parts[1].isBlank() || parts[2].isBlank()) {
            return Optional.empty();
        }
        return Optional.of(new ColumnPattern(parts[0], parts[1], parts[2]));
    }

    /// The rest of `target.schema.table.column` for one target; empty where it speaks of another one.
    static Optional<ColumnPattern> of(String name, String target) {
        int dot = name.indexOf('.');
        return dot >= 0 && is(name.substring(0, dot), target) ? of(name.substring(dot + 1)) : Optional.empty();
    }

    boolean has(ColumnRef ref) {
        return has(ref.schema(), ref.table(), ref.name());
    }

    boolean has(String ofSchema, String ofTable, String name) {
        return is(column, name) && is(table, ofTable) && is(schema, ofSchema);
    }

    private static boolean is(String pattern, String name) {
        return pattern.equals(ANY) || pattern.equalsIgnoreCase(name);
    }
}
