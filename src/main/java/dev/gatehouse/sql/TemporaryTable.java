package dev.gatehouse.sql;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A table that only one session has. What was written to its columns came from other columns, of which every later
/// look at them is a look too.
///
/// @param schema the temporary schema on PostgreSQL; on MySQL that of the table which it may hide
public record TemporaryTable(String schema, String name, List<Column> columns) {
    /// The schema of every temporary table of PostgreSQL, whatever number the session's own has.
    public static final String PG_SCHEMA = "pg_temp";

    /// @param name empty where the server has made one up
    public record Column(String name, Set<ColumnRef> sources) {
        public Column {
            sources = Set.copyOf(sources);
        }
    }

    public TemporaryTable {
        columns = List.copyOf(columns);
    }

    /// The same after something has been written to it that draws on these, whatever the column.
    public TemporaryTable drawing(Set<ColumnRef> sources) {
        return new TemporaryTable(
                schema,
                name,
                columns.stream()
                        .map(column -> {
                            Set<ColumnRef> all = new HashSet<>(column.sources());
                            all.addAll(sources);
                            return new Column(column.name(), all);
                        })
                        .toList());
    }

    public TemporaryTable in(String otherSchema) {
        return new TemporaryTable(otherSchema, name, columns);
    }

    public Catalog.Relation relation() {
        return new Catalog.Relation(
                schema, name, columns.stream().map(Column::name).toList(), "");
    }

    /// Whether this is a schema of temporary tables on PostgreSQL, the session's own or another one's.
    public static boolean isSchema(String schema) {
        return schema.startsWith(PG_SCHEMA);
    }
}
