package dev.gatehouse.wire.pg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.gatehouse.support.PgConversation;
import dev.gatehouse.support.PgRawClient;
import dev.gatehouse.wire.StatementRequest;

import static org.assertj.core.api.Assertions.assertThat;

/// Names that stand for one text here and for another at the server: what runs is what was judged, or nothing.
class NameTricksIT {
    /// The server keeps 63 bytes of a name.
    private static final String LONG = "n".repeat(63);

    @RegisterExtension
    static final PgConversation pg = new PgConversation();

    private PgRawClient client;

    @BeforeEach
    void open() {
        client = pg.client;
    }

    /// Whatever ran as `'bad'` was judged as `'bad'`.
    private void assertNothingRanUnderAnotherText(List<String> replies) {
        boolean judged = pg.gates.requests.stream()
                .anyMatch(request -> request.stage() == StatementRequest.Stage.EXECUTE
                        && request.sql().contains("'bad'"));
        assertThat(replies.contains("D bad") && !judged)
                .as("ran unjudged: " + replies)
                .isFalse();
    }

    @Test
    void statementNamesThatTheServerCutsAreOne() throws IOException {
        client.parse(LONG + "1", "select 'good'").sync().ask();
        client.close('S', LONG + "2").parse(LONG + "2", "select 'bad'").sync().ask();

        List<String> replies = client.bind("", LONG + "1").execute("", 0).sync().ask();

        assertThat(replies).contains("D bad");
        assertNothingRanUnderAnotherText(replies);
    }

    @Test
    void portalNamesThatTheServerCutsAreOne() throws IOException {
        client.parse("good", "select 'good'")
                .parse("bad", "select 'bad'")
                .sync()
                .ask();
        client.query("begin").ask();
        client.bind(LONG + "1", "good").close('P', LONG + "2").bind(LONG + "2", "bad");

        List<String> replies = client.execute(LONG + "1", 0).sync().ask();

        assertThat(replies).contains("D bad");
        assertNothingRanUnderAnotherText(replies);
    }

    @Test
    void namesBeyondAsciiAreNotTakenForOthersInAnotherEncoding() throws IOException {
        byte[] utf8 = "ä\0".getBytes(StandardCharsets.UTF_8);
        byte[] latin1 = "ä\0".getBytes(StandardCharsets.ISO_8859_1);
        byte[] noTypes = {0, 0};
        client.query("set client_encoding to latin1").ask();
        client.message('P', latin1, "select 'good'", noTypes).sync().ask();
        client.query("set client_encoding to utf8").ask();
        client.message('C', 'S', utf8)
                .message('P', utf8, "select 'bad'", noTypes)
                .sync()
                .ask();
        client.query("set client_encoding to latin1").ask();

        List<String> replies = client.message('B', "", latin1, new byte[6])
                .execute("", 0)
                .sync()
                .ask();

        assertNothingRanUnderAnotherText(replies);
    }

    @Test
    void nameThatSqlPreparesAnewIsForgotten() throws IOException {
        client.parse("s", "select 'good'").sync().ask();
        client.query("deallocate s; prepare s as select 'bad'").ask();

        assertNothingRanUnderAnotherText(
                client.bind("", "s").execute("", 0).sync().ask());
    }

    @Test
    void nameThatSqlPreparesAnewAheadInThePipelineIsForgotten() throws IOException {
        client.parse("s", "select 'good'").sync().ask();

        client.query("deallocate s").query("prepare s as select 'bad'");
        client.bind("", "s").execute("", 0).sync();

        assertNothingRanUnderAnotherText(client.ask(3));
    }

    @Test
    void portalThatSqlDeclaresAnewBehindACommitAndChainIsForgotten() throws IOException {
        client.parse("good", "select 'good'").sync().ask();
        client.query("begin").ask();
        client.bind("c", "good").sync().ask();
        client.query("commit and chain").ask();
        client.query("declare c cursor for select 'bad'").ask();

        assertNothingRanUnderAnotherText(client.execute("c", 0).sync().ask());
    }

    @Test
    void portalThatSqlDeclaresAnewAheadInThePipelineIsForgotten() throws IOException {
        client.parse("good", "select 'good'").sync().ask();
        client.query("begin").ask();
        client.bind("c", "good").sync().ask();

        client.query("close c; declare C cursor for select 'bad'");
        client.execute("c", 0).sync();

        assertNothingRanUnderAnotherText(client.ask(2));
    }

    @Test
    void portalDeclaredAnewByAnEscapedNameIsForgotten() throws IOException {
        client.parse("good", "select 'good'").sync().ask();
        client.query("begin").ask();
        client.bind("c", "good").sync().ask();

        client.query("close c; declare u&\"\\0063\" cursor for select 'bad'");
        client.execute("c", 0).sync();

        assertNothingRanUnderAnotherText(client.ask(2));
    }

    @Test
    void deallocatedNamesMakeRoom() throws IOException {
        client.parse("s1", "select 'good'")
                .parse("s11", "select 'other'")
                .sync()
                .ask();

        client.query("DEALLOCATE s1").ask();

        assertThat(client.bind("", "s1").execute("", 0).sync().ask()).containsExactly("E 26000", "Z I");
        assertThat(client.bind("", "s11").execute("", 0).sync().ask()).contains("D other");
    }
}
