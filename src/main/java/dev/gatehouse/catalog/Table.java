package dev.gatehouse.catalog;

import java.util.List;

import dev.gatehouse.sql.Catalog;

/// One table, view or sequence, with what is known of its columns beside their names.
///
/// @param types of the columns, as the server writes them; texts are shared between tables
/// @param comments on the columns; empty where none has one
/// @param parents the tables that this one is a partition of, or inherits from
/// @param number by which the server announces it
public record Table(
        Catalog.Relation relation, List<String> types, List<String> comments, List<Name> parents, Number number) {
    /// Where a table is.
    public record Name(String schema, String name) {}

    /// PostgreSQL's numbers for a table and its columns.
    ///
    /// @param id the table's OID; 0 where the server has no such numbers
    /// @param attributes of the columns; empty where they are 1, 2, 3 …, since none was dropped
    public record Number(long id, List<Integer> attributes) {
        static final Number NONE = new Number(0, List.of());

        public Number {
            attributes = List.copyOf(attributes);
        }

        /// Of the column with this index.
        public int attribute(int index) {
            return attributes.isEmpty() ? index + 1 : attributes.get(index);
        }
    }

    public Table {
        parents = List.copyOf(parents);
        types = List.copyOf(types);
        comments = List.copyOf(comments);
        int columns = relation.columns().size();
        if (types.size() != columns || !comments.isEmpty() && comments.size() != columns) {
            throw new IllegalArgumentException("a type, and a comment or none, for each column");
        }
        if (!number.attributes().isEmpty() && number.attributes().size() != columns) {
            throw new IllegalArgumentException("a number for each column, or for none");
        }
    }

    /// A column for those who classify it.
    public record Column(String name, String type, String comment) {}

    public Column column(int index) {
        return new Column(
                relation.columns().get(index), types.get(index), comments.isEmpty() ? "" : comments.get(index));
    }
}
