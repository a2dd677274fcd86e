package dev.gatehouse.gateway.session;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.gateway.Conversation;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Ruling;

import static org.assertj.core.api.Assertions.assertThat;

/// A temporary table is there from when the server has made it until its transaction, or a DROP, takes it away.
@Timeout(120)
class TransactionTablesTest {
    @TempDir
    Path directory;

    private Conversation client;

    @BeforeEach
    void open() throws IOException {
        client = Conversation.postgres(directory);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void itIsThereOnlyOnceTheServerHasMadeIt() {
        Ruling.Forward making = client.send("create temp table people (a int)");
        assertThat(client.read("select ssn from people")).isEqualTo(Conversation.OPAQUE);
        Conversation.end(making, Outcome.Result.SERVER_ERROR);
        client.stands(true);

        assertThat(client.read("select ssn from people")).isEqualTo("people.ssn=output");
    }

    @Test
    void outsideOfABlockItIsCertainFromReadyForQueryOn() {
        Conversation.end(client.send("create temp table people (a int)"), Outcome.Result.COMPLETED);
        assertThat(client.isOpaque("select a from people")).isTrue();
        client.stands(false);
        assertThat(client.read("select a from people")).isEqualTo("people.a=output");
    }

    @Test
    void errorBehindItInThePipelineUndoesIt() {
        Conversation.end(client.send("create temp table people (a int)"), Outcome.Result.COMPLETED);
        client.stands(true);

        assertThat(client.read("select ssn from people")).isEqualTo("people.ssn=output");
    }

    @Test
    void rollbackUndoesItAndCommitKeepsIt() {
        client.run("begin", "create temp table people (a int)");
        assertThat(client.read("select a from people")).isEqualTo("people.a=output");
        client.run("rollback");
        assertThat(client.read("select ssn from people")).isEqualTo("people.ssn=output");

        client.run("begin", "create temp table people (a int)", "commit");
        assertThat(client.read("select a from people")).isEqualTo("people.a=output");
    }

    @Test
    void commitOfAFailedBlockIsARollback() {
        client.run("begin", "create temp table people (a int)")
                .fail("select 1 from orders")
                .run("commit");

        assertThat(client.read("select ssn from people")).isEqualTo("people.ssn=output");
    }

    @Test
    void dropIsUndoneToo() {
        client.run("create temp table people (a int)", "begin", "drop table people");
        assertThat(client.read("select ssn from people")).isEqualTo("people.ssn=output");
        client.run("rollback");
        assertThat(client.read("select a from people")).isEqualTo("people.a=output");
        client.run("drop table pg_temp.people");
        assertThat(client.read("select ssn from people")).isEqualTo("people.ssn=output");
    }

    @Test
    void savepointsAreFollowed() {
        client.run("begin", "savepoint a", "create temp table people (a int)", "SAVEPOINT \"B\"", "drop table people");
        assertThat(client.read("select ssn from people")).isEqualTo("people.ssn=output");
        client.fail("select 1 from orders").run("rollback to savepoint \"B\"");
        assertThat(client.read("select a from people")).isEqualTo("people.a=output");
        client.run("rollback to A");
        assertThat(client.read("select ssn from people")).isEqualTo("people.ssn=output");
        client.run("create temp table orders (x int)", "release savepoint a", "commit");
        assertThat(client.read("select x from orders")).isEqualTo("orders.x=output");
    }

    @Test
    void savepointThatIsNotKnownLosesWhatIsNotSettled() {
        client.run("begin", "create temp table people (a int)", "rollback to /* which */ x");

        assertThat(client.read("select a from people")).isEqualTo(Conversation.OPAQUE);
        assertThat(client.read("select ssn from people")).isEqualTo(Conversation.OPAQUE);
        client.run("commit");
        assertThat(client.read("select ssn from people")).isEqualTo(Conversation.OPAQUE);
    }

    @Test
    void whileATransactionMayBeEndingNothingOfItIsCertain() {
        client.run("begin", "create temp table people (a int)");
        Ruling.Forward ending = client.send("rollback");

        assertThat(client.isOpaque("select a from people")).isTrue();
        assertThat(client.isOpaque("drop table people; select ssn from people")).isTrue();
        Conversation.end(ending, Outcome.Result.COMPLETED);
        assertThat(client.read("select ssn from people")).isEqualTo("people.ssn=output");
    }

    @Test
    void textThatEndsATransactionMakesNothingCertain() {
        client.run("create temp table t (a int)", "begin", "create temp table people (a int)");

        assertThat(client.isOpaque("rollback; select a from people")).isTrue();
        client.run("rollback; begin");
        assertThat(client.read("select ssn from people")).isEqualTo(Conversation.OPAQUE);
        assertThat(client.read("select a from t")).isEqualTo("t.a=output");
    }

    @Test
    void onCommitDropIsDropped() {
        client.run("begin", "create temp table people (a int) on commit drop");
        assertThat(client.read("select a from people")).isEqualTo("people.a=output");
        client.run("commit");
        assertThat(client.read("select ssn from people")).isEqualTo("people.ssn=output");
        client.run("create temp table people on commit drop as select 1 as a");
        assertThat(client.read("select ssn from people")).isEqualTo("people.ssn=output");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create temp table people (name text); commit; select id / 0 from orders",
                "create temp table people (name text); commit; select 1 from nobody",
            })
    void errorBehindACommitUndoesNotWhatWasCommitted(String sql) {
        client.fail(sql);

        assertThat(client.read("select name from people")).isEqualTo(Conversation.OPAQUE);
    }

    @Test
    void nameOfASavepointThatTheServerCutsIsNotFollowed() {
        String cut = "s".repeat(63);
        client.run("create temp table people (a int)", "begin", "savepoint " + cut + "x", "drop table people");
        client.run("savepoint " + cut + "y", "create temp table people (a int)", "rollback to " + cut + "x");

        assertThat(client.read("select * from people")).isEqualTo(Conversation.OPAQUE);
    }

    @Test
    void errorBehindADiscardMayBringNothingBack() {
        client.run("create temp table people (a int)");
        Conversation.end(client.send("discard all"), Outcome.Result.COMPLETED);
        client.stands(true);

        assertThat(client.read("select * from people")).isEqualTo(Conversation.OPAQUE);
    }

    @Test
    void errorBehindADiscardMayNotBringThePathBack() {
        client.variables.remove("search_path");
        client.variables.put("login_path", "");
        client.run("set search_path = app");
        assertThat(client.read("select other from people")).isEqualTo("people.other=output");
        Conversation.end(client.send("discard all"), Outcome.Result.COMPLETED);
        client.stands(true);

        assertThat(client.read("select * from people")).isEqualTo(Conversation.OPAQUE);
    }
}
