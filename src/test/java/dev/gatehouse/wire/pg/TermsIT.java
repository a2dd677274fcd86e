package dev.gatehouse.wire.pg;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

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
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.StatementRequest;
import dev.gatehouse.wire.Terms;

import static org.assertj.core.api.Assertions.assertThat;

/// What terms come to at a real server, message by message, and what the server has done afterwards.
class TermsIT {
    private static final Refusal TIME_UP = new Refusal.TimedOut("time is up", "d-1");
    private static final Refusal OVERRUN = new Refusal.Cancelled("no end of rows", "d-1");
    private static final String NOTICE = "WARNING 01000 only so many";
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
        client = PgRawClient.open(gateway.port(), "alice", AllowAllGates.PASSWORD);
        client.query("drop table if exists terms_t; create table terms_t (id int);"
                        + " insert into terms_t select generate_series(1, 20);"
                        + " create or replace function terms_write() returns int language plpgsql as"
                        + " $$begin insert into terms_t values (99); return 1; end$$")
                .ask();
        client.notices.clear();
        gateway.gates.outcomes.clear();
    }

    @AfterEach
    void close() throws Exception {
        gateway.gates.ruling = _ -> CompletableFuture.completedFuture(new Ruling.Forward(gateway.gates.watch()));
        client.close();
    }

    private static void terms(Predicate<String> which, Terms terms) {
        gateway.gates.ruling = request -> CompletableFuture.completedFuture(new Ruling.Forward(
                gateway.gates.watch(),
                which.test(request.sql())
                        ? new Terms(!request.sql().contains(";"), terms.readOnly(), terms.rows(), terms.time())
                        : Terms.NONE));
    }

    private static void rows(long most) {
        gateway.gates.ruling = request ->
                CompletableFuture.completedFuture(new Ruling.Forward(gateway.gates.watch(), rowTerms(most, request)));
    }

    private static Terms rowTerms(long most, StatementRequest request) {
        boolean one = !request.sql().contains(";");
        boolean oneQuery = one && request.sql().startsWith("select");
        return new Terms(one, false, new Terms.RowLimit(most, oneQuery, "only so many", OVERRUN), null);
    }

    private static Terms time(Duration most) {
        return new Terms(true, false, null, new Terms.TimeLimit(most, TIME_UP));
    }

    private static final Terms READ_ONLY = new Terms(true, true, null, null);

    private Outcome lastOutcome() {
        return gateway.gates.outcomes.getLast();
    }

    private List<String> count(int id) throws Exception {
        return client.query("select count(*) from terms_t where id = " + id).ask();
    }

    // ---- rows

    @Test
    void aQueryEndsWithAWarningBehindItsLastRow() throws Exception {
        rows(3);

        assertThat(client.query("select id from terms_t order by id").ask())
                .containsExactly("T", "D 1", "D 2", "D 3", "C SELECT 3", "Z I");

        assertThat(client.notices).containsExactly(NOTICE);
        assertThat(lastOutcome().result()).isEqualTo(Outcome.Result.LIMITED);
        assertThat(lastOutcome().rows()).isEqualTo(3);
    }

    @Test
    void aResultOfExactlySoManyRowsIsWhole() throws Exception {
        rows(20);

        assertThat(client.query("select id from terms_t").ask()).hasSize(23).contains("C SELECT 20", "Z I");

        assertThat(client.notices).isEmpty();
        assertThat(lastOutcome().result()).isEqualTo(Outcome.Result.COMPLETED);
        assertThat(lastOutcome().rows()).isEqualTo(20);
    }

    @Test
    void theServerItselfStopsAQueryWithoutEnd() throws Exception {
        rows(2);

        assertThat(client.query("select generate_series(1, 100000000000) / 10000000000000")
                        .ask())
                .containsExactly("T", "D 0", "D 0", "C SELECT 2", "Z I");
        client.query("begin").ask();
        assertThat(client.query("select pg_sleep(0), generate_series(1, 100000000000)")
                        .ask())
                .hasSize(5)
                .endsWith("C SELECT 2", "Z T");
        assertThat(client.query("commit").ask()).containsExactly("C COMMIT", "Z I");
        assertThat(client.notices).containsExactly(NOTICE, NOTICE);
    }

    @Test
    void whatAFunctionInALimitedQueryHasWrittenStays() throws Exception {
        rows(1);

        client.query("select terms_write() from generate_series(1, 5)").ask();

        assertThat(count(99).get(1)).isIn("D 1", "D 2");
    }

    @Test
    void eachResultOfATextHasTheLimit() throws Exception {
        rows(2);

        assertThat(client.query("select 1 from terms_t; select 7; select 2 from terms_t")
                        .ask())
                .containsExactly(
                        "T",
                        "D 1",
                        "D 1",
                        "C SELECT 2",
                        "T",
                        "D 7",
                        "C SELECT 1",
                        "T",
                        "D 2",
                        "D 2",
                        "C SELECT 2",
                        "Z I");
        assertThat(client.notices).containsExactly(NOTICE, NOTICE);
        assertThat(lastOutcome().rows()).isEqualTo(5);
    }

    @Test
    void rowsOfAChangeAreLimitedAndTheChangeIsWhole() throws Exception {
        rows(2);

        assertThat(client.query("update terms_t set id = 50 returning id").ask())
                .containsExactly("T", "D 50", "D 50", "C UPDATE 20", "Z I");

        assertThat(client.notices).containsExactly(NOTICE);
        assertThat(count(50)).contains("D 20");
    }

    @Test
    void aTextWithoutEndOfRowsIsStoppedWithAnError() throws Exception {
        rows(1);

        assertThat(client.query("select 1; select repeat('x', 100000) from generate_series(1, 100000000)")
                        .ask())
                .containsSubsequence("T", "D 1", "C SELECT 1", "T", "E 57014", "Z I");
        assertThat(client.lastError).startsWith("no end of rows");
        assertThat(client.query("select 7").ask()).containsExactly("T", "D 7", "C SELECT 1", "Z I");
    }

    @Test
    void extendedExecutesEndWithAWarning() throws Exception {
        rows(3);

        assertThat(client.parse("", "select id from terms_t order by id")
                        .bind("", "")
                        .describe('P', "")
                        .execute("", 0)
                        .parse("", "select 7")
                        .bind("", "")
                        .execute("", 0)
                        .sync()
                        .ask())
                .containsExactly(
                        "1", "2", "T", "D 1", "D 2", "D 3", "C SELECT 3", "1", "2", "D 7", "C SELECT 1", "Z I");
        assertThat(client.notices).containsExactly(NOTICE);
        assertThat(lastOutcome().rows()).isEqualTo(1);
    }

    @Test
    void aPortalGetsNoMoreRowsInParts() throws Exception {
        rows(3);
        client.query("begin").ask();

        assertThat(client.parse("", "select id from terms_t order by id")
                        .bind("p", "")
                        .execute("p", 2)
                        .execute("p", 2)
                        .execute("p", 2)
                        .sync()
                        .ask())
                .containsExactly("1", "2", "D 1", "D 2", "s", "D 3", "C SELECT 1", "C SELECT 0", "Z T");
        assertThat(client.execute("p", 0).sync().ask()).containsExactly("C SELECT 0", "Z T");
        assertThat(client.bind("p2", "").execute("p2", 3).sync().ask())
                .containsExactly("2", "D 1", "D 2", "D 3", "s", "Z T");
        assertThat(client.execute("p2", 3).sync().ask()).containsExactly("C SELECT 0", "Z T");
    }

    @Test
    void preparedStatementsAreLimitedAtEachExecution() throws Exception {
        rows(1);
        client.parse("s", "select id from terms_t where id > $1 order by id")
                .sync()
                .ask();

        for (int from = 0; from < 3; from++) {
            assertThat(client.bind("", "s", String.valueOf(from))
                            .execute("", 0)
                            .sync()
                            .ask())
                    .containsExactly("2", "D " + (from + 1), "C SELECT 1", "Z I");
        }
        client.query("prepare sql_s as select id from terms_t order by id").ask();
        assertThat(client.query("execute sql_s").ask()).containsExactly("T", "D 1", "C SELECT 1", "Z I");
    }

    @Test
    void eachFetchOfACursorHasTheLimit() throws Exception {
        rows(2);
        client.query("begin").ask();
        client.query("declare c cursor for select id from terms_t order by id").ask();

        assertThat(client.query("fetch 5 from c").ask()).containsExactly("T", "D 1", "D 2", "C FETCH 2", "Z T");
        assertThat(client.query("fetch 2 from c").ask()).containsExactly("T", "D 6", "D 7", "C FETCH 2", "Z T");
        assertThat(client.notices).containsExactly(NOTICE);
    }

    @Test
    void copiesEndWithAWarningInEveryFormat() throws Exception {
        rows(2);

        assertThat(client.query("copy (select id from terms_t order by id) to stdout")
                        .ask())
                .containsExactly("H", "d 1", "d 2", "c", "C COPY 2", "Z I");
        assertThat(client.query("copy terms_t to stdout (format csv)").ask())
                .hasSize(6)
                .endsWith("C COPY 2", "Z I");
        assertThat(client.query("copy terms_t to stdout (format binary)").ask())
                .hasSize(7)
                .endsWith("c", "C COPY 2", "Z I");
        assertThat(client.notices).containsExactly(NOTICE, NOTICE, NOTICE);
        assertThat(client.parse("", "copy terms_t to stdout")
                        .bind("", "")
                        .execute("", 0)
                        .sync()
                        .ask())
                .containsExactly("1", "2", "H", "d 1", "d 2", "c", "C COPY 2", "Z I");
    }

    @Test
    void errorsOfALimitedQueryAreThoseOfTheServer() throws Exception {
        rows(5);

        assertThat(client.query("select 1 / (id - 3) from (select id from terms_t order by id) t")
                        .ask())
                .containsExactly("T", "D 0", "D -1", "E 22012", "Z I");
        assertThat(lastOutcome().result()).isEqualTo(Outcome.Result.SERVER_ERROR);
        assertThat(client.query("select nothing").ask()).containsExactly("E 42703", "Z I");
        client.query("begin").ask();
        assertThat(client.query("select nothing").ask()).containsExactly("E 42703", "Z E");
        assertThat(client.query("select 1").ask()).containsExactly("E 25P02", "Z E");
        assertThat(client.query("rollback").ask()).containsExactly("C ROLLBACK", "Z I");
    }

    @Test
    void aLimitedQueryFreesTheEmptyNames() throws Exception {
        client.parse("", "select 'old'").sync().ask();
        rows(5);
        client.query("select 'new'").ask();
        terms(_ -> true, Terms.NONE);

        assertThat(client.bind("", "").execute("", 0).sync().ask()).containsExactly("E 26000", "Z I");
    }

    @Test
    void pipelinedQueriesAreLimitedEach() throws Exception {
        rows(1);

        client.query("select 1 from terms_t")
                .query("select 2 from terms_t")
                .query("select 3")
                .send();

        assertThat(client.untilReady()).containsExactly("T", "D 1", "C SELECT 1", "Z I");
        assertThat(client.untilReady()).containsExactly("T", "D 2", "C SELECT 1", "Z I");
        assertThat(client.untilReady()).containsExactly("T", "D 3", "C SELECT 1", "Z I");
    }

    // ---- time

    @Test
    void aQueryIsStoppedAtTheEndOfItsTime() throws Exception {
        terms(sql -> sql.contains("sleep"), time(Duration.ofMillis(100)));

        assertThat(client.query("select pg_sleep(60)").ask()).containsExactly("T", "E 57014", "Z I");
        assertThat(client.lastError).startsWith("time is up");
        assertThat(lastOutcome().result()).isEqualTo(Outcome.Result.TIMED_OUT);
        client.query("begin").ask();
        assertThat(client.query("select 1; select pg_sleep(60)").ask()).endsWith("E 57014", "Z E");
    }

    @Test
    void anExecuteIsStoppedAndSkipsToSync() throws Exception {
        terms(sql -> sql.contains("sleep"), time(Duration.ofMillis(100)));

        assertThat(client.parse("", "select pg_sleep(60)")
                        .bind("", "")
                        .execute("", 0)
                        .parse("", "select 2")
                        .bind("", "")
                        .execute("", 0)
                        .sync()
                        .ask())
                .containsExactly("1", "2", "E 57014", "Z I");
        assertThat(client.lastError).startsWith("time is up");
        assertThat(client.query("select 7").ask()).contains("D 7");
    }

    @Test
    void anExecuteWithinItsTimeLetsThoseBehindItPass() throws Exception {
        terms(_ -> true, time(Duration.ofSeconds(20)));

        assertThat(client.parse("", "select 1")
                        .bind("", "")
                        .execute("", 0)
                        .parse("", "select 2")
                        .bind("", "")
                        .execute("", 0)
                        .sync()
                        .query("select 3")
                        .ask())
                .containsExactly("1", "2", "D 1", "C SELECT 1", "1", "2", "D 2", "C SELECT 1", "Z I");
        assertThat(client.untilReady()).containsExactly("T", "D 3", "C SELECT 1", "Z I");
    }

    @Test
    void theClockOfAStatementStartsWhenThoseBeforeItAreAnswered() throws Exception {
        terms(sql -> sql.contains("brief"), time(Duration.ofMillis(300)));

        client.query("select pg_sleep(0.6)").query("select 'brief'").send();

        assertThat(client.untilReady()).contains("C SELECT 1");
        assertThat(client.untilReady()).containsExactly("T", "D brief", "C SELECT 1", "Z I");
    }

    @Test
    void aCancelThatComesTooLateHitsNothing() throws Exception {
        terms(sql -> sql.contains("0.05"), time(Duration.ofMillis(50)));

        for (int each = 0; each < 30; each++) {
            client.query("select pg_sleep(0.05)")
                    .query("select pg_sleep(0.02), 'next'")
                    .send();
            assertThat(client.untilReady().getLast()).isEqualTo("Z I");
            assertThat(client.untilReady()).containsExactly("T", "D |next", "C SELECT 1", "Z I");
        }
    }

    @Test
    void timeAndRowsMayBothBeLimited() throws Exception {
        terms(
                sql -> sql.contains("select"),
                new Terms(
                        true,
                        true,
                        new Terms.RowLimit(1, true, "only so many", OVERRUN),
                        new Terms.TimeLimit(Duration.ofMillis(100), TIME_UP)));

        assertThat(client.query("select id from terms_t order by id").ask())
                .containsExactly("T", "D 1", "C SELECT 1", "Z I");
        assertThat(client.query("select pg_sleep(60)").ask()).containsExactly("T", "E 57014", "Z I");
        assertThat(client.query("select terms_write()").ask()).containsExactly("T", "E 25006", "Z I");
        assertThat(client.query("select nothing").ask()).containsExactly("E 42703", "Z I");
    }

    // ---- reading only

    @Test
    void theServerRefusesWhatWritesInAQueryOfAnyForm() throws Exception {
        terms(_ -> true, READ_ONLY);

        assertThat(client.query("select 1").ask()).containsExactly("T", "D 1", "C SELECT 1", "Z I");
        assertThat(client.query("insert into terms_t values (99)").ask()).containsExactly("E 25006", "Z I");
        assertThat(client.query("select terms_write()").ask()).containsExactly("T", "E 25006", "Z I");
        assertThat(client.query("copy (select 5) to stdout").ask()).contains("d 5", "C COPY 1", "Z I");
        assertThat(client.query("show work_mem").ask()).contains("C SHOW", "Z I");
        assertThat(client.query("with w as (delete from terms_t returning id) select * from w")
                        .ask())
                .endsWith("E 25006", "Z I");
        assertThat(client.parse("", "select terms_write()")
                        .bind("", "")
                        .execute("", 0)
                        .sync()
                        .ask())
                .containsExactly("1", "2", "E 25006", "Z I");
        assertThat(client.notices).isEmpty();
        terms(_ -> true, Terms.NONE);
        assertThat(count(99)).contains("D 0");
        assertThat(client.query("select count(*) from terms_t").ask()).contains("D 20");
    }

    @Test
    void aTextOfSeveralStatementsIsReadOnlyInABlockAndRefusedElsewhere() throws Exception {
        terms(sql -> sql.startsWith("select"), READ_ONLY);

        assertThat(client.query("select 1; select terms_write()").ask()).containsExactly("E 0A000", "Z I");
        assertThat(client.query("begin").query("select 1; select 2").ask()).containsExactly("C BEGIN", "Z T");
        assertThat(client.untilReady()).containsExactly("E 0A000", "Z E");
        client.query("rollback").ask();
        client.query("begin").ask();
        assertThat(client.query("select 1; select 2").ask())
                .containsExactly("T", "D 1", "C SELECT 1", "T", "D 2", "C SELECT 1", "Z T");
        assertThat(client.query("select 1; select terms_write()").ask()).endsWith("E 25006", "Z E");
        assertThat(client.query("rollback").ask()).containsExactly("C ROLLBACK", "Z I");
        assertThat(client.notices).isEmpty();
    }

    @Test
    void aFunctionCannotTurnTheTransactionBack() throws Exception {
        terms(sql -> sql.startsWith("select"), READ_ONLY);

        for (String sql : List.of(
                "select set_config('transaction_read_only', 'off', true), terms_write()",
                "select set_config('transaction_read_only', 'off', false) where terms_write() = 1",
                "select set_config('default_transaction_read_only', 'off', false), terms_write()")) {
            assertThat(client.query(sql).ask()).as(sql).contains("Z I").anyMatch(line -> line.startsWith("E 25"));
            assertThat(client.query("begin").ask()).contains("Z T");
            assertThat(client.query(sql).ask()).as(sql).contains("Z E").anyMatch(line -> line.startsWith("E 25"));
            client.query("rollback").ask();
        }
        terms(_ -> true, Terms.NONE);
        assertThat(count(99)).contains("D 0");
    }

    @Test
    void whateverTheClientSetsTheNextStatementIsReadOnly() throws Exception {
        terms(sql -> sql.contains("terms_"), READ_ONLY);

        for (String before : List.of(
                "set default_transaction_read_only = off",
                "set session characteristics as transaction read write",
                "begin read write",
                "set transaction read write",
                "savepoint s",
                "set transaction_read_only = off")) {
            client.query(before).ask();
            assertThat(client.query("select terms_write()").ask()).as(before).contains("E 25006");
            client.query("rollback").ask();
            client.query("begin").ask();
        }
        client.query("rollback").ask();
        assertThat(client.parse("b", "begin read write")
                        .bind("", "b")
                        .execute("", 0)
                        .parse("w", "insert into terms_t values (99)")
                        .bind("", "w")
                        .execute("", 0)
                        .sync()
                        .ask())
                .containsExactly("1", "2", "C BEGIN", "1", "2", "E 25006", "Z E");
        client.query("rollback").ask();
        terms(_ -> true, Terms.NONE);
        assertThat(count(99)).contains("D 0");
    }

    @Test
    void aTransactionOfAStatementWithoutTheTermMayWrite() throws Exception {
        terms(sql -> sql.startsWith("select"), READ_ONLY);

        assertThat(client.query("select 1").ask()).contains("D 1");
        assertThat(client.query("insert into terms_t values (98)").ask()).contains("C INSERT 0 1");
        assertThat(client.parse("", "select 1")
                        .bind("", "")
                        .execute("", 0)
                        .sync()
                        .ask())
                .containsExactly("1", "2", "D 1", "C SELECT 1", "Z I");
        assertThat(client.query("insert into terms_t values (98)").ask()).contains("C INSERT 0 1");
        assertThat(client.query("show default_transaction_read_only").ask()).contains("D off");
    }

    @Test
    void statementsOfAFailedBlockFailAsEver() throws Exception {
        terms(sql -> !sql.startsWith("rollback"), READ_ONLY);
        client.query("begin").ask();
        client.query("select nothing").ask();

        assertThat(client.query("select 1").ask()).containsExactly("E 25P02", "Z E");
        assertThat(client.parse("", "select 1")
                        .bind("", "")
                        .execute("", 0)
                        .sync()
                        .ask())
                .containsExactly("E 25P02", "Z E");
        assertThat(client.query("select 1").query("select 2").query("rollback").ask())
                .containsExactly("E 25P02", "Z E");
        assertThat(client.untilReady()).containsExactly("E 25P02", "Z E");
        assertThat(client.untilReady()).containsExactly("C ROLLBACK", "Z I");
        assertThat(client.query("select 1").ask()).containsExactly("T", "D 1", "C SELECT 1", "Z I");
    }

    @Test
    void planningRunsInTheReadOnlyTransactionToo() throws Exception {
        client.query("create or replace function terms_sneak() returns int immutable language plpgsql as"
                        + " $$begin perform terms_write(); return 1; end$$")
                .ask();
        terms(_ -> true, READ_ONLY);

        assertThat(client.parse("", "select 1 where terms_sneak() = 1")
                        .bind("", "")
                        .sync()
                        .ask())
                .containsExactly("1", "E 25006", "Z I");
    }

    @Test
    void pipelinesOfReadOnlyStatementsWork() throws Exception {
        terms(_ -> true, READ_ONLY);
        client.parse("s", "select $1::int").sync().ask();

        assertThat(client.bind("", "s", "1")
                        .execute("", 0)
                        .bind("", "s", "2")
                        .describe('P', "")
                        .execute("", 0)
                        .sync()
                        .bind("", "s", "3")
                        .execute("", 0)
                        .sync()
                        .ask())
                .containsExactly("2", "D 1", "C SELECT 1", "2", "T", "D 2", "C SELECT 1", "Z I");
        assertThat(client.untilReady()).containsExactly("2", "D 3", "C SELECT 1", "Z I");
        assertThat(client.query("begin").ask()).containsExactly("C BEGIN", "Z T");
        assertThat(client.bind("p", "s", "3").execute("p", 1).sync().ask()).containsExactly("2", "D 3", "s", "Z T");
        assertThat(client.execute("p", 1).sync().ask()).containsExactly("C SELECT 0", "Z T");
        assertThat(client.notices).isEmpty();
    }

    @Test
    void theGatewaysOwnNamesAreNoClients() throws Exception {
        assertThat(client.parse(ReadOnlyTransaction.NAME, "select 1").sync().ask())
                .containsExactly("E 0A000", "Z I");
    }
}
