package dev.gatehouse.sql;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What one statement does, in the words of the policy input. May name too much, never too little.
///
/// @param kinds such as `select`, `insert`, `drop`, `copy-out`; lower case, the contract's list
/// @param effects of `read`, `write`, `schema`, `privilege`, `session`, `server`, `export`
/// @param functions qualified where the text or the catalogue qualifies them
/// @param unfiltered an UPDATE, DELETE or MERGE whose condition holds it to no rows, or that has none
/// @param opaque not fully understood
/// @param handle the prepared statement or cursor that this one makes, runs, shows or drops, as the server names
///     it, so that a session can tie EXECUTE to PREPARE and FETCH to DECLARE; empty where there is none, or where
///     it speaks of all of them. The rows of FETCH and EXECUTE are those of what they name: their own lineage is
///     empty
/// @param temporary what it does to tables of the session alone, as far as it can be told
/// @param copy how the lines of a COPY … TO STDOUT are written
/// @param called what the results of a CALL may draw on, one of these each; empty where nobody can tell. Outputs
///     with names are of results whose columns have these names
/// @param code what the code does that a CALL or an EXECUTE runs
/// @param lineage where the output columns come from; empty where nobody has looked, or where there are none
public record StatementFacts(
        Set<String> kinds,
        Set<String> effects,
        List<TableUse> tables,
        List<ColumnUse> columns,
        Set<String> functions,
        boolean unfiltered,
        boolean opaque,
        Optional<Lineage> lineage,
        String handle,
        Optional<TemporaryChange> temporary,
        Optional<CopyOptions> copy,
        List<Lineage> called,
        Code code) {
    /// Access to a table that only this session has: it makes it, and may hide another one of its name.
    public static final String TEMPORARY = "temporary";

    /// What code does that a statement runs and does not show; of MySQL alone, where variables of the session hold
    /// what other code has put into them.
    ///
    /// @param writes whether it may write rows, or anything else that stays
    /// @param variables whether it may find there what variables of the session hold
    public record Code(boolean writes, boolean variables) {
        /// There is none.
        public static final Code NONE = new Code(false, false);
        /// Nobody has read it.
        public static final Code UNREAD = new Code(true, true);
    }

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

    /// Facts of a statement that names no prepared statement and no cursor.
    public StatementFacts(
            Set<String> kinds,
            Set<String> effects,
            List<TableUse> tables,
            List<ColumnUse> columns,
            Set<String> functions,
            boolean unfiltered,
            boolean opaque,
            Optional<Lineage> lineage) {
        this(
                kinds,
                effects,
                tables,
                columns,
                functions,
                unfiltered,
                opaque,
                lineage,
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Code.NONE);
    }

    /// Facts without a catalogue's help: nobody has looked where the output comes from.
    public StatementFacts(
            Set<String> kinds,
            Set<String> effects,
            List<TableUse> tables,
            List<ColumnUse> columns,
            Set<String> functions,
            boolean unfiltered,
            boolean opaque) {
        this(kinds, effects, tables, columns, functions, unfiltered, opaque, Optional.empty());
    }

    /// The same with more known of its columns.
    public StatementFacts with(List<ColumnUse> known) {
        return new StatementFacts(
                kinds,
                effects,
                tables,
                known,
                functions,
                unfiltered,
                opaque,
                lineage,
                handle,
                temporary,
                copy,
                called,
                code);
    }

    /// The same with another lineage.
    public StatementFacts with(Lineage known) {
        return new StatementFacts(
                kinds,
                effects,
                tables,
                columns,
                functions,
                unfiltered,
                opaque,
                Optional.of(known),
                handle,
                temporary,
                copy,
                called,
                code);
    }

    public StatementFacts {
        kinds = Set.copyOf(kinds);
        effects = Set.copyOf(effects);
        tables = List.copyOf(tables);
        columns = List.copyOf(columns);
        functions = Set.copyOf(functions);
        called = List.copyOf(called);
    }
}
