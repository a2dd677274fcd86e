package dev.gatehouse.wire.mysql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.gatehouse.wire.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A limit on time at a real server, and what the server has done afterwards.
class TimeLimitIT {
    @RegisterExtension
    static final TermsGateway house = new TermsGateway();

    @Test
    void aStatementIsStoppedAtTheEndOfItsTime() throws Exception {
        house.terms(sql -> sql.contains("terms_t"), TermsGateway.time(Duration.ofMillis(200)));
        try (Connection connection = house.connect("");
                Connection prepared = house.connect("useServerPrepStmts=true");
                Statement statement = connection.createStatement();
                PreparedStatement select = prepared.prepareStatement("select sleep(5) from terms_t where id > ?")) {
            assertThatThrownBy(() -> TermsGateway.column(statement, "select sleep(5) from terms_t"))
                    .isInstanceOfSatisfying(SQLException.class, e -> {
                        assertThat(e.getErrorCode()).isEqualTo(3024);
                        assertThat(e.getSQLState()).isEqualTo("HY000");
                    })
                    .hasMessageContaining("time is up");
            assertThat(TermsGateway.column(statement, "select 'on'")).containsExactly("on");
            select.setInt(1, 0);
            assertThatThrownBy(select::executeQuery).hasMessageContaining("time is up");
            // MySQL sends the row of the sleep that was cut short before it says so, MariaDB does not.
            Awaitility.await().untilAsserted(() -> assertThat(house.gateway.gates.outcomes)
                    .extracting(Outcome::result)
                    .contains(Outcome.Result.TIMED_OUT));
        }
    }

    @Test
    void aKillThatComesTooLateHitsNothing() throws Exception {
        house.terms(sql -> sql.contains("terms_t"), TermsGateway.time(Duration.ofMillis(40)));
        try (Connection connection = house.connect("");
                Statement statement = connection.createStatement()) {
            for (int each = 0; each < 20; each++) {
                try {
                    TermsGateway.column(statement, "select sleep(0.04) from terms_t limit 1");
                } catch (SQLException stopped) {
                    assertThat(stopped.getMessage()).contains("time is up");
                }
                assertThat(TermsGateway.column(statement, "select sleep(0.01) = 0"))
                        .containsExactly("1");
            }
        }
    }
}
