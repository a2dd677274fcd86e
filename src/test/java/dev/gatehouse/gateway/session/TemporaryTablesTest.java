package dev.gatehouse.gateway.session;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.gateway.Conversation;

import static org.assertj.core.api.Assertions.assertThat;

/// A temporary table of PostgreSQL is read as what it is, and never as the table that it hides.
@Timeout(120)
class TemporaryTablesTest {
    @TempDir
    Path directory;

    private Conversation client;

    @BeforeEach
    void open() throws IOException {
        client = Conversation.postgres(directory);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void columnsOfAQueryDrawOnWhatItReads() {
        client.run("create temp table t as select id, ssn as code, upper(name) from people");

        assertThat(client.read("select code from t")).isEqualTo("people.ssn=output t.code=output");
        assertThat(client.read("select id from t where code = 'x'"))
                .isEqualTo("people.id=output people.ssn=predicate t.code=predicate t.id=output");
        assertThat(client.read("select * from t")).contains("people.name=output", "people.ssn=output");
        assertThat(client.read("select upper from t"))
                .contains("people.name=output")
                .doesNotContain("ssn");
        assertThat(client.statement().get("tables").toString())
                .contains("{\"access\":[\"read\",\"temporary\"],\"name\":\"t\",\"schema\":\"pg_temp\"}")
                .contains("\"name\":\"people\"");
    }

    @Test
    void columnsAreThoseOfTheListOrTheOtherTable() {
        client.run("create temp table t (a int, \"B\" text default 'x', primary key (a), check (a > 0))");
        client.run("create temp table u (like people including all, more int)");
        client.run("create temp table v (x, y) as select id, ssn, name from people");
        client.run("select ssn as s into temp w from people");

        assertThat(client.read("select a, \"B\" from t")).isEqualTo("t.B=output t.a=output");
        assertThat(client.read("select ssn, more from u")).isEqualTo("u.more=output u.ssn=output");
        assertThat(client.read("select y, name from v"))
                .isEqualTo("people.name=output people.ssn=output v.name=output v.y=output");
        assertThat(client.read("select s from w")).isEqualTo("people.ssn=output w.s=output");
    }

    @Test
    void whatIsWrittenToItIsSeenThroughIt() {
        client.run("create temp table t (a text, b int)");
        client.run("insert into t select ssn, 1 from people");
        assertThat(client.read("select a from t")).contains("people.ssn=output");

        client.run("create temp table u (a text)");
        client.run("update u set a = t.a from t where u.a = ''");
        assertThat(client.read("select a from u")).contains("people.ssn=output");

        client.run("create temp table w (a text)");
        client.run("with x as (select name from people) insert into w select name from x");
        assertThat(client.read("select count(*), max(a) from w")).contains("people.name=output");
    }

    @Test
    void writeIsToTheTemporaryTableAlone() {
        client.run("create temp table t as select ssn from people", "delete from t where ssn = 'x'");

        assertThat(client.last()).isEqualTo("people.ssn=predicate t.ssn=predicate");
        assertThat(client.statement().get("tables").toString())
                .contains("{\"access\":[\"read\"],\"name\":\"people\",\"schema\":\"public\"}");
        assertThat(client.read("insert into t values ('x')")).isEqualTo("t.ssn=write");
    }

    @Test
    void valuesAreFollowedThroughAText() {
        client.run("create temp table a (x text)", "create temp table b (x text)");

        assertThat(client.read("insert into a select ssn from people; insert into b select x from a; select x from b"))
                .contains("people.ssn=output");
        assertThat(client.read("select x from b")).contains("people.ssn=output");
    }

    @Test
    void itHidesAnyTableOfItsNameButNotByItsFullName() {
        client.run("create temp table people as select note from orders");

        assertThat(client.read("select note from people")).isEqualTo("orders.note=output people.note=output");
        assertThat(client.read("select note from pg_temp.people")).isEqualTo("orders.note=output people.note=output");
        assertThat(client.read("select ssn from public.people")).isEqualTo("people.ssn=output");
        assertThat(client.read("select ssn from people")).isEqualTo(Conversation.OPAQUE);
    }

    @Test
    void namesAreComparedAsTheServerDoes() {
        client.run("create temp table \"People\" (a int)", "CREATE TEMPORARY TABLE Orders (b int)");

        assertThat(client.read("select ssn from people")).isEqualTo("people.ssn=output");
        assertThat(client.read("select a from \"People\"")).isEqualTo("People.a=output");
        assertThat(client.read("select b from ORDERS")).isEqualTo("orders.b=output");
    }

    @Test
    void pathThatNamesItsSchemaLeavesTheOrderOpen() {
        client.run("create temp table people (a int)");
        client.variables.put("search_path", "public, pg_temp");

        assertThat(client.read("select ssn from people")).isEqualTo(Conversation.OPAQUE);
        client.run("create table made (a int)");
        assertThat(client.read("select a from made")).isEqualTo(Conversation.OPAQUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create temp table people () inherits (public.people)",
                "create temp table people partition of public.people for values in (1)",
                "create temp table people of some_type",
                "create temp view people as select note from orders",
                "create temp sequence people",
                "create table pg_temp.people partition of public.people default",
            })
    void formThatIsNotFollowedHidesItsName(String sql) {
        client.run(sql);

        assertThat(client.read("select ssn from people")).isEqualTo(Conversation.OPAQUE);
    }

    @Test
    void viewOverATemporaryTableIsTemporaryToo() {
        client.run("create temp table t (a int)", "create view orders as select a from t");

        assertThat(client.read("select note from orders")).isEqualTo(Conversation.OPAQUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"discard all", "discard temp", "DISCARD TEMPORARY"})
    void discardLeavesNone(String sql) {
        client.run("create temp table people (a int)", "create temp view orders as select 1", sql);

        assertThat(client.read("select ssn from people")).isEqualTo("people.ssn=output");
        assertThat(client.read("select note from orders")).isEqualTo("orders.note=output");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table people rename to other",
                "alter table people add column ssn text",
                "alter table people inherit public.orders",
                "do $$ begin drop table people; end $$",
                "create rule r as on select to people do instead select * from orders",
                "create function f() returns int as 'select 1' language sql",
                "drop schema pg_temp cascade",
            })
    void whatMayChangeItLeavesItUnknown(String sql) {
        client.run("create temp table people (a int)", sql);

        assertThat(client.read("select ssn from people")).isEqualTo(Conversation.OPAQUE);
        assertThat(client.read("select a from people")).isEqualTo(Conversation.OPAQUE);
        assertThat(client.read("select other from other")).isEqualTo(Conversation.OPAQUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"create index on people (a)", "truncate people", "analyze people", "savepoint x"})
    void whatLeavesItsColumnsLeavesItKnown(String sql) {
        client.run("begin", "create temp table people (a int)", sql);

        assertThat(client.read("select a from people")).isEqualTo("people.a=output");
    }

    @Test
    void ifNotExistsKeepsTheOneThatIsThere() {
        client.run("create temp table t (a text)", "create temp table if not exists t as select ssn as b from people");

        assertThat(client.read("select a from t")).contains("t.a=output", "people.ssn=output");
        assertThat(client.read("select b from t")).isEqualTo(Conversation.OPAQUE);
    }

    @Test
    void moreNamesThanAreKeptMeanThatNoneIsKnown() {
        TemporaryTables tables = new TemporaryTables();
        java.util.Set<String> names = new java.util.HashSet<>();
        for (int i = 0; i <= 20_000; i++) {
            names.add("t" + i);
        }
        var change = new OwnChange(
                java.util.List.of(new OwnStep.Lose(names)),
                PathChange.NONE,
                TransactionStep.NONE,
                "",
                new OwnChange.Manners(true, false),
                true);

        tables.moments().reached(7);
        tables.begins(change);
        tables.ended(change, dev.gatehouse.wire.Outcome.Result.COMPLETED);
        tables.stands(new dev.gatehouse.wire.Standing(dev.gatehouse.wire.Standing.Where.OUTSIDE, false));

        assertThat(tables.hidden(true)).containsExactly(dev.gatehouse.catalog.SessionNames.ALL);
        assertThat(tables.moments().movedSince(7)).contains(dev.gatehouse.catalog.SessionNames.ALL);
        assertThat(tables.moments().movedSince(8)).isEmpty();
    }

    @Test
    void statementThatWasPreparedBeforeMayMeanTheOtherTable() {
        String sql = "select name from people";
        long before = client.prepare(sql);
        client.run("create temp table people as select ssn as name from public.people");
        long after = client.prepare(sql);

        assertThat(client.execute(sql, before)).isEqualTo(Conversation.OPAQUE);
        assertThat(client.execute(sql, after)).contains("people.ssn=output");
        client.run("drop table people");
        assertThat(client.execute(sql, after)).isEqualTo(Conversation.OPAQUE);
        assertThat(client.execute("select note from orders", before)).isEqualTo("orders.note=output");
    }

    // ---- what looks like something else

    @Test
    void rowsThatAreWrittenBesideTheMakingOfAnotherAreSeen() {
        client.run(
                "create temp table t (a text)",
                "create temp table w as with x as (insert into t select ssn from people returning 1) select 1 as b");

        assertThat(client.read("select a from t")).contains("people.ssn=output");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "explain (analyze 0) create temp table people as select note as a from orders",
                "explain (analyze, analyze off) create temp table people as select note as a from orders",
                "select note as a into pg_temp.people from orders",
                "create temp table people (a int); commit; select 1 from orders",
            })
    void whatMayHaveBeenMadeHidesItsName(String sql) {
        client.run(sql);

        assertThat(client.read("select * from people")).isEqualTo(Conversation.OPAQUE);
    }

    @Test
    void schemaOfAnotherSessionIsNotOurs() {
        client.run("create temp table people (a int)", "drop table if exists pg_temp_99.people");

        assertThat(client.read("select ssn from people")).isEqualTo(Conversation.OPAQUE);
    }
}
