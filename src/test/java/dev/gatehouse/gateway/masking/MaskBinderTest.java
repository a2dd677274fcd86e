package dev.gatehouse.gateway.masking;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.gateway.Answer;
import dev.gatehouse.gateway.Conversation;
import dev.gatehouse.gateway.MaskedPeople;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.ServerError;
import dev.gatehouse.wire.row.ColumnMeta;

import static dev.gatehouse.gateway.Answer.column;
import static dev.gatehouse.gateway.Answer.output;
import static org.assertj.core.api.Assertions.assertThat;

/// What is planned for results of which somebody may see values only masked.
class MaskBinderTest {
    @TempDir
    Path directory;

    private Conversation talk;

    @BeforeEach
    void build() throws IOException {
        talk = MaskedPeople.open(directory);
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private void masks(String kinds) {
        MaskedPeople.masks(talk, kinds);
    }

    private Answer answer(String sql) {
        return MaskedPeople.answer(talk, sql);
    }

    @Test
    void whoeverMaySeeEverythingGetsEverything() {
        talk.house.policy.answers("{\"allow\":true}");
        Ruling.Forward forward = (Ruling.Forward) talk.rule("select ssn from people");
        assertThat(forward.watch().wantsColumns()).isFalse();
        assertThat(forward.watch().columns(List.of(output("ssn")))).isEqualTo(RowPlan.PASS_THROUGH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select ssn from people",
                "select p.\"ssn\" as x from people p",
                "select lower(ssn) from people",
                "select max(ssn) from people",
                "select number from seen",
                "with c as (select ssn as a from people) select a from c",
                "select name from people union select ssn from people",
                "select row_to_json(p) from people p",
                "select case when id = 1 then ssn else name end from people",
                "select (select ssn from people limit 1)",
                "select p from people p",
                "insert into people (id) values (1) returning ssn",
                "update people set id = 2 where id = 1 returning ssn"
            })
    void whatDrawsOnASensitiveColumnIsMaskedWhole(String sql) {
        assertThat(answer(sql).row(new ColumnMeta[] {output("x")}, "123-45-6789"))
                .containsExactly("***");
    }

    @Test
    void whatDrawsOnNoneIsLeft() {
        assertThat(answer("select id, name, count(*) from people group by 1, 2")
                        .row(new ColumnMeta[] {output("id"), output("name"), output("count")}, "1", "Alice", "9"))
                .containsExactly("1", "Alice", "9");
    }

    @Test
    void partialShowsTheShapeOfAValueAsItIsInItsColumnOnly() {
        ColumnMeta plain = column("mail", 1002, 4);
        assertThat(answer("select mail from people").row(new ColumnMeta[] {plain}, "al@example.com"))
                .containsExactly("a*@e******.com");
        assertThat(answer("select substr(mail, 1, 1) from people").row(new ColumnMeta[] {output("x")}, "a"))
                .containsExactly("***");
        assertThat(answer("select mail || '' from people").row(new ColumnMeta[] {output("x")}, "al@example.com"))
                .containsExactly("***");
    }

    @Test
    void theStrictestOfSeveralObligationsCounts() {
        talk.house.policy.answers("{\"allow\":true,\"obligations\":[{\"type\":\"mask\",\"kinds\":{\"*\":\"partial\"}},"
                + "{\"type\":\"mask\",\"columns\":{\"public.people.mail\":\"null\",\"*.*.NAME\":\"redact\"}}]}");

        assertThat(answer("select mail, name from people")
                        .row(new ColumnMeta[] {column("mail", 1002, 4), column("name", 1002, 2)}, "a@x.com", "Al"))
                .containsExactly(null, "***");
    }

    @Test
    void kindsThatAreNotNamedAreNotMasked() {
        masks("{\"email\":\"partial\"}");

        assertThat(answer("select ssn from people").row(new ColumnMeta[] {output("ssn")}, "123-45-6789"))
                .containsExactly("123-45-6789");
    }

    @Test
    void whatTheServerSaysAddsAMask() {
        // by its text a constant, says the reading; the server says that it is the column
        Answer answer = answer("select 1 as x, id from people");
        assertThat(answer.refusal(column("x", 1002, 3), column("id", 1002, 1)))
                .isInstanceOf(Refusal.NotUnderstood.class);
    }

    @Test
    void resultsThatContradictTheReadingAreNotShown() {
        assertThat(answer("select ssn from people")
                        .refusal(output("a"), output("b"))
                        .message())
                .contains("rows not shown", "announced", "[decision ");
        assertThat(answer("select id from people")
                        .refusal(column("id", 1002, 3))
                        .message())
                .contains("announced");
        assertThat(answer("select id from orders").refusal(column("id", 999, 1)).message())
                .contains("announced");
    }

    @Test
    void aMaskThatCannotServeSaysSoBeforeTheFirstRow() {
        masks("{\"*\":\"hash\"}");
        int date = 1082;
        ColumnMeta plain =
                new ColumnMeta("ssn", "", "", "", 1002, 3, date, -1, 0, 0, dev.gatehouse.wire.row.CellFormat.TEXT);

        Refusal refusal = answer("select ssn from people").refusal(plain);

        assertThat(refusal).isInstanceOf(Refusal.Denied.class);
        assertThat(refusal.message()).contains("'ssn'", "'hash'");
    }

    @Test
    void eachResultOfATextHasItsOwnPlan() {
        Answer answer = answer("select id from orders; begin; update orders set id = 1; select ssn from people");

        assertThat(answer.row(new ColumnMeta[] {output("id")}, "1")).containsExactly("1");
        assertThat(answer.row(new ColumnMeta[] {output("ssn")}, "1-2")).containsExactly("***");
        assertThat(answer.refusal(output("more")).message()).contains("rows not shown");
    }

    @Test
    void behindAStatementWhoseResultsNobodyCanCountNothingIsShown() {
        Answer answer = answer("select id from orders; vacuum people; select id from orders");

        assertThat(answer.row(new ColumnMeta[] {output("id")}, "1")).containsExactly("1");
        assertThat(answer.refusal(output("id")).message()).contains("one by one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fetch 1 from nosuch", "execute nosuch"})
    void rowsOfWhichNobodyKnowsTheSourceAreNotShown(String sql) {
        Refusal refusal = answer(sql).refusal(output("x"));

        assertThat(refusal).isInstanceOf(Refusal.NotUnderstood.class);
        assertThat(refusal.message()).contains("rows not shown");
    }

    @Test
    void whatProceduresGiveBackIsMaskedWhole() {
        assertThat(answer("call p(1, null)")
                        .row(new ColumnMeta[] {output("a"), output("b", Answer.INTEGER)}, "x", "1234"))
                .containsExactly("***", "0");
    }

    @Test
    void rowsOfCursorsAndPreparedStatementsAreMaskedByWhatTheyRead() {
        talk.run("begin", "declare c cursor for select id, ssn from people", "prepare s as select ssn from people");

        assertThat(answer("fetch 1 from c").row(new ColumnMeta[] {output("id"), output("ssn")}, "1", "123-45-6789"))
                .containsExactly("1", "***");
        assertThat(answer("execute s").row(new ColumnMeta[] {output("ssn")}, "123-45-6789"))
                .containsExactly("***");
        assertThat(answer("fetch 1 from c").refusal(output("one")).message()).contains("rows not shown");
    }

    @Test
    void fetchInATextOfSeveralStatementsHasTheRowsOfItsCursor() {
        Answer answer =
                answer("begin; declare c cursor for select id, ssn from people; fetch 1 from c; fetch all from c;"
                        + " close c; select id from orders; commit");

        for (int i = 0; i < 2; i++) {
            assertThat(answer.row(new ColumnMeta[] {output("id"), output("ssn")}, "1", "123-45-6789"))
                    .containsExactly("1", "***");
        }
        assertThat(answer.row(new ColumnMeta[] {output("id")}, "1")).containsExactly("1");
        Answer moved = answer("begin; declare d cursor for select name from people; move 1 from d;"
                + " select upper(ssn) from people; move d; fetch 1 from d; move all from d");
        assertThat(moved.row(new ColumnMeta[] {output("upper")}, "123-45-6789")).containsExactly("***");
        assertThat(moved.row(new ColumnMeta[] {output("name")}, "Alice")).containsExactly("Alice");
        assertThat(answer("select 1; fetch 1 from nosuch")
                        .refusal(output("x"), output("y"))
                        .message())
                .contains("rows not shown");
    }

    @Test
    void whatTheServerSaysOfItselfIsLookedThrough() {
        assertThat(answer("show search_path").row(new ColumnMeta[] {output("search_path")}, "public"))
                .containsExactly("public");
        assertThat(answer("explain select id from people where ssn = '123'")
                        .row(new ColumnMeta[] {output("QUERY PLAN")}, "  Filter: (ssn = '123'::text)"))
                .containsExactly("  Filter: (ssn = '***'::text)");
        assertThat(answer("explain select id from orders where note = 'a'")
                        .row(new ColumnMeta[] {output("QUERY PLAN")}, "  Filter: (note = 'a'::text)"))
                .containsExactly("  Filter: (note = 'a'::text)");
    }

    @Test
    void rowsOfWhatTheSessionHasMadeInSqlAreMasked() {
        talk.run(
                "prepare p as select ssn, id from people",
                "begin",
                "declare k cursor for select lower(ssn), count(*) from people group by 1");

        assertThat(answer("execute p").row(new ColumnMeta[] {output("ssn"), output("id")}, "123-45-6789", "1"))
                .containsExactly("***", "1");
        assertThat(answer("fetch all from k").row(new ColumnMeta[] {output("lower"), output("count")}, "x", "7"))
                .containsExactly("***", "7");
    }

    @Test
    void payloadsOfNotificationsAreHiddenFromThoseWhoSeeValuesMasked() {
        assertThat(talk.house.queries.notified(talk.session, "c", "{\"name\":\"Alice\"}"))
                .isEqualTo("{\"name\":\"Alice\"}");

        answer("listen c");

        assertThat(talk.house.queries.notified(talk.session, "c", "{\"name\":\"Alice\"}"))
                .isEqualTo("***");
        assertThat(talk.house.queries.notified(talk.session, "c", "orders:17")).isEqualTo("orders:17");
        assertThat(talk.house.queries.notified(talk.session, "c", "")).isEmpty();
    }

    @Test
    void theRecordSaysWhatWasMasked() {
        Ruling.Forward forward = (Ruling.Forward) talk.rule("select ssn, name from people");
        new Answer(forward.watch()).row(new ColumnMeta[] {output("ssn"), output("name")}, "1-2", "Al");
        assertThat(forward.watch().maskedCells()).containsEntry("national-id", 1L);
        forward.watch().finished(new Outcome(Outcome.Result.COMPLETED, 1, 1, 1, 1, 1, ""));

        talk.house.close();
        var outcome = talk.house.onlyLine("statement.finished").get("outcome");
        assertThat(outcome.at("/masked/national-id").longValue()).isEqualTo(1);
        assertThat(outcome.at("/masked_columns/0").textValue()).isEqualTo("public.people.ssn");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fetch 1 from c", "commit"})
    void errorsThatComeLaterLoseTheirValuesToo(String sql) {
        talk.run("begin", "declare c cursor for select ssn::int from people");

        ServerError shown = ((Ruling.Forward) talk.rule(sql))
                .watch()
                .serverError(new ServerError("22P02", 0, "invalid input syntax for type integer: \"Alice\"", ""));

        assertThat(shown.message()).isEqualTo("invalid input syntax for type integer: \"***\"");
    }
}
