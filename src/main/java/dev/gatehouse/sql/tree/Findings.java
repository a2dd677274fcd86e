package dev.gatehouse.sql.tree;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.ColumnRef;

/// What reading a tree has found so far: tables and columns with what is done to them.
final class Findings {
    private final Map<Catalog.Relation, Set<String>> tables = new LinkedHashMap<>();
    private final Map<ColumnRef, Set<String>> columns = new LinkedHashMap<>();
    private final Set<ColumnRef> named = new LinkedHashSet<>();

    void table(Catalog.Relation table, String access) {
        tables.computeIfAbsent(table, _ -> new TreeSet<>()).add(access);
    }

    /// The tables of these columns are reached by way of a view.
    void through(Collection<ColumnRef> refs, String access) {
        tables.forEach((table, uses) -> {
            if (refs.stream().anyMatch(ref -> ref.isOf(table.schema(), table.name()))) {
                uses.add(access);
            }
        });
    }

    void use(Collection<ColumnRef> refs, String use) {
        named.addAll(refs);
        refs.forEach(ref -> columns.computeIfAbsent(ref, _ -> new TreeSet<>()).add(use));
    }

    /// Columns that the text names, or a star in it, whether or not anything comes of them.
    void name(Collection<ColumnRef> refs) {
        named.addAll(refs);
    }

    Set<ColumnRef> named() {
        return named;
    }

    Map<Catalog.Relation, Set<String>> tables() {
        return tables;
    }

    Map<ColumnRef, Set<String>> columns() {
        return columns;
    }
}
