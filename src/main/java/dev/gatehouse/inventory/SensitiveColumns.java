package dev.gatehouse.inventory;

import java.util.Set;

import dev.gatehouse.detect.SensitiveKind;

/// The sensitive columns of one target at one moment. Immutable. Threads: any.
public interface SensitiveColumns {
    /// Another one for each state of knowledge; grows.
    long version();

    /// What is known to be in a column of a base table; empty for nothing. Names as the catalogue has them.
    Set<SensitiveKind> kinds(String schema, String table, String column);

    /// Whether any column of the table is sensitive.
    boolean any(String schema, String table);

    /// A target of which nothing is known.
    SensitiveColumns NONE = new SensitiveColumns() {
        @Override
        public long version() {
            return 0;
        }

        @Override
        public Set<SensitiveKind> kinds(String schema, String table, String column) {
            return Set.of();
        }

        @Override
        public boolean any(String schema, String table) {
            return false;
        }
    };
}
