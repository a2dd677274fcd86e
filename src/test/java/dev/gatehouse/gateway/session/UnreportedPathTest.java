package dev.gatehouse.gateway.session;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.gateway.Conversation;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Ruling;

import static org.assertj.core.api.Assertions.assertThat;

/// The path of a session whose server does not report it is known from its own statements, while that is certain.
@Timeout(120)
class UnreportedPathTest {
    private static final String PEOPLE = "select id from people";
    private static final String OPAQUE = "opaque";

    @TempDir
    Path directory;

    private Conversation client;

    @BeforeEach
    void open() throws IOException {
        client = Conversation.postgres(directory, "public.people: id\napp.people: id\npublic.only: id");
        client.variables.remove("search_path");
        client.variables.put("login_path", "public");
    }

    @AfterEach
    void close() {
        client.close();
    }

    private String schema() {
        String read = client.read(PEOPLE);
        return read.equals(OPAQUE)
                ? OPAQUE
                : client.statement().at("/tables/0/schema").textValue();
    }

    @Test
    void setHoldsFromItsTransactionsEndOn() {
        assertThat(schema()).isEqualTo("public");
        client.run("set search_path to app");
        assertThat(schema()).isEqualTo("app");
        client.run("reset search_path");
        assertThat(schema()).isEqualTo("public");
    }

    @Test
    void whileItIsUnderWayNothingIsCertain() {
        Ruling.Forward setting = client.send("set search_path to app");
        assertThat(client.isOpaque(PEOPLE)).isTrue();
        Conversation.end(setting, Outcome.Result.COMPLETED);
        assertThat(client.isOpaque(PEOPLE)).isTrue();
        client.stands(false);
        assertThat(schema()).isEqualTo("app");
    }

    @Test
    void errorInThePipelineUndoesIt() {
        Conversation.end(client.send("set search_path to app"), Outcome.Result.COMPLETED);
        client.stands(true);

        assertThat(schema()).isEqualTo("public");
    }

    @Test
    void transactionsAndSavepointsUndoIt() {
        client.run("begin", "set search_path = app");
        assertThat(schema()).isEqualTo("app");
        client.run("savepoint s", "set search_path = public");
        assertThat(schema()).isEqualTo("public");
        client.run("rollback to s");
        assertThat(schema()).isEqualTo("app");
        client.run("rollback");
        assertThat(schema()).isEqualTo("public");
        client.run("begin", "set search_path = app", "commit");
        assertThat(schema()).isEqualTo("app");
    }

    @Test
    void localOneEndsWithItsTransaction() {
        client.run("begin", "set local search_path = app");
        assertThat(schema()).isEqualTo("app");
        client.run("commit");
        assertThat(schema()).isEqualTo("public");
    }

    @Test
    void failedBlockUndoesItWhateverItsEndIsCalled() {
        client.run("begin", "set search_path = app").fail("select id from only").run("commit");

        assertThat(schema()).isEqualTo("public");
    }

    @Test
    void endOfATransactionThatIsNotFollowedLosesIt() {
        client.run("begin", "set search_path = app", "rollback /* quietly */");
        assertThat(schema()).isEqualTo(OPAQUE);
        client.run("set search_path = app", "begin", "set search_path = public", "rollback to /* where */ x");
        assertThat(schema()).isEqualTo(OPAQUE);
    }

    @Test
    void anythingElseLosesItUntilAPlainSet() {
        client.run("set search_path = default");
        assertThat(schema()).isEqualTo(OPAQUE);
        client.run("set search_path to app");
        assertThat(schema()).isEqualTo("app");
    }

    @Test
    void statementThatWasPreparedAlongAnotherPathMayMeanEither() {
        long before = client.prepare(PEOPLE);
        client.run("set search_path to app");

        assertThat(client.execute(PEOPLE, before)).isEqualTo(OPAQUE);
        assertThat(client.execute(PEOPLE, client.prepare(PEOPLE))).isEqualTo("people.id=output");
    }
}
