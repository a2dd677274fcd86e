package dev.gatehouse.wire.pg;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.PgConversation;
import dev.gatehouse.support.PgRawClient;
import dev.gatehouse.wire.StatementRequest;

import static org.assertj.core.api.Assertions.assertThat;

/// Refused statements at a real server: what the client sees, and what the server has done.
class RefusalIT {
    @RegisterExtension
    static final PgConversation pg =
            new PgConversation("drop table if exists refused_t; create table refused_t (id int)");

    private PgRawClient client;

    @BeforeEach
    void open() {
        client = pg.client;
        pg.gates.ruling = request ->
                request.sql().contains("FORBIDDEN") ? AllowAllGates.refuse("DROP is not for you.") : pg.gates.forward();
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
        pg.gates.ruling = request -> request.stage() == StatementRequest.Stage.EXECUTE
                        && request.sql().contains("'x'")
                ? AllowAllGates.refuse("Not any more.")
                : pg.gates.forward();

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
        pg.gates.ruling = _ -> {
            throw new IllegalStateException("broken gate");
        };
        assertThat(client.query("select 1").ask()).containsExactly("E XX000", "Z I");
        pg.gates.ruling = _ -> CompletableFuture.failedFuture(new IllegalStateException("broken gate"));
        assertThat(client.query("select 1").ask()).containsExactly("E XX000", "Z I");
    }
}
