package dev.gatehouse.gateway.masking;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.gateway.Answer;
import dev.gatehouse.gateway.Conversation;
import dev.gatehouse.gateway.House;
import dev.gatehouse.gateway.KnownColumns;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

import static dev.gatehouse.gateway.Answer.column;
import static org.assertj.core.api.Assertions.assertThat;

/// The same for servers that announce columns by names, which a text can choose.
class MysqlMaskBinderTest {
    @TempDir
    Path directory;

    private Conversation talk;

    @BeforeEach
    void build() throws IOException {
        talk = Conversation.mysql(directory, """
                shop.people: id, name, ssn, mail
                shop.orders: id, note
                shop.told call out word: begin select id, name from people; select ssn into word from people; select upper(ssn), 1 from people; select note from orders; end
                shop.hidden call : begin prepare s from 'select 1'; execute s; end
                """);
        talk.house.knowledge = KnownColumns.at(1, "shop.people.ssn", SensitiveKind.NATIONAL_ID)
                .and("shop.people.mail", SensitiveKind.EMAIL);
        talk.house.policy.answers("{\"allow\":true,\"obligations\":"
                + "[{\"type\":\"mask\",\"kinds\":{\"email\":\"partial\",\"*\":\"redact\"}}]}");
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private Answer answer(String sql) {
        Ruling ruling = talk.rule(sql);
        assertThat(ruling).as(sql).isInstanceOf(Ruling.Forward.class);
        return new Answer(((Ruling.Forward) ruling).watch());
    }

    private static ColumnMeta text(String name) {
        return new ColumnMeta(name, "", "", "", 0, 0, 253, 400, 0, 45, CellFormat.TEXT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select ssn from people",
                "select upper(ssn) as id from people",
                "select group_concat(ssn) from people",
                "with c as (select ssn as a from people) select a from c",
                "select name from people union select ssn from people",
                "select json_object('a', ssn) from people"
            })
    void whatDrawsOnASensitiveColumnIsMaskedWhole(String sql) {
        assertThat(answer(sql).row(new ColumnMeta[] {text("x")}, "123-45-6789")).containsExactly("***");
    }

    @Test
    void partialIsForAColumnThatIsCertainlyOne() {
        ColumnMeta mail = column("mail", "shop", "people", "mail");
        assertThat(answer("select mail from people").row(new ColumnMeta[] {mail}, "al@example.com"))
                .containsExactly("a*@e******.com");
        assertThat(answer("select mail from (select substr(mail, 1, 1) as mail from people) people")
                        .row(new ColumnMeta[] {mail}, "a"))
                .containsExactly("***");
    }

    @Test
    void theDatabaseMayBeThatOfTheTarget() {
        talk.variables.put("database", talk.session.target().database());

        assertThat(answer("select 1").row(new ColumnMeta[] {text("1")}, "1")).containsExactly("1");
    }

    @Test
    void otherPeoplesStatementsAreHidden() {
        assertThat(answer("show processlist")
                        .row(
                                new ColumnMeta[] {text("Id"), text("Command"), text("Info")},
                                "1",
                                "Query",
                                "select 'Alice'"))
                .containsExactly("1", "Query", "***");
    }

    @Test
    void warningsLoseWhatTheyQuote() {
        assertThat(answer("show warnings")
                        .row(
                                new ColumnMeta[] {text("Level"), text("Code"), text("Message")},
                                "Warning",
                                "1292",
                                "Truncated incorrect DOUBLE value: 'Alice'"))
                .containsExactly("Warning", "1292", "Truncated incorrect DOUBLE value: '*****'");
    }

    @Test
    void resultsOfProceduresAreMaskedByAllThatTheirBodiesMaySend() {
        Answer answer = answer("call told(@w)");

        assertThat(answer.row(new ColumnMeta[] {text("id"), text("name")}, "123-45-6789", "Alice"))
                .containsExactly("***", "Alice");
        assertThat(answer.row(new ColumnMeta[] {text("note")}, "Alice")).containsExactly("Alice");
        assertThat(answer.row(new ColumnMeta[] {text("WORD")}, "Alice")).containsExactly("***");
        assertThat(answer.row(new ColumnMeta[] {text("a"), text("b"), text("c")}, "Alice", "1", "2"))
                .containsExactly("***", "***", "***");
        assertThat(answer.row(
                        new ColumnMeta[] {text("a"), column("mail", "shop", "people", "mail")}, "x", "al@example.com"))
                .containsExactly("***", "***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"call hidden()", "call nowhere()", "call told(@w); show warnings"})
    void resultsOfProceduresThatNobodyCanReadAreMaskedWhole(String call) {
        Answer answer = answer(call);

        assertThat(answer.row(new ColumnMeta[] {text("note")}, "Alice")).containsExactly("***");
        assertThat(answer.row(new ColumnMeta[] {text("note")}, "Alice")).containsExactly("***");
    }

    @Test
    void behindACallResultsMayBeOfAnyStatement() {
        Answer answer = answer("select 7; call told(@w); begin; select @w, 1, 2");

        assertThat(answer.row(new ColumnMeta[] {text("7")}, "7")).containsExactly("7");
        assertThat(answer.row(new ColumnMeta[] {text("note")}, "Alice")).containsExactly("***");
        assertThat(answer.row(new ColumnMeta[] {text("@w"), text("1"), text("2")}, "Alice", "1", "2"))
                .containsExactly("***", "***", "***");
    }

    @Test
    void textThatPreparesAQueryAndRunsItHasItsRows() {
        Answer answer = answer("prepare s from 'select id, ssn from people'; execute s; select id from orders");

        assertThat(answer.row(new ColumnMeta[] {text("id"), text("ssn")}, "1", "x"))
                .containsExactly("1", "***");
        assertThat(answer.row(new ColumnMeta[] {text("id")}, "1")).containsExactly("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"prepare s from 'select ?, 1'; execute s using @a", "set @a = 1; execute s"})
    void anyOtherTextWithAnExecuteHasNone(String sql) {
        assertThat(answer(sql).refusal(text("id"), text("b")).message()).contains("rows not shown");
    }

    @ParameterizedTest
    @ValueSource(strings = {"é", "`e `", "`\u00a0e`"})
    void aNameThatMySqlMayTakeForAnotherOneIsNotRead(String name) {
        String prepare = "prepare " + name + " from 'select ssn from people'";

        assertThat(House.refusal(talk.rule(prepare)).message()).contains("masking/opaque");
        talk.run("prepare e from 'select id from people'");
        assertThat(answer("execute e").row(new ColumnMeta[] {text("id")}, "1")).containsExactly("1");
        assertThat(House.refusal(talk.rule("execute " + name)).message()).contains("masking/opaque");
    }

    @Test
    void aTextThatChangesATableBetweenPrepareAndExecuteIsNotRead() {
        assertThat(House.refusal(talk.rule(
                                "prepare s from 'select id from people'; alter table people drop ssn; execute s"))
                        .message())
                .contains("masking/opaque");
    }

    @Test
    void variablesAreSeenUntilCodeHasRunThatNobodyHasRead() {
        ColumnMeta[] variable = {text("@a")};
        talk.run("set @a = 'Alice'");
        assertThat(answer("select @a").row(variable, "Alice")).containsExactly("Alice");
        answer("insert into orders (note) values (@a)");

        talk.run("call shop.p(@a)");

        assertThat(answer("select @a").row(variable, "Alice")).containsExactly("***");
        assertThat(answer("select concat(@a, id) as x, id from orders")
                        .row(new ColumnMeta[] {text("x"), column("id", "shop", "orders", "id")}, "Alice1", "1"))
                .containsExactly("***", "1");
        assertThat(House.refusal(talk.rule("insert into orders (note) values (@a)"))
                        .message())
                .contains("masking/stored");
        assertThat(House.refusal(talk.rule("select @a into outfile '/tmp/x'")).message())
                .contains("masking/stored");
        talk.house.queries.reset(talk.session);
        assertThat(answer("select @a").row(variable, "Alice")).containsExactly("Alice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set @a = (select ssn from people)",
                "select ssn into @a from people",
                "select ssn from people into outfile '/tmp/x'",
                "create temporary table t2 (a int) select concat(ssn, name) as b from people into outfile '/tmp/x'",
                "insert into orders (note) select ssn from people",
                "replace into orders (note) select ssn from people"
            })
    void valuesThatAreMaskedAreNotKeptElsewhere(String sql) {
        assertThat(House.refusal(talk.rule(sql)).message()).contains("masking/");
    }

    @Test
    void errorsLoseTheirValues() {
        var forward = (Ruling.Forward) talk.rule("insert into people (mail) values ('a@x.com')");
        var error = new dev.gatehouse.wire.ServerError("23000", 1062, "Duplicate entry 'a@x.com' for key 'mail'", "");
        assertThat(forward.watch().serverError(error).message()).isEqualTo("Duplicate entry '***' for key 'mail'");
    }

    @Test
    void constantsOfPlansAreHidden() {
        assertThat(answer("explain select id from people where ssn = 'x'")
                        .row(new ColumnMeta[] {text("Extra")}, "attached: ssn = 'x'"))
                .containsExactly("attached: ssn = '*'");
    }
}
