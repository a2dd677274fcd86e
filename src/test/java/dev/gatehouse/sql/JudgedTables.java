package dev.gatehouse.sql;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

import dev.gatehouse.support.Jdbc;

/// The tables that made queries are about, at a real server and as our catalogue has them.
public final class JudgedTables {
    private JudgedTables() {}

    /// Creates them in the schema `judge`, which is the one in use.
    public static SnapshotCatalog create(Connection connection) throws SQLException {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, List<String>> table : QueryMaker.TABLES.entrySet()) {
            String columns = String.join(", ", table.getValue());
            Jdbc.run(connection, "create table " + table.getKey() + " (" + columns.replace(",", " text,") + " text)");
            lines.append("judge.")
                    .append(table.getKey())
                    .append(": ")
                    .append(columns)
                    .append('\n');
        }
        return new SnapshotCatalog(List.of("judge"), lines.toString());
    }
}
