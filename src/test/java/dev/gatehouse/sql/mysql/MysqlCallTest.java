package dev.gatehouse.sql.mysql;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.catalog.NamePath;
import dev.gatehouse.catalog.SchemaLines;
import dev.gatehouse.catalog.SessionNames;
import dev.gatehouse.sql.Analysis;
import dev.gatehouse.sql.Lineage;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.sql.tree.TreeParser;

import static org.assertj.core.api.Assertions.assertThat;

/// What the results of a CALL may draw on: `table.column` of each output, results apart by `/`; `nothing` where
/// nobody can tell.
class MysqlCallTest {
    private static final TreeParser TREES = new TreeParser(5_000);
    private static final String TABLES = """
            shop.people: id, name, ssn
            shop.visits: id, page
            shop.seen: number, hidden = select p.id, upper(p.ssn) from shop.people p
            """;

    @AfterAll
    static void close() {
        TREES.close();
    }

    private static final String PROCEDURES = """
            shop.inner call : select ssn from people
            shop.one call in i: select name from people where id = i
            shop.said call in v: begin select v; select page from visits; end
            shop.given call out o: select ssn into o from people limit 1
            shop.raised call inout n: set n = n + 1
            shop.keeps call in v: update visits set page = v
            shop.hides call in name: select name from people
            shop.deep call : begin call inner(); select id from visits; end
            shop.loops call : call loops()
            shop.around call : call about()
            shop.about call : begin select id from visits; call around(); end
            shop.dynamic call : execute immediate 'select ssn from people'
            shop.d1 call : call d2()
            shop.d2 call : call d3()
            shop.d3 call : call d4()
            shop.d4 call : call d5()
            shop.d5 call : call d6()
            shop.d6 call : call d7()
            shop.d7 call : call inner()
            """;

    private static List<Lineage> called(String parameters, String body, String call) {
        return facts(parameters, body, call).called();
    }

    private static StatementFacts facts(String parameters, String body, String call) {
        var snapshot = SchemaLines.snapshot(
                1, SchemaLines.mysql(false, TABLES + PROCEDURES + "shop.p call " + parameters + ": " + body + "\n"));
        var names = SessionNames.along(Optional.of(new NamePath(List.of("shop"))));
        var variables = Map.of("version", "11.4.5-MariaDB", "sql_mode", "", "character_set_client", "utf8mb4");
        Analysis read = new MysqlStatementAnalyzer(1 << 20, TREES).analyze(call, variables, snapshot.along(names));
        StatementFacts facts = ((Analysis.Understood) read).statements().getFirst();
        assertThat(facts.opaque()).isTrue();
        return facts;
    }

    private static String words(List<Lineage> all) {
        return all.isEmpty()
                ? "nothing"
                : all.stream()
                        .map(lineage -> lineage.outputs().stream()
                                .map(MysqlCallTest::words)
                                .collect(Collectors.joining(" ")))
                        .collect(Collectors.joining(" / "));
    }

    private static String words(Lineage.Output output) {
        return output.sources().isEmpty()
                ? "-"
                : output.sources().stream()
                        .map(source -> source.table() + "." + source.name())
                        .sorted()
                        .collect(Collectors.joining("+"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''           | select name, upper(ssn) from people                                    | people.name people.ssn
            ''           | begin select 'x'; select id, hidden from people join seen on 1; end    | - / people.id people.ssn
            in i         | select name, i from people where id = i                                | people.name -
            in i         | begin if i > 1 then select ssn from people; elseif i = 0 then select id from people; else select 1, 2; end if; end | people.ssn / people.id / - -
            in i         | begin case i when 1 then select ssn from people; when 2 then select id from people; end case; end | people.ssn / people.id
            in i         | begin declare v, w int default 0; while v < i do set v = v + 1; select id from people; end while; end | people.id
            in i         | l: loop if i then leave l; end if; select id from people; iterate l; end loop l | people.id
            ''           | begin declare n int; repeat set n = 1; select id from visits; until n > 3 end repeat; end | visits.id
            ''           | begin declare v text; select ssn into v from people; select page, v from visits; select page from visits; end | people.ssn+visits.page people.ssn+visits.page / visits.page
            in i         | begin if exists (select 1 from people where ssn = i) then select id from visits; end if; end | visits.id
            ''           | begin declare v text default (select ssn from people limit 1); select v; end | people.ssn
            ''           | begin declare c cursor for select ssn from people; declare v text; declare continue handler for not found, sqlstate '02000' set v = ''; open c; fetch c into v; close c; select v; end | people.ssn
            ''           | begin declare exit handler for sqlexception, 1062 begin rollback; select 'failed'; end; start transaction; insert into visits (id) values (1); commit; end | -
            in i         | begin set i = (select ssn from people where id = i); select i, id from visits; end | people.id+people.ssn+visits.id people.id+people.ssn+visits.id
            out o        | begin select ssn into o from people where id = 1; select id from visits; end | visits.id / people.id+people.ssn+visits.id
            inout o, in i | begin update people set name = i where id = o; select id from visits; end | people.id+people.name+visits.id / people.id+people.name+visits.id
            ''           | begin insert into visits (page) select ssn from people; select page from visits; end | people.ssn+visits.page
            in i         | begin insert into visits (page) values (i); update people set name = 'x' where id = i; select page from visits; end | visits.page
            in i         | begin declare v text; select ssn into v from people; update visits set page = v; select id from visits; end | people.ssn+visits.id+visits.page
            in I         | insert into visits (page) values (i) returning page, I                 | visits.page -
            """)
    void eachQueryThatSendsRowsIsTraced(String parameters, String body, String expected) {
        assertThat(words(called(parameters, body, "call p(1, 2)"))).isEqualTo(expected);
        assertThat(words(called(parameters, body, "call SHOP.p (1)"))).isEqualTo("nothing");
        String given = parameters.isEmpty() ? "" : "(" + parameters.replaceAll("\\w+ \\w+", "1") + ")";
        assertThat(words(called(parameters, body, "call `shop`.P" + given))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''           | call inner()                                               | people.ssn
            ''           | call shop.inner                                            | people.ssn
            ''           | begin select id from people; call deep(); call `inner`(); end | people.id / people.ssn / visits.id / people.ssn
            in i         | begin if i > 1 then call inner(); else call one(i); end if; end | people.ssn / people.name
            in i         | call one(i)                                                | people.name
            ''           | call one('3')                                              | people.name
            in i         | call one(i + 1)                                            | people.id+people.name
            ''           | begin declare v text; select ssn into v from people; call said(v); end | people.ssn+visits.page / visits.page
            ''           | call said((select ssn from people limit 1))                | people.ssn+visits.page / visits.page
            in i         | call said(i)                                               | - / visits.page
            ''           | begin declare v text; call given(v); select v; end         | people.ssn
            in i         | begin call raised(i); select i, id from visits; end        | visits.id visits.id
            in i         | begin call given(i); select i, id from visits; end         | people.ssn+visits.id people.ssn+visits.id
            out o        | begin call given(o); select id from visits; end            | visits.id / people.ssn+visits.id
            ''           | begin declare v text; select ssn into v from people; call keeps(v); select page from visits; end | people.ssn+visits.page
            ''           | begin declare exit handler for sqlexception call inner(); select id from visits; end | people.ssn / visits.id
            ''           | call d2()                                                  | people.ssn
            """)
    void whatABodyCallsIsTracedToo(String parameters, String body, String expected) {
        assertThat(words(called(parameters, body, "call p(1)"))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            in v         | update visits set page = v                         | call p(@c)              | writes variables
            in v         | update visits set page = v                         | call p(concat('x', @c)) | writes variables
            in v         | update visits set page = v                         | call p((select @c))     | writes variables
            in v         | update visits set page = v                         | call p(@@c)             | writes variables
            in v         | update visits set page = v                         | call p('@c')            | writes
            in v         | update visits set page = v                         | call p(?)               | writes
            in v, out w  | begin update visits set page = v; set w = 1; end   | call p('x', @c)         | writes
            in v, out w  | begin update visits set page = v; set w = 1; end   | call p(@c, @d)          | writes variables
            inout v      | insert into visits (page) values (v)               | call p(@c)              | writes variables
            in v         | call keeps(v)                                      | call p(@c)              | writes variables
            in v         | begin if v > 1 then delete from visits; end if; end | call p(@c)             | writes variables
            out v        | call given(v)                                      | call p(@c)              | -
            inout v      | begin select v, ssn from people; set v = 1; end    | call p(@c)              | variables
            in v         | select name, v from people where id = v            | call p(@c)              | variables
            in v         | begin start transaction; call said(v); commit; end | call p(@c)              | variables
            ''           | update visits set page = @c                        | call p()                | writes variables
            ''           | execute immediate 'select 1'                       | call p()                | writes variables
            ''           | select id from visits into outfile '/tmp/x'        | call p()                | writes variables
            ''           | create temporary table t as select id from visits  | call p()                | writes variables
            ''           | set global max_connections = 5                     | call p()                | writes variables
            ''           | select shop.f()                                    | call p()                | writes variables
            ''           | select 1                                           | call elsewhere()        | writes variables
            in v         | select 1                                           | call p()                | writes variables
            ''           | select 1                                           | call p(1, @c)           | variables
            """)
    void whatACallMayKeepOfVariablesIsTold(String parameters, String body, String call, String expected) {
        StatementFacts.Code code = facts(parameters, body, call).code();

        assertThat(((code.writes() ? "writes" : "") + (code.variables() ? " variables" : "")).strip())
                .isEqualTo(expected.equals("-") ? "" : expected);
    }

    @Test
    void bodiesThatCallOthersAreReadUpToABound() {
        StringBuilder twice = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            twice.append("call deep(); ");
        }

        assertThat(called("", "begin " + twice + "end", "call p()")).hasSize(24);
        assertThat(called("", "begin " + twice.toString().repeat(60) + "end", "call p()"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "begin call loops(); select id from visits; end",
                "begin call around(); select id from visits; end",
                "begin select id from visits; call p(); end",
                "begin select id from visits; call dynamic(); end",
                "begin select id from visits; call hides('x'); end",
                "begin select id from visits; call inner(1); end",
                "begin select id from visits; call one(); end; call x",
                "begin select id from visits; call one(shop.f()); end",
                "begin select id from visits; call one(@a); end",
                "begin select id from visits; call given(ssn + 1); end",
                "begin select id from visits; call elsewhere.inner(); end",
                "begin select id from visits; call inner() from people; end",
                "begin select id from visits; call 'inner'(); end",
                "call d1()",
                "begin prepare s from 'select 1'; execute s; select id from visits; end",
                "begin execute immediate 'select ssn from people'; select id from visits; end",
                "begin call other(); select id from visits; end",
                "begin select id from visits; select @a; end",
                "begin select id from visits; set @a = 1; end",
                "begin select id from visits; select secret from elsewhere; end",
                "begin create temporary table visits as select ssn as id from people; select id from visits; end",
                "begin drop table visits; select id from visits; end",
                "begin truncate visits; select id from visits; end",
                "begin select id from visits; show warnings; end",
                "begin select id from visits; analyze select ssn from people; end",
                "begin select id from visits; handler people open; end",
                "begin for r in (select ssn from people) do select id from visits; end for; end",
                "begin declare id text; select ssn into id from people; select id from visits; end",
                "begin if case when 1 then 2 end then select id from visits; end if; end",
                "begin select last_insert_id(ssn) from people; select id from visits; end",
                "begin select shop.f(id) from visits; end",
                "begin if shop.f() then select id from visits; end if; end",
                "begin if 0 then select 1; elseif (select shop.f()) then select id from visits; end if; end",
                "begin while shop.f() do select id from visits; end while; end",
                "begin repeat select id from visits; until shop.f() end repeat; end",
                "begin case shop.f() when 1 then select id from visits; end case; end",
                "begin case 1 when shop.f() then select id from visits; end case; end",
                "begin select id from visits; get diagnostics condition 1 v = message_text; end",
                "begin declare r row type of people; select * into r from people; select r.ssn; end",
                "begin declare làbel int default 0; set label = (select ssn from people); select làbel, id from visits; end",
                "begin declare nàme text; select ssn into nàme from people; select name from people; end",
                "begin declare v int; select ssn into v from people; select setval(s, v); select lastval(s); end",
                "select id from visits into outfile '/tmp/x'",
                "begin select id from visits; return 1; end",
                "select (id from visits",
                "lock tables visits read"
            })
    void nothingIsKnownOfABodyWithAnythingElseInIt(String body) {
        List<Lineage> called = called("", body, "call p()");

        assertThat(words(called)).as(body).isIn("nothing");
    }

    @Test
    void nothingIsKnownWhereTheServerMayTakeANameForAParameterOfAnother() {
        assertThat(called("in làbel", "begin set label = (select ssn from people); select làbel; end", "call p(1)"))
                .isEmpty();
        assertThat(called("in label", "begin set LÀBEL = (select ssn from people); select label; end", "call p(1)"))
                .isEmpty();
        assertThat(words(called("in größe", "begin select größe, id from visits; end", "call p(1)")))
                .isEqualTo("- visits.id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"call p", "call p()", "call p((1, 2))", "call p(concat(1, 2))"})
    void nothingIsKnownOfParametersThatHaveDefaults(String call) {
        assertThat(called("in i, in j", "select j, id from visits", call)).isEmpty();
        assertThat(called("", "begin select id from visits; call one(); end", call))
                .isEmpty();
        assertThat(called("", "begin select id from visits; call one; end", call))
                .isEmpty();
    }

    @Test
    void nothingIsKnownOfWhatIsNotThere() {
        assertThat(called("", "select id from visits", "call q()")).isEmpty();
        assertThat(called("", "select id from visits", "call other.p()")).isEmpty();
    }

    @Test
    void aBodyOfAnotherLanguageIsNotRead() {
        LexerModes modes = new LexerModes(true, 110405, false, true);

        assertThat(modes.under("PIPES_AS_CONCAT,ORACLE,ANSI")).isEmpty();
        assertThat(modes.under("ANSI_QUOTES,NO_BACKSLASH_ESCAPES")).contains(new LexerModes(true, 110405, true, false));
        assertThat(Set.of(modes.under(""))).containsExactly(Optional.of(modes));
    }
}
