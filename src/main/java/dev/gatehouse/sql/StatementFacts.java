package dev.gatehouse.sql;

import java.util.List;
import java.util.Set;

/// What one statement does, in the words of the policy input. May name too much, never too little.
///
/// @param kinds such as `select`, `insert`, `drop`, `copy-out`; lower case, the contract's list
/// @param effects of `read`, `write`, `schema`, `privilege`, `session`, `server`, `export`
/// @param functions qualified where the text or the catalogue qualifies them
/// @param unfiltered an UPDATE or DELETE without a WHERE
/// @param opaque not fully understood
public record StatementFacts(
        Set<String> kinds,
        Set<String> effects,
        List<TableUse> tables,
        List<ColumnUse> columns,
        Set<String> functions,
        boolean unfiltered,
        boolean opaque) {
    /// A table and what is done to it: `read`, `write`, `schema` …
    public record TableUse(String schema, String name, Set<String> access) {
        public TableUse {
            access = Set.copyOf(access);
        }
    }

    /// A base column and how it is used: `output`, `predicate`, `write`; `sensitive` names the kinds known for it.
    public record ColumnUse(String schema, String table, String name, Set<String> uses, Set<String> sensitive) {
        public ColumnUse {
            uses = Set.copyOf(uses);
            sensitive = Set.copyOf(sensitive);
        }
    }

    public StatementFacts {
        kinds = Set.copyOf(kinds);
        effects = Set.copyOf(effects);
        tables = List.copyOf(tables);
        columns = List.copyOf(columns);
        functions = Set.copyOf(functions);
    }
}
