package dev.gatehouse.inventory;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;

import dev.gatehouse.catalog.PostgresSource;
import dev.gatehouse.catalog.Table;
import dev.gatehouse.catalog.TargetAddress;
import dev.gatehouse.detect.TypeFamily;

/// Samples of a PostgreSQL server's tables: the first rows, and of a table with more some of random pages. Each
/// table in a read-only transaction of its own that is rolled back.
public final class PostgresSamples implements SampleReader {
    /// Larger cells are not unpacked.
    private static final int LARGEST = 1 << 20;

    private final TargetAddress address;

    public PostgresSamples(TargetAddress address) {
        this.address = address;
    }

    @Override
    public Cells open() throws SQLException {
        Connection connection = PostgresSource.sampling(address);
        try {
            connection.setAutoCommit(false);
            return new Tables(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private record Tables(Connection connection) implements Cells {
        @Override
        public void read(Table table, List<Integer> columns, Sink sink) throws SQLException {
            try (Statement limits = connection.createStatement()) {
                limits.execute("set local statement_timeout = '" + JdbcCells.LONGEST
                        + "s'; set local lock_timeout = '500ms'; set local search_path = ''");
            }
            try {
                if (JdbcCells.read(connection, columns, some -> query(table, some, ""), sink) == JdbcCells.ROWS) {
                    pages(table, columns, sink);
                }
            } finally {
                if (open()) {
                    connection.rollback();
                }
            }
        }

        /// What is no table has no pages.
        private void pages(Table table, List<Integer> columns, Sink sink) throws SQLException {
            Savepoint before = connection.setSavepoint();
            try {
                JdbcCells.read(connection, columns, some -> query(table, some, " tablesample system (1)"), sink);
            } catch (SQLException e) {
                if (!"42809".equals(e.getSQLState())) {
                    throw e;
                }
                connection.rollback(before);
            }
        }

        @Override
        public boolean open() {
            return JdbcCells.isOpen(connection);
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    private static String query(Table table, List<Integer> columns, String sample) {
        return JdbcCells.query(
                table, columns, PostgresSamples::quoted, column -> cell(quoted(column.name()), column.type()), sample);
    }

    /// A type that people have made is sent as its server writes it, and only if it is small.
    private static String cell(String name, String type) {
        boolean array = type.endsWith("[]");
        return switch (TypeFamily.of(type)) {
            case BYTES ->
                array ? whole(name) : small(name, LARGEST, "substring(" + name + " from 1 for " + JdbcCells.CELL + ")");
            case UNKNOWN -> whole(name);
            default -> small(name, LARGEST, "left(" + name + "::text, " + JdbcCells.CELL + ")");
        };
    }

    private static String whole(String name) {
        return small(name, JdbcCells.CELL, name);
    }

    private static String small(String name, int bytes, String cell) {
        return "case when pg_column_size(" + name + ") <= " + bytes + " then " + cell + " end";
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
