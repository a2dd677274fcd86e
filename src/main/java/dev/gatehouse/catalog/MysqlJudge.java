package dev.gatehouse.catalog;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.sql.ColumnRef;

/// Asks MySQL and MariaDB where the columns of a text's result come from: the text is prepared (COM_STMT_PREPARE),
/// the announced columns are read, and it is closed again.
///
/// That is all these servers tell without running or keeping anything: nothing of conditions, and nothing of what
/// is computed. Threads: one.
public final class MysqlJudge implements ServerJudge {
    private static final int LOCKED = 1205;
    private static final int NOT_PREPARED = 1295;

    private final Connection connection;

    private MysqlJudge(Connection connection) {
        this.connection = connection;
    }

    public static MysqlJudge open(TargetAddress address) throws SQLException {
        Connection connection =
                MysqlSource.connect(address, "judge", address.database(), Map.of("useServerPrepStmts", "true"));
        try (Statement statement = connection.createStatement()) {
            statement.execute("set session lock_wait_timeout = 2");
            connection.setReadOnly(true);
            return new MysqlJudge(connection);
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public Map<String, String> variables() {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select @@version, @@version_comment, @@sql_mode, @@character_set_client")) {
            row.next();
            return Map.of(
                    "version", row.getString(1),
                    "version_comment", row.getString(2),
                    "sql_mode", row.getString(3),
                    "character_set_client", row.getString(4));
        } catch (SQLException lost) {
            throw new IllegalStateException("the settings of the connection cannot be read", lost);
        }
    }

    @Override
    public ServerReading ask(String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return announced(statement.getMetaData());
        } catch (SQLException e) {
            String state = e.getSQLState() == null ? "" : e.getSQLState();
            if (state.startsWith("08")) {
                throw e;
            }
            String why = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            return e.getErrorCode() == LOCKED || e.getErrorCode() == NOT_PREPARED
                    ? new ServerReading.NotAsked(why)
                    : new ServerReading.Refused(why);
        }
    }

    private static ServerReading announced(@Nullable ResultSetMetaData columns) throws SQLException {
        List<Optional<ColumnRef>> outputs = new ArrayList<>();
        for (int i = 1; columns != null && i <= columns.getColumnCount(); i++) {
            String schema = columns.getCatalogName(i);
            String table = columns.getTableName(i);
            outputs.add(
                    schema.isEmpty() || table.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new ColumnRef(schema, table, columns.getColumnName(i))));
        }
        return new ServerReading.Announced(outputs);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
