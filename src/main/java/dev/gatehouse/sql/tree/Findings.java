package dev.gatehouse.sql.tree;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.ColumnRef;
import dev.gatehouse.sql.Lineage;

/// What reading a tree has found so far: tables and columns with what is done to them.
final class Findings {
    private final Map<Catalog.Relation, Set<String>> tables = new LinkedHashMap<>();
    private final Map<ColumnRef, Set<String>> columns = new LinkedHashMap<>();
    private final Set<ColumnRef> named = new LinkedHashSet<>();
    private final Set<ColumnRef> views = new LinkedHashSet<>();
    private final Set<ColumnRef> stored = new LinkedHashSet<>();
    private final Set<String> derived = new LinkedHashSet<>();
    private boolean nested;

    void table(Catalog.Relation table, String access) {
        tables.computeIfAbsent(table, _ -> new TreeSet<>()).add(access);
    }

    /// The tables of these columns are reached by way of a view.
    void through(Collection<ColumnRef> refs, String access) {
        tables.forEach((table, uses) -> {
            if (refs.stream().anyMatch(ref -> ref.isOf(table.schema(), table.name()) && !views.contains(ref))) {
                uses.add(access);
            }
        });
    }

    void use(Collection<ColumnRef> refs, String use) {
        named.addAll(refs);
        refs.forEach(ref -> {
            if (!views.contains(ref)) {
                columns.computeIfAbsent(ref, _ -> new TreeSet<>()).add(use);
            }
        });
    }

    /// Values of `sources` are written to `column`, the base columns behind one of a table or view: what comes from
    /// itself stays where it is.
    void store(Collection<ColumnRef> sources, Set<ColumnRef> column) {
        Set<ColumnRef> bases = new LinkedHashSet<>(column);
        bases.removeAll(views);
        boolean one = bases.stream().map(ColumnRef::name).distinct().count() == 1;
        sources.forEach(source -> {
            if (!one || !column.contains(source)) {
                stored.add(source);
            }
        });
    }

    Set<ColumnRef> stored() {
        Set<ColumnRef> bases = new LinkedHashSet<>(stored);
        bases.removeAll(views);
        return bases;
    }

    /// A column of a view, which stands beside the columns of tables that it draws on.
    void view(ColumnRef column) {
        views.add(column);
    }

    /// A name in the text for something that need not be a table of this name.
    void derived(String name) {
        derived.add(name);
    }

    /// Something that is no table stands where a table may.
    void nest() {
        nested = true;
    }

    boolean nested() {
        return nested;
    }

    Set<String> derived() {
        return derived;
    }

    /// An output that draws on `sources`, of tables and of views.
    Lineage.Output output(String name, Set<ColumnRef> sources) {
        if (views.isEmpty()) {
            return new Lineage.Output(name, sources);
        }
        Set<ColumnRef> bases = new LinkedHashSet<>(sources);
        Set<ColumnRef> passed = new LinkedHashSet<>(sources);
        bases.removeAll(views);
        passed.retainAll(views);
        return new Lineage.Output(name, bases, passed);
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
