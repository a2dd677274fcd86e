package dev.gatehouse.gateway.session;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import dev.gatehouse.catalog.SessionNames;
import dev.gatehouse.catalog.Table;
import dev.gatehouse.sql.ColumnRef;
import dev.gatehouse.sql.TemporaryTable;

/// What a session has made for itself at one moment: its temporary tables, and its path. Immutable.
///
/// @param known by schema and name as the server compares them
/// @param untilCommit those of them that are gone with the end of the transaction
/// @param path where it looks names up, on servers that do not report that
/// @param lost names that a temporary table may have of which no more is known
record OwnTables(
        Map<Table.Name, TemporaryTable> known, Set<Table.Name> untilCommit, Set<String> lost, SessionPath path) {
    private static final int MOST_LOST = 20_000;
    static final OwnTables NONE = new OwnTables(Map.of(), Set.of(), Set.of(), SessionPath.OF_LOGIN);

    OwnTables {
        known = Map.copyOf(known);
        untilCommit = Set.copyOf(untilCommit);
        lost = Set.copyOf(lost);
    }

    OwnTables with(Table.Name key, TemporaryTable table, boolean goesAtCommit) {
        Map<Table.Name, TemporaryTable> more = new HashMap<>(known);
        more.put(key, table);
        Set<Table.Name> until = new HashSet<>(untilCommit);
        until.remove(key);
        if (goesAtCommit) {
            until.add(key);
        }
        return new OwnTables(more, until, settled(key), path);
    }

    /// None of this name is there any more.
    OwnTables without(Table.Name key) {
        Map<Table.Name, TemporaryTable> rest = new HashMap<>(known);
        rest.remove(key);
        return new OwnTables(rest, less(untilCommit, key::equals), settled(key), path);
    }

    /// What is still lost when this one is certain. Where each schema may have one of the name, the others are not.
    private Set<String> settled(Table.Name key) {
        return key.schema().equals(TemporaryTable.PG_SCHEMA) ? less(lost, key.name()::equals) : lost;
    }

    /// Nobody knows any more what these names mean.
    OwnTables losing(Set<String> names) {
        Map<Table.Name, TemporaryTable> rest = new HashMap<>(known);
        rest.keySet().removeIf(key -> names.contains(key.name()));
        Set<String> more = new HashSet<>(lost);
        more.addAll(names);
        if (more.size() > MOST_LOST) {
            more = Set.of(SessionNames.ALL);
        }
        return new OwnTables(rest, less(untilCommit, key -> names.contains(key.name())), more, path);
    }

    OwnTables losingAll() {
        return losing(names());
    }

    OwnTables along(SessionPath other) {
        return path.equals(other) ? this : new OwnTables(known, untilCommit, lost, other);
    }

    /// No temporary table is left.
    OwnTables emptied() {
        return NONE.along(path);
    }

    OwnTables afterCommit() {
        OwnTables rest = along(path.afterCommit());
        for (Table.Name key : untilCommit) {
            rest = rest.without(key);
        }
        return rest;
    }

    OwnTables drawing(Table.Name key, Set<ColumnRef> sources) {
        TemporaryTable table = known.get(key);
        if (table == null) {
            return this;
        }
        Map<Table.Name, TemporaryTable> more = new HashMap<>(known);
        more.put(key, table.drawing(sources));
        return new OwnTables(more, untilCommit, lost, path);
    }

    /// All names that may be those of temporary tables.
    Set<String> names() {
        Set<String> all = new HashSet<>(lost);
        known.keySet().forEach(key -> all.add(key.name()));
        return all;
    }

    /// The names that do not mean the same in both.
    Set<String> differing(OwnTables other) {
        Set<String> names = new HashSet<>();
        if (this == other) {
            return names;
        }
        addDiffering(other, names);
        other.addDiffering(this, names);
        return names;
    }

    private void addDiffering(OwnTables other, Set<String> into) {
        known.forEach((key, table) -> {
            if (!table.equals(other.known.get(key)) || untilCommit.contains(key) != other.untilCommit.contains(key)) {
                into.add(key.name());
            }
        });
        lost.forEach(name -> {
            if (!other.lost.contains(name)) {
                into.add(name);
            }
        });
    }

    private static <T> Set<T> less(Set<T> all, Predicate<T> gone) {
        Set<T> rest = new HashSet<>(all);
        rest.removeIf(gone);
        return rest;
    }
}
