package dev.gatehouse.wire.pg;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.PgConversation;
import dev.gatehouse.support.PgRawClient;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.StatementRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// What a hostile client tries at a real server: settings, copies, refusals and cancels in awkward places.
class SessionTricksIT {
    @RegisterExtension
    static final PgConversation pg =
            new PgConversation("drop table if exists tricks_t; create table tricks_t (id int)");

    private PgRawClient client;
    private int forwarded;

    @BeforeEach
    void open() {
        client = pg.client;
        forwarded = 0;
        pg.gates.ruling = request -> {
            if (request.sql().contains("FORBIDDEN")) {
                return AllowAllGates.refuse("no");
            }
            forwarded++;
            return pg.gates.forward();
        };
    }

    @AfterEach
    void everyForwardedStatementEndsOnce() throws Exception {
        client.close();
        await().untilAsserted(() -> assertThat(pg.gates.outcomes).hasSize(forwarded));
    }

    @Test
    void executeIsReadByTheSettingsOfItsParse() throws IOException {
        client.parse("s", "select 'x'").sync().ask();
        client.query("set standard_conforming_strings to off").ask();

        client.bind("", "s").execute("", 0).sync().ask();

        assertThat(pg.gates.requests)
                .filteredOn(request -> request.stage() == StatementRequest.Stage.EXECUTE)
                .singleElement()
                .extracting(request -> request.variables().get("standard_conforming_strings"))
                .isEqualTo("on");
    }

    @Test
    void settingChangedEarlierInThePipelineIsNeverReadByTheOldOne() throws IOException {
        client.parse("", "set standard_conforming_strings to off")
                .bind("", "")
                .execute("", 0)
                .flush()
                .send();
        while (!client.next().startsWith("C")) {
            // The change is done, and not yet reported.
        }
        client.parse("", "select 'a\\', 'b'").bind("", "").execute("", 0).sync();

        assertThat(client.ask()).contains("E 0A000");
        assertThat(pg.gates.requests)
                .noneMatch(request -> request.sql().contains("\\")
                        && "on".equals(request.variables().get("standard_conforming_strings")));
    }

    @Test
    void refusedQueryBehindABlockSentAheadFailsTheBlock() throws IOException {
        client.query("begin")
                .query("insert into tricks_t values (1)")
                .query("FORBIDDEN")
                .query("commit");
        assertThat(client.ask(4)).contains("E 42501", "C ROLLBACK").doesNotContain("C COMMIT");
        assertThat(client.query("select count(*) from tricks_t").ask()).contains("D 0");
    }

    @Test
    void refusedQueryBehindAnUnsyncedInsertUndoesIt() throws IOException {
        client.parse("", "insert into tricks_t values (1)").bind("", "").execute("", 0);
        client.query("FORBIDDEN");
        assertThat(client.ask(1)).contains("E 42501");
        assertThat(client.query("select count(*) from tricks_t").ask()).contains("D 0");
    }

    @Test
    void refusedStatementInAFailedBlockChangesNothing() throws IOException {
        client.query("begin; insert into tricks_t values (1)").ask();
        client.query("select 1/0").ask();
        assertThat(client.query("FORBIDDEN").ask()).containsExactly("E 42501", "Z E");
        assertThat(client.parse("", "FORBIDDEN").sync().ask()).containsExactly("E 42501", "Z E");
        assertThat(client.query("commit").ask()).contains("C ROLLBACK");
    }

    @Test
    void refusedStatementBehindASyncThatIsNotAnsweredLeavesWhatWasSynced() throws IOException {
        client.parse("", "insert into tricks_t values (1)")
                .bind("", "")
                .execute("", 0)
                .sync();
        client.parse("", "FORBIDDEN").bind("", "").execute("", 0).sync();
        assertThat(client.ask(2)).contains("C INSERT 0 1", "E 42501");
        assertThat(client.query("select count(*) from tricks_t").ask()).contains("D 1");
    }

    @Test
    void queryInTheMiddleOfACopyEndsTheSessionAndCopiesNothing() throws Exception {
        String backend = client.backend();
        client.query("copy tricks_t from stdin").send();
        assertThat(client.next()).isEqualTo("G");
        client.message('d', "1\n".getBytes()).query("FORBIDDEN").send();
        assertThat(client.next()).isEqualTo("E 08P01");
        assertThat(client.next()).isEqualTo("EOF");
        try (PgRawClient other = pg.open("bob")) {
            await().until(() -> other.waitOf(backend).isEmpty());
            assertThat(other.query("select count(*) from tricks_t").ask()).contains("D 0");
        }
    }

    @Test
    void copyWhoseEndIsSentAheadIsFollowedByTheRest() throws IOException {
        client.query("copy tricks_t from stdin");
        client.message('d', "1\n2\n".getBytes()).message('c');
        client.query("select count(*) from tricks_t").query("FORBIDDEN").query("select 7");
        assertThat(client.ask(4)).contains("C COPY 2", "D 2", "E 42501", "D 7");
    }

    @Test
    void malformedLengthsAndTextsEndTheSession() throws Exception {
        for (byte[] hostile : List.of(
                new byte[] {'Q', (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff},
                new byte[] {'Q', 0, 0, 0, 8, 'a', 0, 'b', 0},
                new byte[] {'Q', 0, 0, 0, 5, 'a'},
                new byte[] {'P', 0, 0, 0, 7, 0, 'x', 0},
                new byte[] {'E', 0, 0, 0, 6, 0, 0},
                new byte[] {'B', 0, 0, 0, 6, 'p', 's'},
                new byte[] {'C', 0, 0, 0, 6, 'X', 0},
                new byte[] {'d', 0, 0, 0, 1},
                new byte[] {'p', 0, 0, 0, 4},
                new byte[] {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f})) {
            try (PgRawClient bad = pg.open("mallory")) {
                assertThat(bad.raw(hostile).next()).as("%s", (Object) hostile).isEqualTo("E 08P01");
                assertThat(bad.next()).isEqualTo("EOF");
            }
        }
        assertThat(pg.gates.requests).isEmpty();
    }

    @Test
    void cancelReachesWhatRunsAndWhatIsStillJudgedBehindIt() throws Exception {
        CompletableFuture<Ruling> never = new CompletableFuture<>();
        pg.gates.ruling = request -> {
            if (request.sql().contains("held")) {
                return never;
            }
            forwarded++;
            return pg.gates.forward();
        };
        String backend = client.backend();
        client.query("select pg_sleep(30)").query("select 'held'").send();
        await().until(() -> pg.gates.wasAsked("held"));
        PgConversation.untilAsleep(backend);

        pg.cancel(client.processId, client.secret);

        assertThat(client.untilReady()).contains("E 57014");
        assertThat(client.untilReady()).contains("E 57014");
        assertThat(pg.gates.outcomes).extracting(Outcome::result).contains(Outcome.Result.CANCELLED);
    }
}
