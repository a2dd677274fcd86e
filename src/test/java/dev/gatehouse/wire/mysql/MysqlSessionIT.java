package dev.gatehouse.wire.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.Masks;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;

import static dev.gatehouse.support.Jdbc.column;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What rulings and plans come to at a real server.
class MysqlSessionIT {
    private static final CellEdit STARS = Masks.text("***");

    @RegisterExtension
    static final MysqlConversation mysql = new MysqlConversation();

    @ParameterizedTest
    @ValueSource(
            strings = {"", "useServerPrepStmts=true", "useServerPrepStmts=true&useCursorFetch=true&defaultFetchSize=2"})
    void plannedCellsAreRewrittenAndTheOthersLeftAlone(String options) throws Exception {
        // Given
        try (Connection connection = mysql.gateway.connect(options);
                PreparedStatement select = connection.prepareStatement(
                        "SELECT a, n, b FROM (SELECT 'secret' a, 1 n, 'x' b UNION ALL SELECT NULL, 2, 'y' UNION ALL SELECT"
                                + " REPEAT('s', 70000), 3, 'z') v WHERE n < ? ORDER BY n")) {
            List<CellFormat> formats = new ArrayList<>();
            mysql.gates.plan = columns -> {
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
        Awaitility.await().untilAsserted(() -> assertThat(mysql.gates.outcomes).anySatisfy(outcome -> {
            assertThat(outcome.maskedCells()).isEqualTo(2);
            assertThat(outcome.rows()).isEqualTo(3);
            assertThat(outcome.result()).isEqualTo(Outcome.Result.COMPLETED);
        }));
    }

    @Test
    void timeThatTheServerTakesIsNotTheGateways() throws Exception {
        try (Connection connection = mysql.gateway.connect("");
                Statement statement = connection.createStatement()) {
            mysql.gates.outcomes.clear();
            column(statement, "SELECT SLEEP(1)");

            assertThat(mysql.gates.outcomes).singleElement().satisfies(outcome -> {
                assertThat(outcome.durationNanos()).isGreaterThan(900_000_000L);
                assertThat(outcome.gatewayNanos()).isPositive().isLessThan(900_000_000L);
            });
        }
    }

    @Test
    void refusedRowsAreSwallowedAndTheQueryIsKilled() throws Exception {
        // Given
        try (Connection connection = mysql.gateway.connect("");
                Statement statement = connection.createStatement()) {
            mysql.gates.plan = columns -> columns.getFirst().name().equals("wall")
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
            assertThat(mysql.gates.outcomes)
                    .anySatisfy(outcome -> assertThat(outcome.result()).isEqualTo(Outcome.Result.REFUSED));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"useServerPrepStmts=false", "useServerPrepStmts=true"})
    void aRefusalLeavesTheTransactionAsItWas(String options) throws Exception {
        // Given
        try (Connection connection = mysql.gateway.connect(options);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE kept (a INT) ENGINE=InnoDB");
            connection.setAutoCommit(false);
            statement.execute("INSERT INTO kept VALUES (1)");
            mysql.gates.ruling = request ->
                    request.sql().startsWith("DELETE") ? AllowAllGates.refuse("no deletes") : mysql.gates.forward();

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
            assertThat(mysql.gates.requests.getLast().inTransaction()).isTrue();
            connection.rollback();
            assertThat(column(statement, "SELECT a FROM kept")).isEmpty();
        }
    }

    @Test
    void aTextIsReplacedWhereTheRulingSaysSo() throws Exception {
        // Given
        mysql.gates.ruling = request -> CompletableFuture.completedFuture(
                request.sql().contains("'a'")
                        ? new Ruling.ForwardAs(request.sql().replace("'a'", "'ä'"), mysql.gates.watch())
                        : new Ruling.Forward(mysql.gates.watch()));

        // When / Then
        try (Connection text = mysql.gateway.connect("");
                Connection prepared = mysql.gateway.connect("useServerPrepStmts=true");
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
    void everyWatchEndsOnce() throws Exception {
        // Given
        try (Connection connection =
                        mysql.gateway.connect("useServerPrepStmts=true&useCursorFetch=true&defaultFetchSize=2");
                PreparedStatement select = connection.prepareStatement(
                        "SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5")) {
            ResultSet rows = select.executeQuery();
            rows.next();
        }

        // Then
        Awaitility.await().untilAsserted(() -> assertThat(mysql.gates.outcomes).hasSameSizeAs(mysql.gates.requests));
    }
}
