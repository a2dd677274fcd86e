package dev.gatehouse.inventory;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import dev.gatehouse.catalog.MysqlSource;
import dev.gatehouse.catalog.Table;
import dev.gatehouse.catalog.TargetAddress;

/// Samples of a MySQL or MariaDB server's tables: their first rows, read-only.
public final class MysqlSamples implements SampleReader {
    private final TargetAddress address;

    public MysqlSamples(TargetAddress address) {
        this.address = address;
    }

    @Override
    public Cells open() throws SQLException {
        Connection connection = MysqlSource.sampling(address);
        try (Statement limits = connection.createStatement()) {
            limits.execute("set session lock_wait_timeout = " + JdbcCells.LONGEST);
            connection.setReadOnly(true);
            return new Tables(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private record Tables(Connection connection) implements Cells {
        @Override
        public void read(Table table, List<Integer> columns, Sink sink) throws SQLException {
            JdbcCells.read(connection, columns, some -> query(table, some), sink);
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

    private static String query(Table table, List<Integer> columns) {
        return JdbcCells.query(
                table,
                columns,
                MysqlSamples::quoted,
                column -> "left(" + quoted(column.name()) + ", " + JdbcCells.CELL + ")",
                "");
    }

    private static String quoted(String name) {
        return '`' + name.replace("`", "``") + '`';
    }
}
