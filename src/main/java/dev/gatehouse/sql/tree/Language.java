package dev.gatehouse.sql.tree;

import java.util.Set;

/// How a server compares names, and what a name may mean there beside a column.
///
/// @param foldsColumns columns and their aliases are compared without regard to case
/// @param foldsTables tables and their aliases too
/// @param rows the name of a relation stands for its whole rows
/// @param outputs expressions see the output columns of their own query and of those around it
/// @param mergesByColumns `*` shows merged columns in the order that they have in the first side of the join
/// @param system columns that every table has beside its own, and that hold no data
public record Language(
        boolean foldsColumns,
        boolean foldsTables,
        boolean rows,
        boolean outputs,
        boolean mergesByColumns,
        Set<String> system) {
    public static final Language POSTGRES = new Language(
            false, false, true, false, false, Set.of("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid", "oid"));

    public Language {
        system = Set.copyOf(system);
    }

    public static Language mysql(boolean foldsTables) {
        return new Language(true, foldsTables, false, true, true, Set.of());
    }

    boolean sameColumn(String one, String other) {
        return foldsColumns ? one.equalsIgnoreCase(other) : one.equals(other);
    }

    boolean sameTable(String one, String other) {
        return foldsTables ? one.equalsIgnoreCase(other) : one.equals(other);
    }

    /// Whether it is certain which names are the same as this one. Beyond ASCII servers fold by tables of their
    /// own.
    boolean certain(String name, boolean folds) {
        return !folds || name.chars().allMatch(c -> c < 0x80);
    }
}
