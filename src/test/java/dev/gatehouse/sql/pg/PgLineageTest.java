package dev.gatehouse.sql.pg;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.gatehouse.sql.Analysis;
import dev.gatehouse.sql.Columns;
import dev.gatehouse.sql.SnapshotCatalog;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.sql.tree.TreeParser;

import static org.assertj.core.api.Assertions.assertThat;

/// Where each output column comes from, and which columns a statement looks at: `outputs / predicates / writes`.
class PgLineageTest {
    private static final Map<String, String> SESSION =
            Map.of("server_version", "15.8", "standard_conforming_strings", "on", "client_encoding", "UTF8");
    private static final TreeParser TREES = new TreeParser(5_000);
    private static final SnapshotCatalog SHOP = new SnapshotCatalog(List.of("pg_catalog", "public"), """
            public.c: id, name, ssn
            public.o: id, c_id, note
            public.v: id, contact, s = SELECT c.id, c.name AS contact, upper(c.ssn) AS s FROM c WHERE c.id > 0
            """);

    @AfterAll
    static void close() {
        TREES.close();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '\u0001', textBlock = """
            select id, name || 'x' from c where ssn = 'y'                  => c.id, c.name / c.ssn /
            select * from c                                                => c.id, c.name, c.ssn / /
            select c from c                                                => c.id+c.name+c.ssn / /
            select (x).ssn from (select c as x from c offset 0) q          => c.id+c.name+c.ssn / /
            with c as (select * from c) select ssn from c                  => c.ssn / /
            select * from (table c) x                                      => c.id, c.name, c.ssn / /
            select a.x from c a(x1, x2, x)                                 => c.ssn / /
            select id from (select ssn as id from c) o                     => c.ssn / /
            select * from c natural join (select 1 as ssn) g               => c.ssn, c.id, c.name / c.ssn /
            select * from c join o using (id)                              => c.id+o.id, c.name, c.ssn, o.c_id, o.note / c.id o.id /
            select ssn from c union select note from o                     => c.ssn+o.note / c.ssn o.note /
            values ((select ssn from c limit 1))                           => c.ssn / /
            select (select max(ssn) from c where c.id = o.c_id) from o     => c.ssn / c.id o.c_id /
            select count(*) from c group by ssn having count(*) > 1        => - / c.ssn /
            select name as ssn from c order by ssn                         => c.name / c.name c.ssn /
            select name, ssn from c order by 2                             => c.name, c.ssn / c.ssn /
            select case when ssn like '1%' then 0 else 1 end from c        => c.ssn / /
            select s from v                                                => c.ssn / c.id /
            update v set contact = s where id = 1 returning s              => c.ssn / c.id / c.name
            insert into v (contact) values ('x')                           => / c.id / c.name
            select array_agg(c), max(ssn) filter (where id > 1) from c     => c.id+c.name+c.ssn, c.id+c.ssn / /
            select row_number() over (partition by ssn order by id) from c => c.id+c.ssn / /
            select sum(id) over w from c window w as (partition by ssn)    => c.id+c.ssn / /
            select ssn::varchar(3), ssn collate "C", cast(ssn as text) from c => c.ssn, c.ssn, c.ssn / /
            select U&"!0073sn" uescape '!' from c                          => c.ssn / /
            select E'a\\'', ssn from c --'                                 => -, c.ssn / /
            select x.ssn from c y, lateral (select y.ssn) x                => c.ssn / /
            select id from c, regexp_matches(ssn, '^1') m                  => c.id / c.ssn /
            select id, unnest(string_to_array(ssn, ',')) from c            => c.id, c.ssn / c.ssn /
            select id, pg_catalog."regexp_matches"(ssn, '^1') from c       => c.id, c.ssn / c.ssn /
            select k from c, jsonb_each_text(to_jsonb(c)) e(k, v)          => c.id+c.name+c.ssn / c.id c.name c.ssn /
            with recursive r(a, b) as (select id, ssn from c union all select b, a from r) select a from r => c.id+c.ssn / /
            select name operator(pg_catalog.~) 'x', ssn = any(array['a']), extract(year from id), substring(ssn from 1 for 2) from c => c.name, c.ssn, c.id, c.ssn / /
            select exists(select 1 from c where ssn = 'a')                 => - / c.ssn /
            select id from c where (id, name) in (select id, note from o)  => c.id / c.id c.name o.id o.note /
            insert into o (note) select ssn from c                         => / / o.note
            insert into o (note) values ('x') on conflict (id) do update set note = excluded.note where o.id = 1 returning note => o.note / o.id / o.note
            select b from (values (1, (select ssn from c limit 1))) t(a, b) => c.ssn / /
            select * from o x, c join o using (id)                         => o.id, o.c_id, o.note, c.id+o.id, c.name, c.ssn, o.c_id, o.note / c.id o.id /
            update c set name = ssn where id = 1 returning name            => c.name / c.id / c.name
            delete from o using c where o.c_id = c.id and c.ssn = 'x'      => / c.id c.ssn o.c_id /
            with d as (delete from o returning note) select * from d       => o.note / /
            explain select * from c where ssn = 'x'                        => ? / c.id c.name c.ssn /
            copy (select ssn from c) to stdout                             => c.ssn / /
            copy c to stdout => c.id, c.name, c.ssn / /
            copy public.c (ssn, id) to stdout with csv => c.ssn, c.id / /
            create table t9 as select ssn from c                           => c.ssn / /
            merge into o using c on o.c_id = c.id when matched and c.ssn like '1%' then delete => / c.id c.ssn o.c_id /
            merge into o x using (select * from c) c on x.c_id = c.id when matched then update set note = c.ssn, (id, c_id) = (1, 2) when not matched then insert (id, note) values (c.id, c.name) returning x.note, c.ssn => o.note, c.ssn / c.id o.c_id / o.c_id o.id o.note
            with recursive r(a, b) as (select id, ssn from c union all select a, b from r) search depth first by b set seq select seq from r => c.ssn / /
            with recursive r(a, b) as (select id, ssn from c union all select a, b from r) cycle b set again using path select a, again, path from r => c.id, c.ssn, c.ssn / /
            select x.* from c, xmltable('/a' passing c.ssn columns a text path 'x', n for ordinality) x => c.ssn, c.ssn / c.ssn /
            select x.* from c, json_table(c.ssn, '$[*]' columns (a text path '$.x', nested path '$.y' columns (b int path '$'))) x => c.ssn, c.ssn / c.ssn /
            select json_object('a': ssn, 'b' value name), json_array(ssn, name), json_value(ssn, '$.a' returning text default 'x' on empty), json_query(ssn, '$' with wrapper), json_objectagg(name: ssn), ssn is json from c => c.name+c.ssn, c.name+c.ssn, c.ssn, c.ssn, c.name+c.ssn, c.ssn / /
            select xmlforest(ssn as a, name), xmlelement(name foo, xmlattributes(ssn as b), name), xmlserialize(content ssn as text) from c => c.name+c.ssn, c.name+c.ssn, c.ssn / /
            select (x).* from c x                                          => c.id, c.name, c.ssn / /
            select (x).name, row(x.*) from c x                             => c.id+c.name+c.ssn, c.id+c.name+c.ssn / /
            select t.k from rows from (generate_series(1, 2), jsonb_each_text((select to_jsonb(c) from c limit 1))) as t(a, k, v) => c.id+c.name+c.ssn / c.id c.name c.ssn /
            select name, count(*) from c group by grouping sets ((name), rollup (ssn), ()) => c.name, - / c.name c.ssn /
            select sum(id) over (w rows between 1 preceding and current row) from c window w as (partition by ssn order by name) => c.id+c.name+c.ssn / /
            select mode() within group (order by ssn), string_agg(ssn, ',' order by id) filter (where id > 1) from c => c.ssn, c.id+c.ssn / /
            select ssn from c tablesample bernoulli (10) repeatable (1)    => c.ssn / /
            select x.ssn from c x join o on true order by x.id fetch first 3 rows with ties for update of x skip locked => c.ssn / c.id /
            select * from generate_series(1, 3) with ordinality, jsonb_each_text((select to_jsonb(c) from c limit 1)) => -, -, c.id+c.name+c.ssn, c.id+c.name+c.ssn / c.id c.name c.ssn /
            declare k cursor for select ssn from c                         => c.ssn / /
            update o set (note, id) = (select ssn, id from c limit 1) where current of k returning old.note, new.id => o.note, o.id / / o.id o.note
            insert into o as p (note) values ('x') on conflict on constraint k do update set note = p.note || excluded.note => / / o.note
            select extract(year from id), overlay(ssn placing 'x' from 1 for 2), trim(both 'x' from ssn), normalize(ssn, nfc), interval '1' day, timestamp with time zone '2020-01-01' from c => c.id, c.ssn, c.ssn, c.ssn, -, - / /
            select case when ssn is distinct from name then 1 end, ssn between symmetric 'a' and name, ssn not similar to 'x' escape '!', ssn at time zone 'utc', ssn like all (array[name]) from c => c.name+c.ssn, c.name+c.ssn, c.ssn, c.ssn, c.name+c.ssn / /
            """)
    void columnsAreFollowedToTheirSources(String sql, String expected) {
        Analysis analysis = new PgStatementAnalyzer(1 << 20, TREES).analyze(sql, SESSION, SHOP);

        assertThat(analysis).as(sql).isInstanceOf(Analysis.Understood.class);
        StatementFacts facts = ((Analysis.Understood) analysis).statements().getFirst();
        assertThat(Columns.show(facts))
                .isEqualTo(expected.replaceAll("\\s+", " ").strip());
    }

    @Test
    void tablesBehindAViewThatIsWrittenAreWritten() {
        Analysis analysis =
                new PgStatementAnalyzer(1 << 20, TREES).analyze("delete from v where s = 'x'", SESSION, SHOP);

        assertThat(analysis).isInstanceOfSatisfying(Analysis.Understood.class, read -> assertThat(
                        read.statements().getFirst().tables())
                .filteredOn(table -> table.access().contains("write"))
                .extracting(StatementFacts.TableUse::name)
                .containsExactlyInAnyOrder("v", "c"));
    }

    @Test
    void whatTheDefinitionOfAViewCallsCounts() {
        SnapshotCatalog catalog = new SnapshotCatalog(List.of("public"), """
                public.remote: id = SELECT t.id FROM dblink('x'::text, 'select 1'::text) t(id integer)
                """);

        Analysis analysis = new PgStatementAnalyzer(1 << 20, TREES).analyze("select id from remote", SESSION, catalog);

        assertThat(analysis).isInstanceOfSatisfying(Analysis.Understood.class, read -> {
            StatementFacts facts = read.statements().getFirst();
            assertThat(facts.opaque()).isTrue();
            assertThat(facts.functions()).contains("dblink");
        });
    }

    @Test
    void nameThatIsNotThereIsNotUnderstood() {
        for (String sql : List.of(
                "select * from x",
                "select y from c",
                "select o.id from c",
                "select * from other.c",
                "select c.text from c",
                "select (x).* from (select c as x from c) q",
                "select * from f((select to_jsonb(c) from c limit 1)) as t(a)")) {
            assertThat(new PgStatementAnalyzer(1 << 20, TREES).analyze(sql, SESSION, SHOP))
                    .as(sql)
                    .isInstanceOf(Analysis.NotUnderstood.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '\u0001', textBlock = """
            select * from Nope                        => TABLE  nope
            select * from "App".nope                  => TABLE App nope
            insert into nope values (1)               => TABLE  nope
            select Emial from c                       => COLUMN  emial
            select x.emial from c x                   => COLUMN x emial
            update c set emial = 1 where id = 1       => COLUMN  emial
            select o.id from c                        => RELATION  o
            select o.* from c                         => RELATION  o
            select 1; select * from nope              => nothing
            select * from broken                      => nothing
            """)
    void nameOfTheTextThatIsNotThereIsSaid(String sql, String expected) {
        SnapshotCatalog catalog = new SnapshotCatalog(List.of("public"), """
                public.c: id, name
                public.broken: id = SELECT id FROM hidden_from_us
                """);

        Analysis analysis = new PgStatementAnalyzer(1 << 20, TREES).analyze(sql, SESSION, catalog);

        assertThat(analysis).isInstanceOfSatisfying(Analysis.NotUnderstood.class, not -> assertThat(not.absent()
                        .map(name -> name.kind() + " " + name.qualifier() + " " + name.name())
                        .orElse("nothing"))
                .isEqualTo(expected));
        assertThat(analysis.toString()).doesNotContain("hidden_from_us");
    }

    @Test
    void nameThatANewerCatalogueMayKnowIsSaid() {
        var analyzer = new PgStatementAnalyzer(1 << 20, TREES);

        assertThat(analyzer.analyze("select emial from c", SESSION, SHOP))
                .isInstanceOfSatisfying(Analysis.NotUnderstood.class, not -> {
                    assertThat(not.missing()).isTrue();
                    assertThat(not.why()).contains("no column \"emial\" is known here");
                });
        assertThat(analyzer.analyze("select * from f((select to_jsonb(c) from c limit 1)) as t(a)", SESSION, SHOP))
                .isInstanceOfSatisfying(Analysis.NotUnderstood.class, not -> assertThat(not.missing())
                        .isFalse());
    }
}
