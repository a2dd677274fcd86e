package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.mysql.cj.jdbc.JdbcConnection;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.Databases;
import dev.gatehouse.wire.Limits;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.StatementRequest;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MysqlSessionIT {
    private static final CellEdit STARS = (row, start, length, out) -> {
        out.writeBytes("***".getBytes(StandardCharsets.US_ASCII));
        return 3;
    };
    private static final int MIB = 1 << 20;

    private static MysqlGateway gateway;

    @BeforeAll
    static void open() throws Exception {
        Limits limits = new Limits(128 * MIB, 64 * MIB, 4 * MIB, 4096, 100, Duration.ofSeconds(30), Duration.ZERO);
        gateway = MysqlGateway.before(Databases.mysql(), limits);
    }

    @AfterAll
    static void close() {
        gateway.close();
    }

    @AfterEach
    void allowAll() {
        gateway.gates.plan = null;
        gateway.gates.permitAll();
        gateway.gates.requests.clear();
        gateway.gates.outcomes.clear();
    }

    private static Connection connect(String options) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mysql:" + gateway.url("?useSSL=false&allowPublicKeyRetrieval=true&" + options),
                "alice",
                AllowAllGates.PASSWORD);
    }

    private static List<String> column(Statement statement, String sql) throws SQLException {
        List<String> cells = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                cells.add(rows.getString(1));
            }
        }
        return cells;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "useServerPrepStmts=true", "useServerPrepStmts=true&useCursorFetch=true&defaultFetchSize=2"})
    void plannedCellsAreRewrittenAndTheOthersLeftAlone(String options) throws Exception {
        // Given
        try (Connection connection = connect(options);
                PreparedStatement select = connection.prepareStatement(
                        "SELECT a, n, b FROM (SELECT 'secret' a, 1 n, 'x' b UNION ALL SELECT NULL, 2, 'y' UNION ALL SELECT"
                                + " REPEAT('s', 70000), 3, 'z') v WHERE n < ? ORDER BY n")) {
            List<CellFormat> formats = new ArrayList<>();
            gateway.gates.plan = columns -> {
                formats.add(columns.getFirst().format());
                List<CellEdit> edits = new ArrayList<>();
                columns.forEach(column -> edits.add(column.name().equals("a") ? STARS : null));
                return new RowPlan.Edit(edits);
            };

            // When
            select.setInt(1, 9);
            List<String> cells = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    cells.add(rows.getString(1) + rows.getInt(2) + rows.getString(3));
                }
            }

            // Then
            assertThat(cells).containsExactly("***1x", "null2y", "***3z");
            assertThat(formats).contains(options.isEmpty() ? CellFormat.TEXT : CellFormat.BINARY);
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(gateway.gates.outcomes).anySatisfy(outcome -> {
                    assertThat(outcome.maskedCells()).isEqualTo(2);
                    assertThat(outcome.rows()).isEqualTo(3);
                    assertThat(outcome.result()).isEqualTo(Outcome.Result.COMPLETED);
                }));
    }

    @Test
    void timeThatTheServerTakesIsNotTheGateways() throws Exception {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            gateway.gates.outcomes.clear();
            column(statement, "SELECT SLEEP(1)");

            assertThat(gateway.gates.outcomes).singleElement().satisfies(outcome -> {
                assertThat(outcome.durationNanos()).isGreaterThan(900_000_000L);
                assertThat(outcome.gatewayNanos()).isPositive().isLessThan(500_000_000L);
            });
        }
    }

    @Test
    void refusedRowsAreSwallowedAndTheQueryIsKilled() throws Exception {
        // Given
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            gateway.gates.plan = columns -> columns.getFirst().name().equals("wall")
                    ? new RowPlan.Refuse(new Refusal.Denied("not these rows", "d-9"))
                    : RowPlan.PASS_THROUGH;

            // When / Then
            assertThatThrownBy(
                            () -> statement.executeQuery(
                                    "SELECT REPEAT('x', 1000) wall FROM information_schema.columns a, information_schema.columns b"))
                    .isInstanceOfSatisfying(SQLException.class, e -> {
                        assertThat(e.getErrorCode()).isEqualTo(1142);
                        assertThat(e.getSQLState()).isEqualTo("42000");
                        assertThat(e.getMessage()).contains("not these rows").contains("[d-9]");
                    });
            assertThat(column(statement, "SELECT 'usable'")).containsExactly("usable");
            assertThat(gateway.gates.outcomes)
                    .anySatisfy(outcome -> assertThat(outcome.result()).isEqualTo(Outcome.Result.REFUSED));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"useServerPrepStmts=false", "useServerPrepStmts=true"})
    void aRefusalLeavesTheTransactionAsItWas(String options) throws Exception {
        // Given
        try (Connection connection = connect(options);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE kept (a INT) ENGINE=InnoDB");
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO kept VALUES (1)");
            gateway.gates.ruling = request ->
                    request.sql().startsWith("DELETE") ? AllowAllGates.refuse("no deletes") : gateway.gates.forward();

            // When
            assertThatThrownBy(() -> {
                        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM kept WHERE a = ?")) {
                            delete.setInt(1, 1);
                            delete.execute();
                        }
                    })
                    .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode())
                            .isEqualTo(1142));

            // Then
            assertThat(column(statement, "SELECT a FROM kept")).containsExactly("1");
            assertThat(gateway.gates.requests.getLast().inTransaction()).isTrue();
            connection.rollback();
            assertThat(column(statement, "SELECT a FROM kept")).isEmpty();
        }
    }

    @Test
    void aTextIsReplacedWhereTheRulingSaysSo() throws Exception {
        // Given
        gateway.gates.ruling = request -> CompletableFuture.completedFuture(
                request.sql().contains("'a'")
                        ? new Ruling.ForwardAs(request.sql().replace("'a'", "'ä'"), gateway.gates.watch())
                        : new Ruling.Forward(gateway.gates.watch()));

        // When / Then
        try (Connection text = connect("");
                Connection prepared = connect("useServerPrepStmts=true");
                Statement statement = text.createStatement();
                PreparedStatement select = prepared.prepareStatement("SELECT 'a', ?")) {
            assertThat(column(statement, "SELECT 'a'")).containsExactly("ä");
            select.setInt(1, 1);
            try (ResultSet rows = select.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("ä");
            }
        }
    }

    @Test
    void aQueryIsKilledFromASecondConnection() throws Exception {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            // Given
            CompletableFuture<Object> slow = CompletableFuture.supplyAsync(() -> {
                try {
                    return column(statement, "SELECT SLEEP(30) FROM (SELECT 1 UNION SELECT 2) v");
                } catch (SQLException e) {
                    return e;
                }
            });
            Awaitility.await().until(() -> gateway.gates.wasAsked("SLEEP"));

            // When
            statement.cancel();

            // Then
            slow.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void aHeldStatementIsKilledFromASecondConnection() throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:mariadb:" + gateway.url("?useSsl=false"), "alice", AllowAllGates.PASSWORD);
                Statement statement = connection.createStatement()) {
            // Given
            CompletableFuture<Ruling> held = new CompletableFuture<>();
            gateway.gates.ruling = request -> request.sql().contains("held") ? held : gateway.gates.forward();
            CompletableFuture<Integer> code = CompletableFuture.supplyAsync(() -> {
                try {
                    statement.execute("SELECT 'held'");
                    return 0;
                } catch (SQLException e) {
                    return e.getErrorCode();
                }
            });
            Awaitility.await().until(() -> gateway.gates.wasAsked("held"));

            // When
            statement.cancel();

            // Then
            assertThat(code.get(10, TimeUnit.SECONDS)).isEqualTo(1317);
            assertThat(held).isCancelled();
            assertThat(column(statement, "SELECT 1")).containsExactly("1");
        }
    }

    @Test
    void packetsOf16MiBAndMorePassBothWays() throws Exception {
        // Given
        try (Connection connection = connect("maxAllowedPacket=" + 100 * MIB);
                Statement statement = connection.createStatement()) {
            int most = Integer.parseInt(
                    column(statement, "SELECT @@max_allowed_packet").getFirst());
            for (int length :
                    new int[] {(1 << 24) - 20, (1 << 24) - 1 - 13, (1 << 24) - 1 - 12, (1 << 24) - 9, 40 * MIB}) {
                if (length < most) {
                    // When
                    List<String> echoed = column(statement, "SELECT '" + "x".repeat(length) + "'");

                    // Then
                    assertThat(echoed.getFirst()).hasSize(length);
                }
            }
        }
    }

    @Test
    void resetAndChangeOfUserGiveAFreshSession() throws Exception {
        try (Connection connection = connect("")) {
            JdbcConnection mysql = connection.unwrap(JdbcConnection.class);
            try (Statement statement = connection.createStatement()) {
                // Given
                statement.execute("SET @mine = 1, SESSION sql_mode = 'ANSI_QUOTES'");
                statement.execute("SELECT 1");
                assertThat(gateway.gates.requests.getLast().variables()).containsEntry("sql_mode", "ANSI_QUOTES");

                // When
                mysql.resetServerState();

                // Then
                assertThat(column(statement, "SELECT @mine")).containsExactly((String) null);
                assertThat(gateway.gates.requests.getLast().variables().get("sql_mode"))
                        .isNotEqualTo("ANSI_QUOTES");

                // When
                mysql.changeUser("bob", AllowAllGates.PASSWORD);

                // Then
                assertThat(column(statement, "SELECT 'bob'")).containsExactly("bob");
                assertThat(gateway.gates.opened.getLast().badge().display()).isEqualTo("bob");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"useServerPrepStmts=false", "useServerPrepStmts=true"})
    void queryAttributesPassOrAreTakenOut(String options) throws Exception {
        try (Connection connection = connect(options);
                PreparedStatement statement = connection.prepareStatement("SELECT ?, 'x'")) {
            statement.unwrap(com.mysql.cj.jdbc.JdbcStatement.class).setAttribute("trace", "é-1");
            statement.unwrap(com.mysql.cj.jdbc.JdbcStatement.class).setAttribute("number", 7);
            statement.setString(1, "bound");
            for (int i = 0; i < 3; i++) {
                try (ResultSet rows = statement.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getString(1)).isEqualTo("bound");
                }
            }
        }
    }

    @Test
    void compressionIsNegotiatedAway() throws Exception {
        try (Connection connection = connect("useCompression=true");
                Statement statement = connection.createStatement()) {
            assertThat(column(statement, "SELECT REPEAT('x', 100000)").getFirst())
                    .hasSize(100_000);
        }
    }

    @Test
    void anUnsafeCharacterSetIsReadAsAscii() throws Exception {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            // Given
            statement.execute("SET NAMES gbk");

            // When / Then
            assertThat(column(statement, "SELECT 'plain'")).containsExactly("plain");
            assertThatThrownBy(() -> statement.execute("SELECT 'ä'"))
                    .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode())
                            .isEqualTo(1235));
            statement.execute("SET NAMES utf8mb4");
            assertThat(column(statement, "SELECT 'ä'")).containsExactly("ä");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SET SESSION_track_system_variables='', sql_mode='ANSI_QUOTES'", "SET session_track_schema=0"})
    void theServersReportsCannotBeSwitchedOff(String sql) throws Exception {
        try (Connection connection = connect("allowMultiQueries=true");
                Statement statement = connection.createStatement()) {
            // Given
            statement.execute(sql);
            statement.execute("SET sql_mode='PIPES_AS_CONCAT'; USE information_schema");

            // When
            statement.execute("SELECT 1");

            // Then
            assertThat(gateway.gates.requests.getLast().variables())
                    .containsEntry("sql_mode", "PIPES_AS_CONCAT")
                    .containsEntry("database", "information_schema");
        }
    }

    @Test
    void theSchemaIsJudgedAndFollowed() throws Exception {
        try (Connection connection = connect("")) {
            // When
            connection.setCatalog("information_schema");
            connection.createStatement().execute("SELECT 1");

            // Then
            assertThat(gateway.gates.requests).extracting(StatementRequest::sql).contains("USE `information_schema`");
            assertThat(gateway.gates.requests.getLast().variables()).containsEntry("database", "information_schema");
        }
    }

    @Test
    void everyWatchEndsOnce() throws Exception {
        // Given
        try (Connection connection = connect("useServerPrepStmts=true&useCursorFetch=true&defaultFetchSize=2");
                PreparedStatement select = connection.prepareStatement(
                        "SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5")) {
            ResultSet rows = select.executeQuery();
            rows.next();
        }

        // Then
        Awaitility.await()
                .untilAsserted(() -> assertThat(gateway.gates.outcomes).hasSameSizeAs(gateway.gates.requests));
    }
}
