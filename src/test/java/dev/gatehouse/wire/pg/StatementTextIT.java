package dev.gatehouse.wire.pg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.gatehouse.support.PgConversation;
import dev.gatehouse.support.PgRawClient;
import dev.gatehouse.wire.Ruling;

import static org.assertj.core.api.Assertions.assertThat;

/// The text that is judged is the one that the server reads, whatever its encoding, settings and names are; another
/// goes on only where a ruling gives it.
class StatementTextIT {
    @RegisterExtension
    static final PgConversation pg = new PgConversation("drop table if exists text_t; create table text_t (id int)");

    private PgRawClient client;

    @BeforeEach
    void open() {
        client = pg.client;
    }

    @Test
    void textThatIsNotInTheClientEncodingIsRefused() throws IOException {
        assertThat(client.message('Q', new byte[] {'\'', (byte) 0xc3, '\'', 0}).ask())
                .containsExactly("E 0A000", "Z I");
        client.query("set client_encoding to sjis").ask();
        assertThat(client.query("select 1").ask()).containsExactly("E 0A000", "Z I");
        assertThat(pg.gates.requests).noneMatch(request -> request.sql().equals("select 1"));
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
        assertThat(pg.gates.requests)
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
    void namesThatSqlRedefinedAreNotJudgedByTheirOldText() throws IOException {
        client.parse("n", "select 'old'").sync().ask();
        client.query("deallocate n").ask();
        client.query("prepare n as select 'new'").ask();
        assertThat(client.bind("", "n").execute("", 0).sync().ask()).containsExactly("2", "E 0A000", "Z I");
    }

    @Test
    void rewrittenTextGoesInPlaceOfTheClients() throws IOException {
        pg.gates.ruling = request -> CompletableFuture.completedFuture(
                new Ruling.ForwardAs(request.sql().replace("secret", "'hidden'"), pg.gates.watch()));

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
        pg.gates.ruling = request ->
                CompletableFuture.completedFuture(new Ruling.ForwardAs(request.sql() + " limit 0", pg.gates.watch()));

        assertThat(client.bind("", "s").execute("", 0).sync().ask()).containsExactly("2", "E 0A000", "Z I");
    }

    @Test
    void extendedCopyTakesItsDataBehindASync() throws IOException {
        client.parse("", "copy text_t from stdin")
                .bind("", "")
                .describe('P', "")
                .execute("", 0)
                .sync()
                .send();
        assertThat(List.of(client.next(), client.next(), client.next(), client.next()))
                .containsExactly("1", "2", "n", "G");
        assertThat(client.message('d', "1\n2\n".getBytes(StandardCharsets.UTF_8))
                        .message('c')
                        .sync()
                        .ask())
                .containsExactly("C COPY 2", "Z I");
        client.parse("", "copy text_t from stdin")
                .bind("", "")
                .execute("", 0)
                .sync()
                .send();
        assertThat(List.of(client.next(), client.next(), client.next())).containsExactly("1", "2", "G");
        assertThat(client.message('d', "x\n".getBytes(StandardCharsets.UTF_8))
                        .message('c')
                        .sync()
                        .ask())
                .containsExactly("E 22P02", "Z I");
        assertThat(client.query("copy text_t from stdin")
                        .message('d', "7\n".getBytes(StandardCharsets.UTF_8))
                        .message('c')
                        .ask())
                .containsExactly("G", "C COPY 1", "Z I");
        assertThat(client.query("select count(*) from text_t").ask()).contains("D 3");
    }
}
