package dev.gatehouse.wire.pg;

import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.jdbc.PgStatement;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.Jdbc;
import dev.gatehouse.support.PgGateway;

import static org.assertj.core.api.Assertions.assertThat;

/// One script through pgjdbc in each of its modes, directly and through the gateway: the same rows, counts and
/// codes.
class PgJdbcIT {
    private static DatabaseServer server;
    private static PgGateway gateway;

    @BeforeAll
    static void open() throws Exception {
        server = Databases.postgres();
        gateway = new PgGateway(server);
    }

    @AfterAll
    static void close() {
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "preferQueryMode=simple",
                "preferQueryMode=extended",
                "preferQueryMode=extendedForPrepared",
                "preferQueryMode=extendedCacheEverything",
                "prepareThreshold=-1", // binary at once
                "prepareThreshold=1&defaultRowFetchSize=7",
                "reWriteBatchedInserts=true",
                "autosave=always"
            })
    void theSameScriptGivesTheSameDirectlyAndThroughTheGateway(String mode) throws Exception {
        List<String> direct = script(server.host(), server.port(), server.user(), server.password(), mode);
        List<String> through = script("127.0.0.1", gateway.port(), "alice", AllowAllGates.PASSWORD, mode);

        assertThat(through).containsExactlyElementsOf(direct);
        assertThat(gateway.gates.opened.getLast().application()).isEqualTo("script");
    }

    private static List<String> script(String host, int port, String user, String password, String mode)
            throws Exception {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "script");
        properties.setProperty("assumeMinServerVersion", "9.4");
        List<String> said = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(
                "jdbc:postgresql://" + host + ":" + port + "/" + server.database() + "?" + mode, properties)) {
            statements(connection, said);
            batches(connection, said);
            transactions(connection, said);
            cursors(connection, said);
            copy(connection, said);
            notifications(connection, said);
            cancel(connection, said);
        }
        return said;
    }

    private static void statements(Connection connection, List<String> said) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "create temp table script_t (id int primary key, note text, at timestamptz, price numeric)");
            said.add("several " + statement.execute("select 1; update script_t set id = id; select 2"));
            said.add("more " + statement.getMoreResults() + statement.getUpdateCount());
        }
        for (int run = 0; run < 8; run++) {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into script_t values (?, ?, timestamptz '2026-01-02 03:04:05+00', ?) returning id, note")) {
                insert.setInt(1, run);
                insert.setString(2, run == 3 ? null : "äöü €" + run);
                insert.setBigDecimal(3, new java.math.BigDecimal("12.50"));
                rows(insert.executeQuery(), said);
            }
        }
        try (PreparedStatement select =
                connection.prepareStatement("select * from script_t where id > ? order by id")) {
            for (int run = 0; run < 8; run++) {
                select.setInt(1, run);
                rows(select.executeQuery(), said);
            }
        }
        for (String broken :
                List.of("selec 1", "select 1/0", "select * from no_such", "insert into script_t values (1)")) {
            try (PreparedStatement statement = connection.prepareStatement(broken)) {
                statement.execute();
            } catch (SQLException error) {
                said.add(error.getSQLState() + " " + error.getMessage());
            }
        }
    }

    private static void batches(Connection connection, List<String> said) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into script_t (id, note) values (?, ?)")) {
            for (int id = 100; id < 600; id++) {
                insert.setInt(1, id);
                insert.setString(2, "batch " + id);
                insert.addBatch();
            }
            said.add("batch "
                    + Arrays.stream(insert.executeBatch())
                            .map(Math::abs)
                            .distinct()
                            .count());
            insert.setInt(1, 1000);
            insert.setString(2, "fine");
            insert.addBatch();
            insert.setInt(1, 100);
            insert.setString(2, "twice");
            insert.addBatch();
            try {
                insert.executeBatch();
            } catch (BatchUpdateException error) {
                said.add("batch error " + error.getSQLState());
            }
        }
        try (Statement batch = connection.createStatement()) {
            batch.addBatch("update script_t set note = 'x' where id = 100");
            batch.addBatch("delete from script_t where id > 590");
            said.add("batch " + Arrays.toString(batch.executeBatch()));
        }
    }

    private static void transactions(Connection connection, List<String> said) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into script_t (id) values (5000)");
            try {
                statement.executeUpdate("insert into script_t (id) values (5000)");
            } catch (SQLException error) {
                said.add(error.getSQLState());
            }
            try {
                rows(statement.executeQuery("select 'in block'"), said);
            } catch (SQLException error) {
                said.add(error.getSQLState());
            }
            connection.rollback();
            rows(statement.executeQuery("select count(*) from script_t"), said);
            connection.commit();
        }
        connection.setAutoCommit(true);
    }

    private static void cursors(Connection connection, List<String> said) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement select = connection.prepareStatement("select id, note from script_t order by id")) {
            select.setFetchSize(50);
            rows(select.executeQuery(), said);
            select.setMaxRows(3);
            rows(select.executeQuery(), said);
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    private static void copy(Connection connection, List<String> said) throws Exception {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        said.add("copied "
                + copy.copyIn("copy script_t (id, note) from stdin", new StringReader("7000\tone\n7001\ttwo\n")));
        try {
            copy.copyIn("copy script_t (id, note) from stdin", new StringReader("not a number\tx\n"));
        } catch (SQLException error) {
            said.add(error.getSQLState());
        }
        var cancelled = copy.copyIn("copy script_t (id, note) from stdin");
        cancelled.writeToCopy("8000\tgone\n".getBytes(StandardCharsets.UTF_8), 0, 10);
        cancelled.cancelCopy();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        said.add("out " + copy.copyOut("copy (select id, note from script_t order by id) to stdout csv", out));
        said.add(out.toString(StandardCharsets.UTF_8));
        ByteArrayOutputStream binary = new ByteArrayOutputStream();
        said.add("out " + copy.copyOut("copy (select generate_series(1, 20000)) to stdout binary", binary));
        said.add("bytes " + binary.size() + " " + Arrays.hashCode(binary.toByteArray()));
    }

    private static void notifications(Connection connection, List<String> said) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("listen script_news");
            statement.execute("notify script_news, 'read all about it'");
            PGNotification[] news = connection.unwrap(PGConnection.class).getNotifications(2000);
            said.add(news[0].getName() + " " + news[0].getParameter());
            statement.execute("do $$ begin raise warning 'careful'; end $$");
            said.add(String.valueOf(statement.getWarnings()));
        }
    }

    private static void cancel(Connection connection, List<String> said) throws Exception {
        try (Statement statement = connection.createStatement()) {
            CompletableFuture<Void> cancelling = CompletableFuture.runAsync(() -> cancelOnceItRuns(statement));
            try {
                statement.execute("select pg_sleep(30), 'to be cancelled'");
            } catch (SQLException error) {
                said.add(error.getSQLState());
            }
            cancelling.join();
        }
        try (Statement statement = connection.createStatement()) {
            statement.unwrap(PgStatement.class).setQueryTimeoutMs(400); // time enough to begin
            statement.execute("select pg_sleep(30)");
        } catch (SQLException error) {
            said.add(error.getSQLState());
        }
    }

    /// A cancel that comes before its query hits nothing, so the server is asked whether the query is there.
    private static void cancelOnceItRuns(Statement statement) {
        try (Connection watching = Jdbc.postgres(server);
                PreparedStatement running = watching.prepareStatement(
                        "select 1 from pg_stat_activity where state = 'active' and query like '%to be cancelled%'"
                                + " and pid <> pg_backend_pid() and wait_event = 'PgSleep'")) {
            while (true) {
                try (ResultSet found = running.executeQuery()) {
                    if (found.next()) {
                        statement.cancel();
                        return;
                    }
                }
            }
        } catch (SQLException error) {
            throw new IllegalStateException(error);
        }
    }

    private static void rows(ResultSet rows, List<String> said) throws SQLException {
        int columns = rows.getMetaData().getColumnCount();
        while (rows.next()) {
            StringBuilder row = new StringBuilder();
            for (int column = 1; column <= columns; column++) {
                row.append(rows.getMetaData().getColumnLabel(column))
                        .append('=')
                        .append(rows.getObject(column))
                        .append(' ');
            }
            said.add(row.toString());
        }
    }
}
