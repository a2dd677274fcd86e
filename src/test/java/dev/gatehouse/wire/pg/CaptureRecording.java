package dev.gatehouse.wire.pg;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.boot.demo.PostgresServer;

/// Records the golden captures anew: `./mvnw test -Dtest=CaptureRecording`. Its name keeps it out of the build.
///
/// Runs pgjdbc against the embedded server, or the one that `GATEHOUSE_TEST_PG_RECORD` names as
/// `host:port:user:password:database`, through a relay that writes down what passes.
class CaptureRecording {
    private static final Path FOLDER = Path.of("src/test/resources/capture/postgresql");

    private interface Script {
        void run(Connection connection) throws Exception;
    }

    @Test
    void record() throws Exception {
        String named = System.getenv("GATEHOUSE_TEST_PG_RECORD");
        if (named != null) {
            String[] parts = named.split(":");
            record(new DatabaseServer(parts[0], Integer.parseInt(parts[1]), parts[2], parts[3], parts[4]));
            return;
        }
        List<String> hba = List.of(
                "host all trusted all trust",
                "host all clear all password",
                "host all md5 all md5",
                "host all all all scram-sha-256");
        try (PostgresServer server = PostgresServer.start(Map.of(), hba)) {
            record(server.address());
            recordLogins(server.address());
        }
    }

    private static void record(DatabaseServer server) throws Exception {
        record(server, "simple", Map.of("preferQueryMode", "simple"), CaptureRecording::simple);
        record(server, "extended", Map.of("prepareThreshold", "2"), CaptureRecording::extended);
        record(server, "binary", Map.of("prepareThreshold", "-1"), CaptureRecording::binary);
        record(server, "portal", Map.of(), CaptureRecording::portal);
        record(server, "pipeline", Map.of(), CaptureRecording::pipeline);
        record(server, "copy", Map.of(), CaptureRecording::copy);
        record(server, "asynchronous", Map.of(), CaptureRecording::asynchronous);
    }

    private static void recordLogins(DatabaseServer server) throws Exception {
        try (Connection owner = connect(server, server.port(), Map.of());
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE ROLE trusted LOGIN; CREATE ROLE clear LOGIN PASSWORD 'gatehouse';"
                    + "SET password_encryption = 'md5'; CREATE ROLE md5 LOGIN PASSWORD 'gatehouse'");
        }
        for (String user : List.of("trusted", "clear", "md5")) {
            DatabaseServer as =
                    new DatabaseServer(server.host(), server.port(), user, server.password(), server.database());
            record(as, "login-" + user, Map.of(), _ -> {});
        }
        record(server, "login-3.2", Map.of("protocolVersion", "3.2"), _ -> {});
        DatabaseServer wrong =
                new DatabaseServer(server.host(), server.port(), server.user(), "not the password", server.database());
        record(wrong, "login-wrong-password", Map.of(), _ -> {});
    }

    private static void simple(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT 1 AS one, NULL AS nothing, 'größer' AS text; SELECT 2");
            statement.execute("");
            statement.execute("CREATE TEMP TABLE t (id int PRIMARY KEY, note text)");
            statement.execute("BEGIN; INSERT INTO t VALUES (1, 'a'); COMMIT");
            expectError(() -> statement.execute("SELECT 1/0; SELECT 2"));
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO t VALUES (2, 'b')");
            expectError(() -> statement.execute("SELECT nothing_like_this"));
            expectError(() -> statement.execute("SELECT 1"));
            connection.rollback();
        }
    }

    private static void extended(Connection connection) throws Exception {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT ?::int + 1, ?::text, ?::numeric, ?::bytea")) {
            for (int i = 0; i < 3; i++) {
                select.setInt(1, i);
                select.setString(2, i == 1 ? null : "ü" + i);
                select.setBigDecimal(3, new BigDecimal("12.50"));
                select.setBytes(4, new byte[] {0, 1, (byte) 0xff});
                select.executeQuery().close();
            }
        }
        expectError(() -> connection.prepareStatement("SELEC 1").execute());
        try (PreparedStatement update = connection.prepareStatement("CREATE TEMP TABLE e AS SELECT 1 AS a")) {
            update.execute();
        }
    }

    private static void binary(Connection connection) throws Exception {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT 1::int2, 2::int4, 3::int8, 1.5::float4, 2.5::float8, 1.50::numeric, true, 'text'::text,"
                        + " '\\xdeadbeef'::bytea, date '2026-11-22', timestamptz '2026-11-22 03:04:05+00',"
                        + " '0a000000-0000-4000-8000-000000000001'::uuid, ARRAY[1,2,NULL], '{\"a\":1}'::jsonb,"
                        + " NULL::int")) {
            for (int i = 0; i < 2; i++) {
                select.executeQuery().close();
            }
        }
    }

    private static void portal(Connection connection) throws Exception {
        connection.setAutoCommit(false);
        try (PreparedStatement select = connection.prepareStatement("SELECT g FROM generate_series(1, 5) g")) {
            select.setFetchSize(2);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    rows.getInt(1);
                }
            }
        }
        connection.commit();
    }

    private static void pipeline(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE p (id int PRIMARY KEY)");
        }
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO p VALUES (?)")) {
            for (int id : new int[] {1, 2, 3, 2, 4}) {
                insert.setInt(1, id);
                insert.addBatch();
            }
            expectError(insert::executeBatch);
        }
    }

    private static void copy(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMP TABLE c (id int, note text)");
        }
        var copies = connection.unwrap(PGConnection.class).getCopyAPI();
        copies.copyIn("COPY c FROM STDIN", new StringReader("1\teins\n2\tzwei\n3\t\\N\n"));
        copies.copyOut("COPY c TO STDOUT", new StringWriter());
        copies.copyOut("COPY c TO STDOUT (FORMAT binary)", OutputStream.nullOutputStream());
        CopyIn abandoned = copies.copyIn("COPY c FROM STDIN");
        abandoned.cancelCopy();
        expectError(() -> copies.copyIn("COPY c FROM STDIN", new StringReader("no number\n")));
    }

    private static void asynchronous(Connection connection) throws Exception {
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN channel");
            statement.execute("NOTIFY channel, 'payload'");
            statement.execute("SET application_name = 'another'");
            statement.execute("SET DateStyle = 'ISO, DMY'");
            statement.execute("DO $$ BEGIN RAISE NOTICE 'hello'; RAISE WARNING 'careful'; END $$");
        }
    }

    private interface Failing {
        void run() throws Exception;
    }

    private static void expectError(Failing step) throws Exception {
        try {
            step.run();
        } catch (SQLException | IOException expected) {
            return;
        }
        throw new AssertionError("the server should have refused this");
    }

    // -- the relay ------------------------------------------------------------------------------------------------

    private static void record(DatabaseServer server, String name, Map<String, String> properties, Script script)
            throws Exception {
        PgTrace.Writer writer = new PgTrace.Writer();
        CountDownLatch ended = new CountDownLatch(2);
        try (ServerSocket relay = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> {
                try {
                    Socket client = relay.accept();
                    Socket database = new Socket(server.host(), server.port());
                    Thread.startVirtualThread(() -> pump('F', client, database, writer, ended));
                    Thread.startVirtualThread(() -> pump('B', database, client, writer, ended));
                } catch (IOException broken) {
                    throw new UncheckedIOException(broken);
                }
            });
            try (Connection connection = connect(server, relay.getLocalPort(), properties)) {
                script.run(connection);
            } catch (SQLException refused) {
                if (!name.contains("wrong")) {
                    throw refused;
                }
            }
            if (!ended.await(60, TimeUnit.SECONDS)) {
                throw new AssertionError("the conversation did not end");
            }
        }
        PgTrace trace = writer.trace();
        String version = version(server);
        trace.write(FOLDER.resolve(version).resolve(name + ".trace"), "PostgreSQL " + version + ", pgjdbc, " + name);
    }

    private static String version(DatabaseServer server) throws Exception {
        DatabaseServer owner =
                new DatabaseServer(server.host(), server.port(), "gatehouse", "gatehouse", server.database());
        try (Connection connection = connect(owner, owner.port(), Map.of());
                ResultSet row = connection.createStatement().executeQuery("SHOW server_version")) {
            row.next();
            return row.getString(1).split(" ")[0];
        }
    }

    private static Connection connect(DatabaseServer server, int port, Map<String, String> more) throws SQLException {
        Properties properties = new Properties();
        properties.put("user", server.user());
        properties.put("password", server.password());
        properties.put("sslmode", "disable");
        properties.put("gssEncMode", "disable");
        properties.putAll(more);
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + server.database(), properties);
    }

    private static void pump(char direction, Socket from, Socket to, PgTrace.Writer writer, CountDownLatch ended) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            byte[] buffer = new byte[65536];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                writer.saw(direction, Arrays.copyOf(buffer, read));
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException closed) {
            // either side may end it; what was said until then is the trace
            System.out.println("relay closed: " + closed.getMessage());
        } finally {
            ended.countDown();
        }
    }
}
