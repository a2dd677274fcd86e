package dev.gatehouse.gateway;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.support.Principals;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.Terms;

import static org.assertj.core.api.Assertions.assertThat;

/// What obligations of a permit become: terms for the session, or a refusal.
class ObligationsTest {
    private static final String READ_ONLY = "{\"type\":\"read_only\"}";

    @TempDir
    Path directory;

    private House house;
    private Session alice;

    @BeforeEach
    void build() throws IOException {
        house = new House(directory);
        alice = house.session(Principals.alice(house.clock.instant().plusSeconds(600)));
    }

    @AfterEach
    void close() {
        house.close();
    }

    private void obliges(String... obligations) {
        house.policy.answers("{\"allow\":true,\"obligations\":[" + String.join(",", obligations) + "]}");
    }

    private Terms terms(String sql) {
        Ruling ruling = house.rule(alice, sql);
        assertThat(ruling).as(sql).isInstanceOf(Ruling.Forward.class);
        return ((Ruling.Forward) ruling).terms();
    }

    private Refusal refusal(String sql) {
        Ruling ruling = house.rule(alice, sql);
        assertThat(ruling).as(sql).isInstanceOf(Ruling.Refuse.class);
        return ((Ruling.Refuse) ruling).refusal();
    }

    @Test
    void aPermitWithoutObligationsHasNoTerms() {
        assertThat(terms("select 1")).isSameAs(Terms.NONE);
    }

    @Test
    void theStrictestOfEachKindCounts() {
        obliges(
                "{\"type\":\"limit_rows\",\"rows\":100}",
                "{\"type\":\"limit_rows\",\"rows\":10}",
                "{\"type\":\"timeout\",\"after\":\"30s\"}",
                "{\"type\":\"timeout\",\"after\":\"1500ms\"}");

        Terms terms = terms("select 1");

        assertThat(terms.readOnly()).isFalse();
        assertThat(terms.rows().most()).isEqualTo(10);
        assertThat(terms.time().most()).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void wordsSayWhatWhyAndWhatNext() {
        house.policy.answers("{\"allow\":true,\"reasons\":[{\"rule\":\"a/rows\",\"message\":\"agents see a sample\"}],"
                + "\"obligations\":[{\"type\":\"limit_rows\",\"rows\":10},{\"type\":\"timeout\",\"after\":\"30s\"}]}");

        Terms terms = terms("select 1");

        String id =
                house.lines("statement.decided").getFirst().at("/decision/id").textValue();
        assertThat(terms.rows().notice())
                .isEqualTo("result ended after 10 rows: the policy shows at most 10 rows (agents see a sample);"
                        + " narrow the condition, aggregate, or page through it [decision " + id + "]");
        assertThat(terms.time().timeUp())
                .isEqualTo(new Refusal.TimedOut(
                        "statement stopped after 30 s: the policy gives it no more time (agents see a sample);"
                                + " narrow the condition, or split the work [decision " + id + "]",
                        id));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"select 1", "values (1)", "table t", "with a as (select 1) select * from a;", "/* x */ select 2"
            })
    void oneQueryIsToldFromOtherTexts(String sql) {
        obliges("{\"type\":\"limit_rows\",\"rows\":10}");

        assertThat(terms(sql).rows().oneQuery()).isTrue();
        assertThat(terms(sql).oneStatement()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1; select 2",
                "insert into t values (1) returning id",
                "with a as (delete from t returning id) select * from a",
                "copy t to stdout",
                "select 1 into t2",
                "fetch 5 from c",
                "show all",
                "explain select 1",
                ""
            })
    void otherTextsAreNoQuery(String sql) {
        obliges("{\"type\":\"limit_rows\",\"rows\":10}");

        assertThat(terms(sql).rows().oneQuery()).as(sql).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 1",
                "insert into t values (1)",
                "select f(1); select 2",
                "explain analyze delete from t",
                "execute s",
                "prepare s as select 1",
                "declare c cursor for select 1",
                "fetch 5 from c",
                "copy t to stdout",
                "lock table t",
                ""
            })
    void whatReadsOrMayWriteRunsReadOnly(String sql) {
        obliges(READ_ONLY);

        assertThat(terms(sql).readOnly()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "begin",
                "begin read write",
                "commit",
                "rollback to s",
                "set work_mem = '1MB'",
                "show work_mem",
                "discard all",
                "listen x",
                "begin; set local work_mem = '1MB'"
            })
    void whatTouchesNoDataNeedsNoTransaction(String sql) {
        obliges(READ_ONLY);

        assertThat(terms(sql)).satisfies(terms -> assertThat(terms.readOnly()).isFalse());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call p()",
                "do $$ begin end $$",
                "vacuum t",
                "create table t (i int)",
                "grant select on t to bob",
                "alter system set work_mem = '1MB'",
                "copy t to '/tmp/x'",
                "copy t to program 'rm'",
                "copy t from stdin",
                "commit prepared 'x'",
                "prepare transaction 'x'",
                "checkpoint",
                "begin; select 1",
                "set transaction read write; insert into t values (1)",
                "select 1; commit; insert into t values (1)",
                "select 1; discard all",
                "select 'never ends"
            })
    void whatAReadOnlyTransactionDoesNotHoldIsRefused(String sql) {
        obliges(READ_ONLY);

        assertThat(refusal(sql).message()).contains("the policy permits only reading here");
        assertThat(house.lines("statement.decided")
                        .getLast()
                        .at("/decision/rules/0")
                        .textValue())
                .isEqualTo("obligation/read_only");
    }

    private Terms mysqlTerms(String sql) {
        Ruling ruling = house.rule(mysql(), sql);
        assertThat(ruling).as(sql).isInstanceOf(Ruling.Forward.class);
        return ((Ruling.Forward) ruling).terms();
    }

    private Session mysql() {
        TargetSettings stock = House.target("stock", "mysql");
        Member member = new Member(Principals.alice(house.clock.instant().plusSeconds(600)), stock);
        return new Session("s-2", "mysql", "mysql", stock.target(), member, House.CLIENT, "mysql", true);
    }

    @Test
    void onMysqlATransactionIsReadOnlyFromItsBeginning() {
        obliges(READ_ONLY);

        for (String sql : List.of("begin", "start transaction", "start transaction read write", "commit", "use shop")) {
            assertThat(mysqlTerms(sql).access()).as(sql).isEqualTo(Terms.Access.BEGINS_READ_ONLY);
        }
        for (String sql :
                List.of("select 1", "insert into t values (1)", "set @x = f()", "show tables", "select 1; select 2")) {
            assertThat(mysqlTerms(sql).access()).as(sql).isEqualTo(Terms.Access.READ_ONLY);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call p()",
                "do f()",
                "execute s",
                "lock tables t read",
                "optimize table t",
                "create table t (i int)",
                "create temporary table t (i int)",
                "select * from t into outfile '/tmp/x'",
                "load data infile '/tmp/x' into table t",
                "set global max_connections = 5",
                "kill 5",
                "flush tables",
                "select 1; commit; insert into t values (1)",
                "set transaction read write; insert into t values (1)",
                "set statement tx_read_only=0 for insert into t values (1)",
                "set statement tx_read_only=0 for select f()",
                "set statement tx_read_only=0 for set @x = f()",
                "set statement tx_read_only=0 for begin",
                "begin not atomic insert into t values (1); end"
            })
    void whatAReadOnlyTransactionOfMysqlDoesNotHoldIsRefused(String sql) {
        obliges(READ_ONLY);

        Ruling ruling = house.rule(mysql(), sql);

        assertThat(ruling).as(sql).isInstanceOf(Ruling.Refuse.class);
        assertThat(((Ruling.Refuse) ruling).refusal().message()).contains("the policy permits only reading here");
    }

    @Test
    void anObligationThatNobodyCanMeetRefusesWhateverStandsBesideIt() {
        obliges(READ_ONLY, "{\"type\":\"hold\",\"reviewers\":[\"dba\"]}");

        assertThat(refusal("select 1").message()).contains("approval");
    }

    @Test
    void theRecordSaysThatRowsWereLeftOutOrTimeWasUp() {
        Ruling.Forward limited = (Ruling.Forward) house.rule(alice, "select 1");
        Ruling.Forward late = (Ruling.Forward) house.rule(alice, "select 2");

        limited.watch().finished(new Outcome(Outcome.Result.LIMITED, 10, 70, 0, 1, 1, ""));
        late.watch().finished(new Outcome(Outcome.Result.TIMED_OUT, 0, 0, 0, 1, 1, ""));

        house.close();
        assertThat(house.lines("statement.finished"))
                .extracting(line -> line.at("/outcome/result").textValue())
                .containsExactly("limited", "timed_out");
    }
}
