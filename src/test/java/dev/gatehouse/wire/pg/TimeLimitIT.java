package dev.gatehouse.wire.pg;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Terms;

import static org.assertj.core.api.Assertions.assertThat;

/// A limit on time at a real server, message by message, and what the server has done afterwards.
class TimeLimitIT {
    @RegisterExtension
    static final TermsGateway house = new TermsGateway();

    @Test
    void aQueryIsStoppedAtTheEndOfItsTime() throws Exception {
        house.terms(sql -> sql.contains("sleep"), TermsGateway.time(Duration.ofMillis(250)));

        assertThat(house.client.query("select pg_sleep(60)").ask()).containsExactly("T", "E 57014", "Z I");
        assertThat(house.client.lastError).startsWith("time is up");
        assertThat(house.lastOutcome().result()).isEqualTo(Outcome.Result.TIMED_OUT);
        house.client.query("begin").ask();
        assertThat(house.client.query("select 1; select pg_sleep(60)").ask()).endsWith("E 57014", "Z E");
    }

    @Test
    void anExecuteIsStoppedAndSkipsToSync() throws Exception {
        house.terms(sql -> sql.contains("sleep"), TermsGateway.time(Duration.ofMillis(250)));

        assertThat(house.client
                        .parse("", "select pg_sleep(60)")
                        .bind("", "")
                        .execute("", 0)
                        .parse("", "select 2")
                        .bind("", "")
                        .execute("", 0)
                        .sync()
                        .ask())
                .containsExactly("1", "2", "E 57014", "Z I");
        assertThat(house.client.lastError).startsWith("time is up");
        assertThat(house.client.query("select 7").ask()).contains("D 7");
    }

    @Test
    void anExecuteWithinItsTimeLetsThoseBehindItPass() throws Exception {
        house.terms(_ -> true, TermsGateway.time(Duration.ofSeconds(20)));

        assertThat(house.client
                        .parse("", "select 1")
                        .bind("", "")
                        .execute("", 0)
                        .parse("", "select 2")
                        .bind("", "")
                        .execute("", 0)
                        .sync()
                        .query("select 3")
                        .ask())
                .containsExactly("1", "2", "D 1", "C SELECT 1", "1", "2", "D 2", "C SELECT 1", "Z I");
        assertThat(house.client.untilReady()).containsExactly("T", "D 3", "C SELECT 1", "Z I");
    }

    @Test
    void theClockOfAStatementStartsWhenThoseBeforeItAreAnswered() throws Exception {
        house.terms(sql -> sql.contains("brief"), TermsGateway.time(Duration.ofSeconds(1)));

        house.client.query("select pg_sleep(1.2)").query("select 'brief'").send();

        assertThat(house.client.untilReady()).contains("C SELECT 1");
        assertThat(house.client.untilReady()).containsExactly("T", "D brief", "C SELECT 1", "Z I");
    }

    @Test
    void aCancelThatComesTooLateHitsNothing() throws Exception {
        house.terms(sql -> sql.contains("0.05"), TermsGateway.time(Duration.ofMillis(50)));

        for (int each = 0; each < 30; each++) {
            house.client
                    .query("select pg_sleep(0.05)")
                    .query("select pg_sleep(0.02), 'next'")
                    .send();
            assertThat(house.client.untilReady().getLast()).isEqualTo("Z I");
            assertThat(house.client.untilReady()).containsExactly("T", "D |next", "C SELECT 1", "Z I");
        }
    }

    @Test
    void timeAndRowsMayBothBeLimited() throws Exception {
        house.terms(
                sql -> sql.contains("select"),
                new Terms(
                        true,
                        true,
                        new Terms.RowLimit(1, true, "only so many", TermsGateway.OVERRUN),
                        new Terms.TimeLimit(Duration.ofSeconds(1), TermsGateway.TIME_UP)));

        assertThat(house.client.query("select id from terms_t order by id").ask())
                .containsExactly("T", "D 1", "C SELECT 1", "Z I");
        assertThat(house.client.query("select pg_sleep(60)").ask()).containsExactly("T", "E 57014", "Z I");
        assertThat(house.client.query("select terms_write()").ask()).containsExactly("T", "E 25006", "Z I");
        assertThat(house.client.query("select nothing").ask()).containsExactly("E 42703", "Z I");
    }
}
