package dev.gatehouse.wire.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.wire.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A limit on rows at a real server, in text and binary rows, and what the server has done afterwards.
class RowLimitIT {
    @RegisterExtension
    static final TermsGateway house = new TermsGateway();

    @ParameterizedTest
    @ValueSource(
            strings = {"", "useServerPrepStmts=true", "useServerPrepStmts=true&useCursorFetch=true&defaultFetchSize=2"})
    void aQueryEndsBehindItsLastRowAndTheSessionGoesOn(String options) throws Exception {
        house.rows(3);
        try (Connection connection = house.connect(options);
                PreparedStatement select =
                        connection.prepareStatement("select id from terms_t where id > ? order by id");
                Statement statement = connection.createStatement()) {
            for (int from = 0; from < 3; from++) {
                select.setInt(1, from);
                try (ResultSet rows = select.executeQuery()) {
                    assertThat(TermsGateway.column(rows))
                            .containsExactly("" + (from + 1), "" + (from + 2), "" + (from + 3));
                }
            }
            assertThat(TermsGateway.column(statement, "select 'on'")).containsExactly("on");
            house.outcome(Outcome.Result.LIMITED, 3);
        }
    }

    @Test
    void aCutResultHasAWarningAndAWholeOneHasNone() throws Exception {
        try (MysqlRawClient client = MysqlRawClient.connect(house.gateway.port(), "alice", AllowAllGates.PASSWORD, 0)) {
            house.rows(2);
            client.query("select id from terms_t order by id");
            assertThat(client.answer(2))
                    .hasSize(6)
                    .satisfies(packets -> assertThat(packets.get(3)).isEqualTo("0131"))
                    .satisfies(packets -> assertThat(packets.get(4)).isEqualTo("0132"))
                    .satisfies(packets -> assertThat(packets.get(5)).startsWith("fe0100"));
            house.rows(8);
            client.query("select id from terms_t order by id");
            assertThat(client.answer(2)).hasSize(12).last().satisfies(end -> assertThat(end)
                    .startsWith("fe0000"));
        }
    }

    @Test
    void aQueryWithoutEndOfRowsIsStoppedAndEndsAllTheSame() throws Exception {
        house.rows(2);
        try (Connection connection = house.connect("");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("insert into terms_t values (50)");

            assertThat(TermsGateway.column(
                            statement,
                            "select a.id from terms_t a, terms_t b, terms_t c, terms_t d, terms_t e, terms_t f,"
                                    + " terms_t g, terms_t h, terms_t i, terms_t j where sleep(0.001) = 0"))
                    .hasSize(2);

            assertThat(TermsGateway.column(statement, "select count(*) from terms_t where id = 50"))
                    .containsExactly("1");
            connection.rollback();
            assertThat(TermsGateway.column(statement, "select count(*) from terms_t where id = 50"))
                    .containsExactly("0");
            house.outcome(Outcome.Result.LIMITED, 2);
        }
    }

    @Test
    void eachResultOfATextOrProcedureHasTheLimit() throws Exception {
        house.rows(2);
        try (Connection connection = house.connect("allowMultiQueries=true");
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "select id from terms_t order by id; select 7; select id from terms_t order by id",
                    "call terms_rows()")) {
                statement.execute(sql);
                assertThat(TermsGateway.column(statement.getResultSet())).containsExactly("1", "2");
                assertThat(statement.getMoreResults()).isTrue();
                assertThat(TermsGateway.column(statement.getResultSet())).containsExactly("7");
                assertThat(statement.getMoreResults()).isTrue();
                assertThat(TermsGateway.column(statement.getResultSet())).containsExactly("1", "2");
            }
            assertThat(TermsGateway.column(statement, "select 'on'")).containsExactly("on");
        }
    }

    @Test
    void aTextWithoutEndOfRowsIsStoppedWithAnError() throws Exception {
        house.rows(1);
        try (Connection connection = house.connect("allowMultiQueries=true");
                Statement statement = connection.createStatement()) {
            // Of wide rows MariaDB 11.4 goes on sending for all KILL QUERY says.
            assertThatThrownBy(() -> statement.execute("select 1; select repeat('x', 200) from terms_t a, terms_t b,"
                            + " terms_t c, terms_t d, terms_t e, terms_t f, terms_t g, terms_t h, terms_t i"))
                    .isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getErrorCode())
                            .isEqualTo(1317))
                    .hasMessageContaining("no end of rows");
            assertThat(TermsGateway.column(statement, "select 'on'")).containsExactly("on");
        }
    }
}
