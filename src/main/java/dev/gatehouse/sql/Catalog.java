package dev.gatehouse.sql;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One immutable snapshot of a server's schema, as far as reading a statement needs it. Threads: any.
public interface Catalog {
    /// Grows with every snapshot of one target.
    long version();

    /// The table or view of this name; an empty `schema` asks along the session's own path. A name that is not
    /// found makes a statement one that is not understood.
    Optional<Relation> relation(String schema, String name);

    /// Whether names of schemas and tables and their aliases are compared without regard to case, as MySQL does
    /// unless `lower_case_table_names` is 0. [#relation] must do the same.
    default boolean foldsTables() {
        return false;
    }

    /// The tables that this one is a partition of, or inherits from, directly or not: its rows are theirs too.
    default List<Relation> parents(Relation table) {
        return List.of();
    }

    /// The catalogue by which the definitions of views are read: a name in them means what it meant to the server
    /// that wrote them, whatever the session's own path is.
    default Catalog forDefinitions() {
        return this;
    }

    /// What is known of a table beside its columns, if only the session has it.
    default Optional<TemporaryTable> temporary(Relation table) {
        return Optional.empty();
    }

    /// A procedure of MySQL whose body may be read; an empty `schema` asks in the session's own.
    default Optional<Procedure> procedure(String schema, String name) {
        return Optional.empty();
    }

    /// What has been made in the database and runs code of its own.
    Routines routines();

    /// A table or view.
    ///
    /// @param columns in their order, as `*` expands them
    /// @param definition the query of a view, in the server's own words; empty for a table
    /// @param computed those of the columns that the server computes from others, and that a copy of the table
    ///     leaves out
    record Relation(String schema, String name, List<String> columns, String definition, Set<String> computed) {
        public Relation {
            columns = List.copyOf(columns);
            computed = Set.copyOf(computed);
        }

        public Relation(String schema, String name, List<String> columns, String definition) {
            this(schema, name, columns, definition, Set.of());
        }

        public boolean view() {
            return !definition.isEmpty();
        }
    }
}
