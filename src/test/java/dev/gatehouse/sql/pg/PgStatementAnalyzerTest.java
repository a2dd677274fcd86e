package dev.gatehouse.sql.pg;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.gatehouse.sql.Analysis;
import dev.gatehouse.sql.Facts;

import static org.assertj.core.api.Assertions.assertThat;

class PgStatementAnalyzerTest {
    private static final Map<String, String> SESSION =
            Map.of("server_version", "17.2", "standard_conforming_strings", "on", "client_encoding", "UTF8");

    private final PgStatementAnalyzer analyzer = new PgStatementAnalyzer(1 << 20);

    private Analysis read(String sql) {
        return analyzer.analyze(sql, SESSION);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            select 1                                                  | select/read//
            SeLeCt * from a, only b.c d join e using (x), f           | select/read/a=read b.c=read e=read f=read/
            select * from (a join b on true), (select 1 from c) d     | select/read/a=read b=read c=read/
            select extract(year from x) is distinct from y from t     | select/read/t=read/
            select * from t set, u values, v                          | select/read/t=read u=read v=read/
            select t.where, u.from from t, u                          | select/read/t=read u=read/
            table customers                                           | select/read/customers=read/
            select * from (table customers) x                         | select/read/customers=read/
            values ((select ssn from customers))                      | select/read/customers=read/
            (select 1 from a) union table b                           | select/read/a=read b=read/
            with customers as (select * from customers) select 1 from customers | select/read/customers=read/
            select * into temp x from y                               | create select/read schema write/x=schema+temporary+write y=read/
            select * from t for no key update                         | select/read write/t=read/
            select nextval('s')                                       | select/read write//
            select * from pg_catalog.set_config('a','b',false)        | select set/read session//opaque
            select set_config('search_path', 'a', false)              | select set/read session//opaque
            select set_config('search_path', '', false)               | select set/read session//
            select current_setting('jit') as cur, set_config('JIT', 'off', false) as new | select set/read session//
            select set_config('jit', $1, false)                       | select set/read session//
            select pg_catalog.set_config('TimeZone', 'UTC', true)     | select set/read session//
            select set_config('jit', 'off', false) from t             | select set/read session/t=read/opaque
            select set_config('jit', a, false) from t                 | select set/read session/t=read/opaque
            select set_config('jit', 'off', false), set_config('search_path', '', false) | select set/read session//opaque
            select set_config('standard_conforming_strings', 'off', false) | select set/read session//opaque
            select set_config('role', 'x', false)                     | select set/read session//opaque
            select query_to_xml('delete from o', true, true, '')      | select/read write//opaque
            select pg_terminate_backend(1)                            | select/read server//
            with d as (delete from o returning *) select * from d     | delete select/read write/d=read o=write/unfiltered
            with recursive a(n) as not materialized (select 1) search depth first by n set z, b as (update o set x=1) table a | select update/read write/a=read o=write/unfiltered
            with x as (select 1) delete from only s.t where id in (select * from x) | delete/read write/s.t=write x=read/
            insert into t (a, b) values (1, 'x')                      | insert/write/t=write/
            insert into t select * from u                             | insert/read write/t=write u=read/
            insert into t values (1) on conflict (a) do update set b=1 | insert update/write/t=write/
            update t set a = 1                                        | update/write/t=write/unfiltered
            update t set a = u.where from u                           | update/read write/t=write u=read/unfiltered
            update t set a = 1 where true and 1 = 1                   | update/write/t=write/unfiltered
            update t set a = 1 where id = 4                           | update/write/t=write/
            delete from t using u where t.id = u.id returning *       | delete/read write/t=write u=read/
            delete from t returning (select 1 from u where a = 1)     | delete/read write/t=write u=read/unfiltered
            merge into o using c on o.id=c.id when matched then delete | delete merge/read write/c=read o=write/
            merge into o using c on true when matched then delete     | delete merge/read write/c=read o=write/unfiltered
            merge into o using c on true when matched and o.id = 1 then delete | delete merge/read write/c=read o=write/
            merge into o using c on o.id=c.id when not matched by source then delete | delete merge/read write/c=read o=write/unfiltered
            merge into o using c on o.id=c.id when not matched by source and case when true then true end then update set a=1 | merge update/read write/c=read o=write/unfiltered
            merge into o using c join d on c.x=d.x on true when matched then update set a=1 | merge update/read write/c=read d=read o=write/unfiltered
            merge into o using c on o.id=c.id when not matched then insert values (1) | insert merge/read write/c=read o=write/
            truncate t, only s.u cascade                              | truncate/write/s.u=write t=write/
            explain delete from t                                     | explain/read/t=read/
            explain (costs off) select 1                              | explain/read//
            explain analyze delete from t                             | delete explain/read write/t=write/unfiltered
            explain ("analyze" on, format json) with d as (delete from t returning 1) select 1 | delete explain select/read write/t=write/unfiltered
            explain (analyze off) delete from t                       | explain/read/t=read/
            prepare p (int) as delete from t                          | delete prepare/session write/t=write/unfiltered
            prepare transaction 'x'                                   | transaction/write//
            execute p(1)                                              | execute/read write//opaque
            declare c cursor for select * from t                      | declare select/read session/t=read/
            fetch all from c                                          | fetch/read//
            copy t (a) from stdin                                     | copy-in/write/t=write/
            copy (select * from t) to stdout with csv                 | copy-out select/export read/t=read/
            copy t from program 'id'                                  | copy-in/server write/t=write/
            copy t to '/tmp/x'                                        | copy-out/export read server/t=read/
            do $$ begin delete from t; end $$                         | do/read write//opaque
            call p()                                                  | call/read write//opaque
            create table t9 as select ssn from customers              | create select/read schema write/customers=read t9=schema/
            create temp view v as select 1 from t                     | create/schema/t=read v=schema+temporary/
            create or replace function f() returns int language sql as 'select 1' | create/schema//opaque
            create user x                                             | create/privilege schema//
            create extension dblink                                   | create/schema server//
            alter table t add column x int                            | alter/schema/t=schema/
            alter table t drop column x                               | alter drop/schema write/t=schema/
            alter table t drop constraint x                           | alter/schema/t=schema/
            alter table t drop value                                  | alter drop/schema write/t=schema/
            alter table t drop identity, drop expression              | alter drop/schema write/t=schema/
            alter table t alter column c drop identity, alter d drop not null | alter/schema/t=schema/
            alter type t drop attribute a cascade                     | alter drop/schema write//
            alter system set log_statement='none'                     | alter/schema server//
            drop table if exists a, b.c cascade                       | drop/schema write/a=schema b.c=schema/
            grant select on t to x                                    | grant/privilege/t=schema/
            revoke all on schema s from x                             | revoke/privilege//
            set role x                                                | set/privilege session//
            set session authorization x                               | set/privilege session//
            set local search_path to a                                | set/session//
            set standard_conforming_strings = on                      | set/session//
            set standard_conforming_strings = off                     | set/session//opaque
            set client_encoding to 'SJIS'                             | set/session//opaque
            set session characteristics as transaction read write     | transaction///
            reset all                                                 | set/privilege session//opaque
            begin; commit                                             | transaction/// ; transaction///
            lock table t in access share mode                         | lock/read/t=read/
            lock table access, share in access exclusive mode         | lock/write/access=write share=write/
            lock table t in access share mode nowait                  | lock/read/t=read/
            lock t                                                    | lock/write/t=write/
            vacuum (analyze) a.b, c                                   | maintenance/write/a.b=write c=write/
            refresh materialized view mv                              | maintenance/write/mv=write/
            frobnicate t                                              | not understood
            with x as (select 1) frobnicate t                         | not understood
            select (1                                                 | not understood
            select 1; delete from o                                   | select/read// ; delete/write/o=write/unfiltered
            ;;                                                        |
            """)
    void statementIsReadAs(String sql, String facts) {
        assertThat(Facts.show(read(sql))).isEqualTo(facts == null ? "" : facts);
    }

    @Test
    void openSettingsMustNotMakeADifference() {
        Map<String, String> unknown = Map.of();

        assertThat(analyzer.analyze("select 'a\\', ssn from c --'", unknown))
                .isInstanceOf(Analysis.NotUnderstood.class);
        assertThat(analyzer.analyze("select 'a\\b' from c", unknown)).isInstanceOf(Analysis.Understood.class);
    }

    @Test
    void encodingThatHidesQuotesIsNotUnderstood() {
        assertThat(analyzer.analyze("select 1", Map.of("client_encoding", "SJIS")))
                .isInstanceOf(Analysis.NotUnderstood.class);
    }

    @Test
    void fingerprintForgetsValuesAndNothingElse() {
        assertSame("select a from t where id = 1 -- x", "select  a from t\nwhere id = 22");
        assertSame("select 'a' from t where x in ('b', 'c')", "select '' from t where x in ('d','''')");
        assertSame("insert into t values (1, 'a')", "insert into t values (2, E'\\n')");
        assertDiffers("select a from t where id = 1", "select a from t where id = '1'");
        assertDiffers("select a from t where id = 1", "select a from t where id = 1.0");
        assertDiffers("select a from t", "select \"A\" from t");
        assertDiffers("select a, b from t order by 1", "select a, b from t order by 2");
        assertDiffers("select nextval('a')", "select nextval('b')");
        assertDiffers("select 'a'::regclass", "select 'b'::regclass");
        assertDiffers("select regclass 'a'", "select regclass 'b'");
        assertDiffers("select a->>'b' from t", "select a->>'c' from t");
        assertDiffers("select 1 limit 1", "select 1 limit 2");
        assertDiffers("set x = 1", "set x = 2");
        assertDiffers("select 1", "select 1; select 1");
        assertDiffers("select 'a\nb'", "select \"a\nb\"");
    }

    private void assertSame(String one, String other) {
        assertThat(read(one).fingerprint()).as(one).isEqualTo(read(other).fingerprint());
    }

    private void assertDiffers(String one, String other) {
        assertThat(read(one).fingerprint()).as(one).isNotEqualTo(read(other).fingerprint());
    }

    @Test
    void normalizedTextHoldsNoValue() {
        assertThat(analyzer.normalize("select  'a', E'\\'b', $$c$$, 12 /* d */ from t where \"e\" = $1", SESSION))
                .isEqualTo("select ?, ?, ?, ? from t where \"e\" = $1");
        assertThat(analyzer.normalize("select 'secret", SESSION)).doesNotContain("secret");
    }
}
