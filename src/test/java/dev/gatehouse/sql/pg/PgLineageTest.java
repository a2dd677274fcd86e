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
            select k from c, jsonb_each_text(to_jsonb(c)) e(k, v)          => c.id+c.name+c.ssn / /
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
        for (String sql :
                List.of("select * from x", "select y from c", "select o.id from c", "select * from other.c")) {
            assertThat(new PgStatementAnalyzer(1 << 20, TREES).analyze(sql, SESSION, SHOP))
                    .as(sql)
                    .isInstanceOf(Analysis.NotUnderstood.class);
        }
    }
}
