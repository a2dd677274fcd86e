package dev.gatehouse.wire.mysql;

import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.gatehouse.boot.demo.DatabaseServer;
import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.Jdbc;
import dev.gatehouse.wire.Limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// How sessions end, and what a slow client costs, before a real server.
@Timeout(120)
class MysqlSessionEndIT {
    private static final int MIB = 1 << 20;
    private static final Path ADMIN = Path.of("/usr/bin/mariadb-admin");

    private final DatabaseServer server = Databases.mysql();
    private MysqlGateway gateway;

    @BeforeEach
    void open() throws Exception {
        gateway = MysqlGateway.before(server, limits(Duration.ofSeconds(30), Duration.ZERO));
    }

    @AfterEach
    void everySessionIsClosedOnce() {
        await().until(() -> gateway.sessions.size() == 0);
        assertThat(gateway.gates.closed).hasSameSizeAs(gateway.gates.opened);
        gateway.close();
    }

    private static Limits limits(Duration login, Duration idle) {
        return new Limits(128 * MIB, 64 * MIB, 4 * MIB, 4096, 100, login, idle);
    }

    private void reopen(Limits limits) throws Exception {
        gateway.close();
        gateway = MysqlGateway.before(server, limits);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mariadb:" + gateway.url("?useSsl=false&allowPublicKeyRetrieval=true"),
                "alice",
                AllowAllGates.PASSWORD);
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }

    private void isGone(long serverThread) {
        await().untilAsserted(() -> {
            try (Connection direct = Jdbc.mysql(server)) {
                assertThat(number(
                                direct,
                                "SELECT COUNT(*) FROM information_schema.processlist WHERE id = " + serverThread))
                        .isZero();
            }
        });
    }

    @Test
    void killConnectionEndsALiveSessionAndItsServerThread() throws Exception {
        try (Connection killed = connect();
                Connection killer = connect()) {
            // Given
            long ours = killed.unwrap(org.mariadb.jdbc.Connection.class).getThreadId();
            long servers = number(killed, "SELECT CONNECTION_ID()");

            // When
            killer.createStatement().execute("KILL CONNECTION " + ours);

            // Then
            assertThatThrownBy(() -> number(killed, "SELECT 1")).isInstanceOf(SQLException.class);
            isGone(servers);
            assertThat(number(killer, "SELECT 1")).isOne();
        }
    }

    @Test
    void processKillEndsALiveSession() throws Exception {
        if (!Files.isExecutable(ADMIN)) {
            System.out.println("NOT RUN: COM_PROCESS_KILL, since " + ADMIN + " is not there");
        }
        assumeTrue(Files.isExecutable(ADMIN));
        try (Connection killed = connect()) {
            // Given
            long ours = killed.unwrap(org.mariadb.jdbc.Connection.class).getThreadId();
            long servers = number(killed, "SELECT CONNECTION_ID()");

            // When
            Process admin = new ProcessBuilder(
                            ADMIN.toString(),
                            "--no-defaults",
                            "--host=127.0.0.1",
                            "--port=" + gateway.port(),
                            "--user=alice",
                            "--password=" + AllowAllGates.PASSWORD,
                            "kill",
                            Long.toString(ours))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(admin.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

            // Then
            assertThat(admin.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(admin.exitValue()).as(output).isZero();
            assertThatThrownBy(() -> number(killed, "SELECT 1")).isInstanceOf(SQLException.class);
            isGone(servers);
        }
    }

    @Test
    void anIdleSessionIsEnded() throws Exception {
        reopen(limits(Duration.ofSeconds(30), Duration.ofSeconds(1)));
        try (Connection connection = connect()) {
            // Given
            long servers = number(connection, "SELECT CONNECTION_ID()");

            // When
            await().until(() -> gateway.gates.closed.size() == 1);

            // Then
            assertThat(gateway.gates.closed.getFirst()).contains("idle");
            isGone(servers);
            assertThatThrownBy(() -> number(connection, "SELECT 1")).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void aClientThatDoesNotLogInIsSentAway() throws Exception {
        reopen(limits(Duration.ofMillis(400), Duration.ZERO));
        try (Socket silent = new Socket("127.0.0.1", gateway.port())) {
            assertThat(silent.getInputStream().readAllBytes()).isNotEmpty(); // the greeting, then the end
        }
        assertThat(gateway.gates.opened).isEmpty();
    }

    @Test
    void aSlowReaderOfAGigabyteCostsNoMemory() throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            // Given
            statement.setFetchSize(1);
            long before = PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();

            // When
            int count = 0;
            long most = 0;
            try (ResultSet rows =
                    statement.executeQuery("SELECT REPEAT('x', 1000000) FROM information_schema.columns LIMIT 1000")) {
                while (rows.next()) {
                    if (count++ == 10) {
                        await().during(Duration.ofSeconds(1)).until(() -> used() - before < 64 * MIB);
                    }
                    most = Math.max(most, used() - before);
                }
            }

            // Then
            assertThat(count).isEqualTo(1000);
            assertThat(most).isLessThan(64 * MIB);
        }
    }

    private static long used() {
        return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }
}
