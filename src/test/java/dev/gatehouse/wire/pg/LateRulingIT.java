package dev.gatehouse.wire.pg;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.PgConversation;
import dev.gatehouse.support.PgRawClient;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Ruling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Rulings that come while other messages do, at a real server, and cancel requests for what is judged or runs.
class LateRulingIT {
    private static final Executor LATER = CompletableFuture.delayedExecutor(30, TimeUnit.MILLISECONDS);

    @RegisterExtension
    static final PgConversation pg = new PgConversation("drop table if exists late_t; create table late_t (id int)");

    private PgRawClient client;

    /// Texts with `FORBIDDEN` are refused, those with `SLOW` are ruled later on another thread.
    @BeforeEach
    void open() {
        client = pg.client;
        pg.gates.ruling = request -> {
            CompletionStage<Ruling> ruling =
                    request.sql().contains("FORBIDDEN") ? AllowAllGates.refuse("no") : pg.gates.forward();
            return request.sql().contains("SLOW") ? ruling.thenApplyAsync(same -> same, LATER) : ruling;
        };
    }

    private List<String> count() throws IOException {
        return client.query("select count(*) from late_t").ask();
    }

    @Test
    void statementsRuledLaterKeepTheirOrder() throws IOException {
        client.query("select 'SLOW' || 1")
                .query("select 2")
                .parse("", "select 'SLOW' || 3")
                .bind("", "")
                .execute("", 0)
                .sync()
                .query("select 'SLOW FORBIDDEN'")
                .query("select 5")
                .send();

        assertThat(client.untilReady()).contains("D SLOW1");
        assertThat(client.untilReady()).contains("D 2");
        assertThat(client.untilReady()).containsExactly("1", "2", "D SLOW3", "C SELECT 1", "Z I");
        assertThat(client.untilReady()).containsExactly("E 42501", "Z I");
        assertThat(client.untilReady()).contains("D 5");
    }

    @Test
    void serverErrorWhileALaterStatementIsJudgedDropsIt() throws IOException {
        assertThat(client.parse("", "select 1/0")
                        .bind("", "")
                        .execute("", 0)
                        .flush()
                        .parse("", "insert into late_t values (1) -- SLOW")
                        .bind("", "")
                        .execute("", 0)
                        .sync()
                        .ask())
                .containsExactly("1", "E 22012", "Z I");

        assertThat(count()).contains("D 0");
        await().untilAsserted(() ->
                assertThat(pg.gates.outcomes).extracting(Outcome::result).contains(Outcome.Result.CANCELLED));
    }

    @Test
    void cancelRequestEndsAStatementThatIsStillJudged() throws IOException {
        CompletableFuture<Ruling> never = new CompletableFuture<>();
        pg.gates.ruling = _ -> never;
        client.query("select 1").send();
        await().until(() -> pg.gates.wasAsked("select 1"));

        pg.cancel(client.processId, client.secret);

        assertThat(client.untilReady()).containsExactly("E 57014", "Z I");
        never.complete(new Ruling.Forward(pg.gates.watch()));
        await().until(() -> pg.gates.hasEnded(Outcome.Result.CANCELLED));
    }

    @Test
    void cancelRequestReachesTheRunningStatement() throws Exception {
        String backend = client.backend();
        client.query("select pg_sleep(30)").send();
        PgConversation.untilAsleep(backend);

        pg.cancel(client.processId, client.secret);

        assertThat(client.untilReady()).contains("E 57014", "Z I");
        assertThat(pg.gates.outcomes.getLast().result()).isEqualTo(Outcome.Result.CANCELLED);
    }

    @Test
    void cancelRequestWithAWrongKeyDoesNothing() throws IOException {
        client.query("select pg_sleep(0.3)").send();
        pg.cancel(client.processId, new byte[] {1, 2, 3, 4});
        assertThat(client.untilReady()).contains("C SELECT 1", "Z I");
    }
}
