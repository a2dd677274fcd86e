package dev.gatehouse.inventory;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import dev.gatehouse.catalog.Table;

/// What the readers of both dialects have in common: rows in small batches, columns in groups.
final class JdbcCells {
    static final int ROWS = 200;
    static final int CELL = 4_096;
    /// In seconds.
    static final int LONGEST = 2;
    /// Few enough rows and columns at a time to be some megabytes.
    private static final int FETCHED_ROWS = 20;

    private static final int MOST_COLUMNS = 50;

    private JdbcCells() {}

    /// Writes a query of some columns.
    interface Query {
        String of(List<Integer> columns);
    }

    /// Writes the query of a table's first rows.
    ///
    /// @param quoted how the dialect writes a name
    /// @param cell what stands for a column
    /// @param sample where the rows are looked for, behind the table's name; empty for its beginning
    static String query(
            Table table,
            List<Integer> columns,
            UnaryOperator<String> quoted,
            Function<Table.Column, String> cell,
            String sample) {
        return columns.stream()
                .map(index -> cell.apply(table.column(index)))
                .collect(Collectors.joining(
                        ", ",
                        "select ",
                        " from " + quoted.apply(table.relation().schema()) + "."
                                + quoted.apply(table.relation().name()) + sample + " limit " + ROWS));
    }

    static boolean isOpen(Connection connection) {
        try {
            return !connection.isClosed();
        } catch (SQLException e) {
            return false;
        }
    }

    /// @return how many rows there were
    static int read(Connection connection, List<Integer> columns, Query query, SampleReader.Sink sink)
            throws SQLException {
        int most = 0;
        for (int from = 0; from < columns.size(); from += MOST_COLUMNS) {
            List<Integer> some = columns.subList(from, Math.min(columns.size(), from + MOST_COLUMNS));
            most = Math.max(most, rows(connection, some, query.of(some), sink));
        }
        return most;
    }

    private static int rows(Connection connection, List<Integer> columns, String sql, SampleReader.Sink sink)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setFetchSize(FETCHED_ROWS);
            statement.setQueryTimeout(LONGEST);
            try (ResultSet rows = statement.executeQuery(sql)) {
                int count = 0;
                while (rows.next()) {
                    count++;
                    for (int i = 0; i < columns.size(); i++) {
                        sink.cell(columns.get(i), rows.getBytes(i + 1));
                    }
                }
                return count;
            }
        }
    }
}
