package dev.gatehouse.catalog;

import java.util.List;

import dev.gatehouse.sql.Catalog;

/// One table, view or sequence, with what is known of its columns beside their names.
///
/// @param types of the columns, as the server writes them; texts are shared between tables
/// @param comments on the columns; empty where none has one
/// @param parents the tables that this one is a partition of, or inherits from
public record Table(Catalog.Relation relation, List<String> types, List<String> comments, List<Name> parents) {
    /// Where a table is.
    public record Name(String schema, String name) {}

    public Table {
        parents = List.copyOf(parents);
        types = List.copyOf(types);
        comments = List.copyOf(comments);
        int columns = relation.columns().size();
        if (types.size() != columns || !comments.isEmpty() && comments.size() != columns) {
            throw new IllegalArgumentException("a type, and a comment or none, for each column");
        }
    }

    /// A column for those who classify it.
    public record Column(String name, String type, String comment) {}

    public Column column(int index) {
        return new Column(
                relation.columns().get(index), types.get(index), comments.isEmpty() ? "" : comments.get(index));
    }
}
