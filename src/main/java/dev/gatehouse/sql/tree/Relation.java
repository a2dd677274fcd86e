package dev.gatehouse.sql.tree;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.gatehouse.sql.ColumnRef;

/// What a FROM clause or a WITH clause makes visible under one name.
///
/// @param alias the name by which columns are qualified
/// @param schema of a table; empty for everything else
/// @param table the table's own name, which qualifies only while there is no alias
/// @param open the columns are not all known: any name is one, and draws on `rest`
/// @param inside relations of a join in parentheses, which still qualify names
record Relation(
        String alias,
        String schema,
        String table,
        List<Column> columns,
        boolean open,
        Set<ColumnRef> rest,
        List<Relation> inside) {
    record Column(String name, Set<ColumnRef> sources) {}

    Relation {
        columns = List.copyOf(columns);
        rest = Set.copyOf(rest);
        inside = List.copyOf(inside);
    }

    static Relation of(String alias, List<Column> columns) {
        return new Relation(alias, "", "", columns, false, Set.of(), List.of());
    }

    Relation named(String name) {
        return new Relation(name, schema, table, columns, open, rest, List.of());
    }

    /// The same with its first columns renamed.
    Relation renamed(List<String> names) {
        if (names.size() > columns.size() && !open) {
            throw new Unread("more column aliases than columns");
        }
        List<Column> renamed = new ArrayList<>();
        for (int i = 0; i < Math.max(names.size(), columns.size()); i++) {
            Set<ColumnRef> sources = i < columns.size() ? columns.get(i).sources() : rest;
            renamed.add(
                    new Column(i < names.size() ? names.get(i) : columns.get(i).name(), sources));
        }
        return new Relation(alias, schema, table, renamed, open, rest, List.of());
    }

    /// The same names, holding nothing that comes from a table.
    Relation blank() {
        return of(
                alias,
                columns.stream()
                        .map(column -> new Column(column.name(), Set.of()))
                        .toList());
    }

    /// Whether not even the number of its columns is known; else those without a name stand among the others.
    boolean uncounted() {
        return open && columns.stream().noneMatch(column -> column.name().isEmpty());
    }

    Optional<Set<ColumnRef>> find(String name, Language language) {
        Set<ColumnRef> found = new LinkedHashSet<>();
        boolean any = false;
        for (Column column : columns) {
            if (language.sameColumn(column.name(), name)) {
                any = true;
                found.addAll(column.sources());
            }
        }
        return any ? Optional.of(found) : Optional.empty();
    }

    /// Whether this qualifies names of its columns; `schemaName` is empty where the text names none.
    boolean qualifies(String schemaName, String name, Language language) {
        return language.sameTable(alias, name)
                && (schemaName.isEmpty() || language.sameTable(alias, table) && language.sameTable(schema, schemaName));
    }

    Set<ColumnRef> all() {
        Set<ColumnRef> all = new LinkedHashSet<>(rest);
        columns.forEach(column -> all.addAll(column.sources()));
        return all;
    }
}
