package dev.gatehouse.wire.pg;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.PgGateway;
import dev.gatehouse.support.PgRawClient;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.StatementRequest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/// Refused statements at a real server: what the client sees, and what the server has done.
class RefusalIT {
    private static PgGateway gateway;
    private PgRawClient client;

    @BeforeAll
    static void openGateway() throws Exception {
        gateway = new PgGateway(Databases.postgres());
    }

    @AfterAll
    static void closeGateway() {
        gateway.close();
    }

    @BeforeEach
    void open() throws Exception {
        gateway.gates.ruling = this::ruleByWord;
        gateway.gates.outcomes.clear();
        gateway.gates.requests.clear();
        client = PgRawClient.open(gateway.port(), "alice", AllowAllGates.PASSWORD);
        client.query("drop table if exists refused_t; create table refused_t (id int)")
                .ask();
    }

    @AfterEach
    void close() throws IOException {
        client.close();
    }

    /// Texts with `FORBIDDEN` are refused, those with `SLOW` are ruled later on another thread.
    private CompletionStage<Ruling> ruleByWord(StatementRequest request) {
        CompletionStage<Ruling> ruling = request.sql().contains("FORBIDDEN")
                ? AllowAllGates.refuse("DROP is not for you.")
                : CompletableFuture.completedFuture(new Ruling.Forward(gateway.gates.watch()));
        return request.sql().contains("SLOW")
                ? CompletableFuture.supplyAsync(
                        () -> ruling.toCompletableFuture().join(),
                        CompletableFuture.delayedExecutor(30, TimeUnit.MILLISECONDS))
                : ruling;
    }

    private List<String> count() throws IOException {
        return client.query("select count(*) from refused_t").ask();
    }

    @Test
    void refusedQueryWhenIdleIsAnErrorAndReady() throws IOException {
        assertThat(client.query("FORBIDDEN").ask()).containsExactly("E 42501", "Z I");
        assertThat(client.lastError).isEqualTo("DROP is not for you. [d-1]");
        assertThat(client.query("select 1").ask()).containsExactly("T", "D 1", "C SELECT 1", "Z I");
    }

    @Test
    void refusedQueryInABlockFailsTheBlock() throws IOException {
        client.query("begin").ask();
        client.query("insert into refused_t values (1)").ask();

        assertThat(client.query("FORBIDDEN").ask()).containsExactly("E 42501", "Z E");

        assertThat(client.query("select 1").ask()).containsExactly("E 25P02", "Z E");
        assertThat(client.query("commit").ask()).containsExactly("C ROLLBACK", "Z I");
        assertThat(count()).contains("D 0");
    }

    @Test
    void refusedQueryBehindOthersKeepsItsPlace() throws IOException {
        assertThat(client.query("select 1").query("FORBIDDEN").query("select 3").ask())
                .containsExactly("T", "D 1", "C SELECT 1", "Z I");
        assertThat(client.untilReady()).containsExactly("E 42501", "Z I");
        assertThat(client.untilReady()).containsExactly("T", "D 3", "C SELECT 1", "Z I");
    }

    @Test
    void refusedParseWhenIdleDiscardsUntilSync() throws IOException {
        assertThat(client.parse("", "FORBIDDEN")
                        .bind("", "")
                        .describe('P', "")
                        .execute("", 0)
                        .query("select 5")
                        .sync()
                        .ask())
                .containsExactly("E 42501", "Z I");
        assertThat(client.query("select 1").ask()).contains("Z I");
    }

    @Test
    void refusedParseInAPipelineUndoesItsImplicitTransaction() throws IOException {
        client.parse("", "insert into refused_t values (1)").bind("", "").execute("", 0);
        client.parse("", "FORBIDDEN").bind("", "").execute("", 0).sync();

        assertThat(client.ask()).containsExactly("1", "2", "C INSERT 0 1", "E 42501", "Z I");

        assertThat(count()).contains("D 0");
    }

    @Test
    void refusedExecuteInAPipelineUndoesItsImplicitTransaction() throws IOException {
        client.parse("good", "insert into refused_t values (1)")
                .parse("bad", "select 'x'")
                .sync()
                .ask();
        gateway.gates.ruling = request -> request.stage() == StatementRequest.Stage.EXECUTE
                        && request.sql().contains("'x'")
                ? AllowAllGates.refuse("Not any more.")
                : CompletableFuture.completedFuture(new Ruling.Forward(gateway.gates.watch()));

        List<String> replies = client.bind("", "good")
                .execute("", 0)
                .bind("", "bad")
                .execute("", 0)
                .bind("", "good")
                .execute("", 0)
                .sync()
                .ask();

        assertThat(replies).containsExactly("2", "C INSERT 0 1", "2", "E 42501", "Z I");
        assertThat(count()).contains("D 0");
    }

    @Test
    void refusedParseLeavesTheUnnamedStatementGoneAndNamedOnesThere() throws IOException {
        client.parse("kept", "select 7").parse("", "select 8").sync().ask();

        client.parse("", "select 1").parse("", "FORBIDDEN").sync().ask();

        assertThat(client.bind("", "kept").execute("", 0).sync().ask())
                .containsExactly("2", "D 7", "C SELECT 1", "Z I");
        assertThat(client.bind("", "").execute("", 0).sync().ask()).containsExactly("E 26000", "Z I");
    }

    @Test
    void refusedStatementAfterAServerErrorIsNeverTold() throws IOException {
        assertThat(client.parse("", "select 1/0")
                        .bind("", "")
                        .execute("", 0)
                        .parse("", "FORBIDDEN")
                        .sync()
                        .ask())
                .containsExactly("1", "E 22012", "Z I");
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
                        .parse("", "insert into refused_t values (1) -- SLOW")
                        .bind("", "")
                        .execute("", 0)
                        .sync()
                        .ask())
                .containsExactly("1", "E 22012", "Z I");

        assertThat(count()).contains("D 0");
        await().untilAsserted(() ->
                assertThat(gateway.gates.outcomes).extracting(Outcome::result).contains(Outcome.Result.CANCELLED));
    }

    @Test
    void functionCallIsRefusedAndTheSessionGoesOn() throws IOException {
        assertThat(client.message('F', 1598, (short) 0, (short) 0, (short) 0).ask())
                .containsExactly("E 0A000", "Z I");
        client.query("begin").ask();
        assertThat(client.message('F', 1598, (short) 0, (short) 0, (short) 0).ask())
                .containsExactly("E 0A000", "Z E");
    }

    @Test
    void executeOfACursorDeclaredInSqlIsRefused() throws IOException {
        client.query("begin; declare c cursor for select 1").ask();
        assertThat(client.execute("c", 0).sync().ask()).containsExactly("E 0A000", "Z E");
    }

    @Test
    void failedGateRefuses() throws IOException {
        gateway.gates.ruling = _ -> {
            throw new IllegalStateException("broken gate");
        };
        assertThat(client.query("select 1").ask()).containsExactly("E XX000", "Z I");
        gateway.gates.ruling = _ -> CompletableFuture.failedFuture(new IllegalStateException("broken gate"));
        assertThat(client.query("select 1").ask()).containsExactly("E XX000", "Z I");
    }

    @Test
    void textThatIsNotInTheClientEncodingIsRefused() throws IOException {
        assertThat(client.message('Q', new byte[] {'\'', (byte) 0xc3, '\'', 0}).ask())
                .containsExactly("E 0A000", "Z I");
        client.query("set client_encoding to sjis").ask();
        assertThat(client.query("select 1").ask()).containsExactly("E 0A000", "Z I");
        assertThat(gateway.gates.requests).noneMatch(request -> request.sql().equals("select 1"));
    }

    @Test
    void textBehindAPossibleChangeOfSettingsIsReadAfterIt() throws IOException {
        client.query("set standard_conforming_strings = off")
                .query("select 'a\\\\b'")
                .query("select 'plain'")
                .send();
        client.untilReady();
        assertThat(client.untilReady()).contains("D a\\b");
        assertThat(client.untilReady()).contains("D plain");
        assertThat(gateway.gates.requests)
                .filteredOn(request -> request.sql().contains("b'"))
                .allMatch(request ->
                        request.variables().get("standard_conforming_strings").equals("off"));
    }

    @Test
    void textBehindAPossibleChangeOfSettingsInTheSamePipelineIsRefused() throws IOException {
        assertThat(client.parse("", "set standard_conforming_strings = off")
                        .bind("", "")
                        .execute("", 0)
                        .parse("", "select 'ä'")
                        .bind("", "")
                        .execute("", 0)
                        .sync()
                        .ask())
                .containsExactly("1", "2", "C SET", "E 0A000", "Z I");
        assertThat(client.query("show standard_conforming_strings").ask()).contains("D on");
        assertThat(client.parse("", "begin")
                        .bind("", "")
                        .execute("", 0)
                        .parse("", "select 'ä'")
                        .bind("", "")
                        .execute("", 0)
                        .sync()
                        .ask())
                .contains("D ä", "Z T");
    }

    @Test
    void extendedCopyTakesItsDataBehindASync() throws IOException {
        client.parse("", "copy refused_t from stdin")
                .bind("", "")
                .describe('P', "")
                .execute("", 0)
                .sync()
                .send();
        assertThat(List.of(client.next(), client.next(), client.next(), client.next()))
                .containsExactly("1", "2", "n", "G");
        assertThat(client.message('d', "1\n2\n".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .message('c')
                        .sync()
                        .ask())
                .containsExactly("C COPY 2", "Z I");
        client.parse("", "copy refused_t from stdin")
                .bind("", "")
                .execute("", 0)
                .sync()
                .send();
        assertThat(List.of(client.next(), client.next(), client.next())).containsExactly("1", "2", "G");
        assertThat(client.message('d', "x\n".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .message('c')
                        .sync()
                        .ask())
                .containsExactly("E 22P02", "Z I");
        assertThat(client.query("copy refused_t from stdin")
                        .message('d', "7\n".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .message('c')
                        .ask())
                .containsExactly("G", "C COPY 1", "Z I");
        assertThat(count()).contains("D 3");
    }

    @Test
    void namesThatSqlRedefinedAreNotJudgedByTheirOldText() throws IOException {
        client.parse("n", "select 'old'").sync().ask();
        client.query("deallocate n").ask();
        client.query("prepare n as select 'new'").ask();
        assertThat(client.bind("", "n").execute("", 0).sync().ask()).containsExactly("2", "E 0A000", "Z I");
    }

    @Test
    void rewrittenTextGoesInPlaceOfTheClients() throws IOException {
        gateway.gates.ruling = request -> CompletableFuture.completedFuture(
                new Ruling.ForwardAs(request.sql().replace("secret", "'hidden'"), gateway.gates.watch()));

        assertThat(client.query("select secret").ask()).contains("D hidden");
        assertThat(client.parse("", "select secret || $1::text")
                        .bind("", "", "!")
                        .execute("", 0)
                        .sync()
                        .ask())
                .contains("D hidden!");
    }

    @Test
    void executeThatWouldNeedAnotherTextThanPreparedIsRefused() throws IOException {
        client.parse("s", "select 1").sync().ask();
        gateway.gates.ruling = request -> CompletableFuture.completedFuture(
                new Ruling.ForwardAs(request.sql() + " limit 0", gateway.gates.watch()));

        assertThat(client.bind("", "s").execute("", 0).sync().ask()).containsExactly("2", "E 0A000", "Z I");
    }

    @Test
    void cancelRequestEndsAStatementThatIsStillJudged() throws IOException {
        CompletableFuture<Ruling> never = new CompletableFuture<>();
        gateway.gates.ruling = _ -> never;
        client.query("select 1").send();
        await().until(() -> gateway.gates.requests.stream()
                .anyMatch(request -> request.sql().equals("select 1")));

        cancel(client.processId, client.secret);

        assertThat(client.untilReady()).containsExactly("E 57014", "Z I");
        never.complete(new Ruling.Forward(gateway.gates.watch()));
        await().until(() -> gateway.gates.outcomes.stream().anyMatch(o -> o.result() == Outcome.Result.CANCELLED));
    }

    @Test
    void cancelRequestReachesTheRunningStatement() throws IOException {
        client.query("select pg_sleep(30)").send();
        await().until(() -> gateway.gates.requests.stream()
                .anyMatch(request -> request.sql().contains("pg_sleep")));

        cancel(client.processId, client.secret);

        assertThat(client.untilReady()).contains("E 57014", "Z I");
        assertThat(gateway.gates.outcomes.getLast().result()).isEqualTo(Outcome.Result.CANCELLED);
    }

    @Test
    void cancelRequestWithAWrongKeyDoesNothing() throws IOException {
        client.query("select pg_sleep(0.3)").send();
        cancel(client.processId, new byte[] {1, 2, 3, 4});
        assertThat(client.untilReady()).contains("C SELECT 1", "Z I");
    }

    private void cancel(int processId, byte[] secret) throws IOException {
        try (PgRawClient other = new PgRawClient(gateway.port())) {
            java.nio.ByteBuffer packet = java.nio.ByteBuffer.allocate(12 + secret.length);
            packet.putInt(12 + secret.length).putInt(80877102).putInt(processId).put(secret);
            other.raw(packet.array());
            assertThat(other.readByte()).isEqualTo(-1);
        }
    }
}
