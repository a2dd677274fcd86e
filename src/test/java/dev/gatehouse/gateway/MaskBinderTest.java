package dev.gatehouse.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Parameters;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.ServerError;
import dev.gatehouse.wire.StatementRequest;
import dev.gatehouse.wire.row.ColumnMeta;

import static dev.gatehouse.gateway.Answer.column;
import static dev.gatehouse.gateway.Answer.output;
import static org.assertj.core.api.Assertions.assertThat;

/// What is planned for results of which somebody may see values only masked.
class MaskBinderTest {
    private static final String TABLES = """
            public.people: id, name, ssn, mail
            public.orders: id, note
            public.seen: id, number = select id, ssn from public.people
            """;

    @TempDir
    Path directory;

    private Conversation talk;

    @BeforeEach
    void build() throws IOException {
        talk = Conversation.postgres(directory, TABLES);
        talk.house.knowledge = KnownColumns.at(1, "public.people.ssn", SensitiveKind.NATIONAL_ID)
                .and("public.people.mail", SensitiveKind.EMAIL);
        masks("{\"email\":\"partial\",\"*\":\"redact\"}");
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private void masks(String kinds) {
        talk.house.policy.answers("{\"allow\":true,\"obligations\":[{\"type\":\"mask\",\"kinds\":" + kinds + "}]}");
    }

    private Answer answer(String sql) {
        Ruling ruling = talk.rule(sql);
        assertThat(ruling).as(sql).isInstanceOf(Ruling.Forward.class);
        return new Answer(((Ruling.Forward) ruling).watch());
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
    @ValueSource(strings = {"call p()", "fetch 1 from nosuch", "execute nosuch", "do $$ begin end $$"})
    void rowsOfWhichNobodyKnowsTheSourceAreNotShown(String sql) {
        Refusal refusal = answer(sql).refusal(output("x"));

        assertThat(refusal).isInstanceOf(Refusal.NotUnderstood.class);
        assertThat(refusal.message()).contains("rows not shown");
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into orders (note) select ssn from people",
                "create table t as select ssn from people",
                "select ssn into t from people",
                "update people set name = ssn",
                "copy (select ssn from people) to '/tmp/x'",
                "with c as (select ssn from people) insert into orders (note) select ssn from c"
            })
    void valuesThatAreMaskedAreNotKeptElsewhere(String sql) {
        Refusal refusal = House.refusal(talk.rule(sql));

        assertThat(refusal).isInstanceOf(Refusal.Denied.class);
        assertThat(refusal.message()).contains("public.people.ssn", "(rule masking/stored)", "leave");
    }

    @Test
    void whoeverMaySeeThemMayKeepThem() {
        masks("{\"email\":\"partial\"}");

        answer("insert into orders (note) select ssn from people");
        assertThat(House.refusal(talk.rule("insert into orders (note) select mail from people"))
                        .message())
                .contains("public.people.mail");
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
    void tableIsNotFilledByWhatNobodyReads() {
        assertThat(House.refusal(talk.rule("create table t as execute p")).message())
                .contains("(rule masking/opaque)");
    }

    @Test
    void whatIsNotUnderstoodDoesNotRunWhereValuesAreMasked() {
        assertThat(House.refusal(talk.rule("select 'never ends")).message()).contains("write it plainly");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update people set ssn = '***' where id = 1",
                "update people set mail = 'a***@c******.com', name = 'x' where id = 1",
                "insert into people (mail) values ('A*')",
                "update people set ssn = 'hk1_abcdefghijklmnopqrstuvwxyz' where id = 1"
            })
    void aMaskedValueDoesNotComeBack(String sql) {
        assertThat(House.refusal(talk.rule(sql)).message()).contains("masked value", "(rule masking/write-back)");
    }

    @Test
    void aMaskedParameterDoesNotComeBack() {
        assertThat(House.refusal(execute("update people set ssn = $1", "***-6789"))
                        .message())
                .contains("masking/write-back");
        assertThat(House.refusal(execute("update people set ssn = $1", "hk1_abcdefghijklmnopqrstuvwxyz"))
                        .message())
                .contains("masking/write-back");
        assertThat(execute("update people set ssn = $1", "123_abcdefghijklmnopqrstuvwxyz"))
                .isInstanceOf(Ruling.Forward.class);
        assertThat(execute("update people set name = $1", "***")).isInstanceOf(Ruling.Forward.class);
    }

    private Ruling execute(String sql, String value) {
        Parameters parameters = new Parameters() {
            @Override
            public int count() {
                return 1;
            }

            @Override
            public void bytes(Consumer<ByteBuffer> visitor) {
                visitor.accept(ByteBuffer.wrap(("\0\0\0\1" + value).getBytes(StandardCharsets.UTF_8)));
            }
        };
        return talk.house.rule(
                talk.session,
                new StatementRequest(sql, StatementRequest.Stage.EXECUTE, parameters, false, talk.variables));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update people set ssn = '123-45-6789' /** note **/ where id = 1",
                "update people set name = '***' where id = 1",
                "select ssn from people where ssn = '***'"
            })
    void otherWritesPass(String sql) {
        answer(sql);
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
