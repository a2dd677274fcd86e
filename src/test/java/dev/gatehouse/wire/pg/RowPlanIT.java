package dev.gatehouse.wire.pg;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import dev.gatehouse.support.Masks;
import dev.gatehouse.support.PgConversation;
import dev.gatehouse.support.PgRawClient;
import dev.gatehouse.wire.CopyPlan;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.ServerError;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.ColumnMeta;
import dev.gatehouse.wire.row.CopyLayout;

import static org.assertj.core.api.Assertions.assertThat;

/// What watches see of results at a real server, and what their plans do to rows.
class RowPlanIT {
    @RegisterExtension
    static final PgConversation pg =
            new PgConversation("drop table if exists plan_t; create table plan_t (id int, secret text);"
                    + " insert into plan_t values (1, 'one'), (2, null), (3, 'three')");

    private final List<ColumnMeta> columns = new ArrayList<>();
    private PgRawClient client;

    @BeforeEach
    void open() {
        client = pg.client;
    }

    /// Puts `mask` into the columns named `secret`.
    private void maskSecrets(String mask) {
        CellEdit edit = Masks.text(mask);
        pg.gates.plan = announced -> {
            columns.addAll(announced);
            List<@Nullable CellEdit> edits = new ArrayList<>();
            announced.forEach(column -> edits.add(column.name().equals("secret") ? edit : null));
            return new RowPlan.Edit(edits);
        };
    }

    private Outcome lastOutcome() {
        return pg.gates.outcomes.getLast();
    }

    @Test
    void cellsOfTheSameLengthOneShorterAndOneLongerAreEdited() throws Exception {
        for (String mask : List.of("***", "*", "*********", "")) {
            maskSecrets(mask);
            assertThat(client.query("select id, secret, id from plan_t order by id")
                            .ask())
                    .containsExactly(
                            "T", "D 1|" + mask + "|1", "D 2|null|2", "D 3|" + mask + "|3", "C SELECT 3", "Z I");
            assertThat(lastOutcome().rows()).isEqualTo(3);
            assertThat(lastOutcome().maskedCells()).isEqualTo(2);
        }
    }

    @Test
    void columnsCarryWhereTheServerSaysTheyComeFrom() throws Exception {
        maskSecrets("");
        client.query("select secret, id + 1 from plan_t").ask();
        assertThat(columns.get(0).tableId()).isPositive();
        assertThat(columns.get(0).attribute()).isEqualTo(2);
        assertThat(columns.get(0).typeId()).isEqualTo(25);
        assertThat(columns.get(1).tableId()).isZero();
    }

    @Test
    void everyResultSetOfOneTextHasItsOwnPlan() throws Exception {
        maskSecrets("x");
        assertThat(client.query(
                                "select secret from plan_t where id = 1; select 5; select secret from plan_t where id = 3")
                        .ask())
                .containsExactly("T", "D x", "C SELECT 1", "T", "D 5", "C SELECT 1", "T", "D x", "C SELECT 1", "Z I");
    }

    @Test
    void extendedRowsAreEditedWithAndWithoutDescribe() throws Exception {
        maskSecrets("hidden");
        client.parse("s", "select secret from plan_t where id = $1").sync().ask();

        assertThat(client.bind("", "s", "1").execute("", 0).sync().ask())
                .containsExactly("2", "D hidden", "C SELECT 1", "Z I");
        assertThat(client.bind("", "s", "3")
                        .describe('P', "")
                        .execute("", 0)
                        .bind("", "s", "1")
                        .execute("", 0)
                        .sync()
                        .ask())
                .containsExactly("2", "T", "D hidden", "C SELECT 1", "2", "D hidden", "C SELECT 1", "Z I");
    }

    @Test
    void portalsWithRowLimitsAreEditedInEachPart() throws Exception {
        maskSecrets("hidden");
        assertThat(client.parse("", "select id, secret from plan_t order by id")
                        .bind("", "")
                        .execute("", 2)
                        .execute("", 2)
                        .sync()
                        .ask())
                .containsExactly("1", "2", "D 1|hidden", "D 2|null", "s", "D 3|hidden", "C SELECT 1", "Z I");
        assertThat(pg.gates.outcomes).extracting(Outcome::rows).contains(2L, 1L);
    }

    @Test
    void failedProbeIsTheExecutesOwnError() throws Exception {
        maskSecrets("hidden");
        client.query("begin").ask();
        client.query("selec").ask();
        assertThat(client.parse("", "rollback")
                        .bind("", "")
                        .execute("", 0)
                        .sync()
                        .ask())
                .containsExactly("1", "2", "C ROLLBACK", "Z I");
        assertThat(client.parse("", "insert into plan_t values (9, 'x') returning 1 / (id - 9)")
                        .bind("", "")
                        .execute("", 0)
                        .sync()
                        .ask())
                .containsExactly("1", "2", "E 22012", "Z I");
    }

    @Test
    void refusedColumnsStopTheRowsOfAQuery() throws Exception {
        pg.gates.plan = _ -> new RowPlan.Refuse(new Refusal.Denied("These columns cannot be masked.", "d-2"));
        assertThat(client.query("select g from generate_series(1, 1000000) g").ask())
                .containsExactly("E 42501", "Z I");
        assertThat(lastOutcome().result()).isEqualTo(Outcome.Result.REFUSED);
        assertThat(lastOutcome().rows()).isZero();

        client.query("begin").ask();
        assertThat(client.query("select 1").ask()).containsExactly("E 42501", "Z E");
    }

    @Test
    void refusedColumnsStopAnExecuteBeforeItRuns() throws Exception {
        pg.gates.plan = _ -> new RowPlan.Refuse(new Refusal.Denied("These columns cannot be masked.", "d-2"));
        assertThat(client.parse("", "insert into plan_t values (7, 'seven') returning secret")
                        .bind("", "")
                        .execute("", 0)
                        .sync()
                        .ask())
                .containsExactly("1", "2", "E 42501", "Z I");
        pg.gates.plan = null;
        assertThat(client.query("select count(*) from plan_t where id = 7").ask())
                .contains("D 0");
    }

    private void maskCopies(CopyLayout layout) {
        pg.gates.plan = _ -> RowPlan.PASS_THROUGH;
        pg.gates.copyPlan = (_, _) -> new CopyPlan.Edit(layout, Arrays.asList(null, Masks.text("a,\t\"")));
    }

    @Test
    void cellsOfCopiesAreEditedInEveryForm() throws Exception {
        maskCopies(CopyLayout.PLAIN_TEXT);
        assertThat(client.query("copy (select * from plan_t order by id) to stdout")
                        .ask())
                .containsExactly("H", "d 1\ta,\\t\"", "d 2\t\\N", "d 3\ta,\\t\"", "c", "C COPY 3", "Z I");
        assertThat(lastOutcome().maskedCells()).isEqualTo(2);

        maskCopies(new CopyLayout(CopyLayout.Form.CSV, (byte) ',', "", (byte) '"', (byte) '"', true));
        assertThat(client.query("copy (select * from plan_t order by id) to stdout (format csv, header)")
                        .ask())
                .containsExactly(
                        "H", "d id,secret", "d 1,\"a,\t\"\"\"", "d 2,", "d 3,\"a,\t\"\"\"", "c", "C COPY 3", "Z I");

        maskCopies(CopyLayout.BINARY);
        assertThat(client.query("copy (select * from plan_t order by id) to stdout (format binary)")
                        .ask())
                .hasSize(8)
                .noneMatch(line -> line.contains("one") || line.contains("three"))
                .anyMatch(line -> line.endsWith("\0\0\0\4a,\t\""));
        assertThat(lastOutcome().maskedCells()).isEqualTo(2);
    }

    @Test
    void refusedCopiesLeaveTheSessionAndItsBlockAsAFailedStatementDoes() throws Exception {
        pg.gates.plan = _ -> RowPlan.PASS_THROUGH;
        pg.gates.copyPlan = (_, _) -> new CopyPlan.Refuse(new Refusal.Denied("These columns cannot be masked.", "d-2"));
        for (String copy : List.of("copy plan_t to stdout", "copy (select generate_series(1, 1000000)) to stdout")) {
            assertThat(client.query(copy).ask()).containsExactly("E 42501", "Z I");
            client.query("begin").ask();
            assertThat(client.query(copy).ask()).containsExactly("E 42501", "Z E");
            client.query("rollback").ask();

            client.query("begin").ask();
            assertThat(client.parse("", copy).bind("", "").execute("", 0).sync().ask())
                    .containsExactly("1", "2", "E 42501", "Z E");
            client.query("rollback").ask();
        }
        assertThat(client.query("select 1").ask()).contains("D 1");
    }

    @Test
    void textOfServerErrorsMayBeReplaced() throws Exception {
        pg.gates.plan = _ -> RowPlan.PASS_THROUGH;
        pg.gates.errors = error -> new ServerError(error.code(), 0, "the server's words are hidden", "");

        assertThat(client.query("select secret::int from plan_t").ask()).contains("E 22P02");
        assertThat(client.lastError).isEqualTo("the server's words are hidden");
        assertThat(lastOutcome().error()).isEqualTo("22P02");
    }

    @Test
    void outcomesCountRowsAndBytes() throws Exception {
        client.query("select repeat('x', 1000) from generate_series(1, 50)").ask();
        assertThat(lastOutcome().result()).isEqualTo(Outcome.Result.COMPLETED);
        assertThat(lastOutcome().rows()).isEqualTo(50);
        assertThat(lastOutcome().bytes()).isBetween(50_000L, 52_000L);
        assertThat(lastOutcome().durationNanos()).isPositive();
    }

    @Test
    void timeThatTheServerTakesIsNotTheGateways() throws Exception {
        client.query("select pg_sleep(1)").ask();
        assertThat(lastOutcome().durationNanos()).isGreaterThan(1_000_000_000L);
        assertThat(lastOutcome().gatewayNanos()).isPositive().isLessThan(1_000_000_000L);
    }

    @Test
    void timeThatTheJudgementTakesIsTheGateways() throws Exception {
        pg.gates.ruling = _ -> CompletableFuture.supplyAsync(
                () -> new Ruling.Forward(pg.gates.watch()), CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
        client.query("select 1").ask();
        assertThat(lastOutcome().gatewayNanos()).isGreaterThan(1_000_000_000L);
        assertThat(lastOutcome().durationNanos()).isLessThan(1_000_000_000L);
    }
}
