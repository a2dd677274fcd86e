package dev.gatehouse.sql;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.gatehouse.sql.mysql.MysqlStatementAnalyzer;
import dev.gatehouse.sql.pg.PgStatementAnalyzer;
import dev.gatehouse.sql.tree.TreeParser;

import static org.assertj.core.api.Assertions.assertThat;

/// Which values a statement keeps where a later one may read them. `tt` is a table of the session that is followed.
class StoredTest {
    private static final Map<String, String> PG =
            Map.of("server_version", "15.8", "standard_conforming_strings", "on", "client_encoding", "UTF8");
    private static final Map<String, String> MYSQL =
            Map.of("version", "11.4.5-MariaDB", "sql_mode", "STRICT_TRANS_TABLES", "character_set_client", "utf8mb4");
    private static final TreeParser TREES = new TreeParser(5_000);

    @AfterAll
    static void close() {
        TREES.close();
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '\u0001', textBlock = """
            select ssn from c where name = 'x'                             => -
            select * from c order by ssn                                   => -
            insert into o (note) select ssn from c where name = 'x'        => c.ssn
            insert into o (note) select upper(x.s) from (select ssn as s, name from c) x => c.ssn
            insert into o (note) values ((select ssn from c limit 1))      => c.ssn
            insert into o (note) values ('x') returning note               => -
            insert into c select * from c                                  => -
            insert into c (id, ssn) select id, lower(ssn) from c           => -
            insert into c (id, name) select id, ssn from c                 => c.ssn
            insert into c (name, ssn) select ssn, name from c              => c.name c.ssn
            insert into c (id, ssn) values (1, 'x') on conflict (id) do update set ssn = excluded.ssn where c.name = 'y' => -
            insert into c (id, ssn) values (1, 'x') on conflict (id) do update set name = c.ssn => c.ssn
            insert into c (id, ssn) select id, ssn from c on conflict (id) do update set name = excluded.ssn => c.ssn
            update c set name = ssn where id = 1                           => c.ssn
            update c set ssn = upper(ssn) where name = 'x'                 => -
            update c set id = id + 1, name = name || ssn                   => c.ssn
            update c set (name, ssn) = (ssn, ssn)                          => c.ssn
            update c set (name, ssn) = (select ssn, name from c limit 1)   => c.name c.ssn
            update o set note = c.ssn from c where c.id = o.c_id           => c.ssn
            update c set ssn = (select note from o limit 1)                => o.note
            update v set contact = upper(contact)                          => -
            update v set contact = s                                       => c.ssn
            delete from c where ssn = 'x' returning ssn                    => -
            with w as (insert into o (note) select ssn from c returning id) select id from w => c.ssn
            with w as (update c set name = ssn returning name) select name from w => c.ssn
            with w as (select ssn from c) insert into o (note) select ssn from w => c.ssn
            merge into o using c on o.c_id = c.id when matched then update set note = c.ssn => c.ssn
            merge into o using c on o.c_id = c.id when not matched then insert (note) values (c.ssn) => c.ssn
            merge into o using c on o.c_id = c.id when not matched then insert values (c.id, 1, c.ssn) => c.id c.ssn
            merge into o using c on o.c_id = c.id when matched and c.ssn = 'x' then delete => -
            create table n as select ssn from c                            => c.ssn
            create table if not exists n as table c                        => c.id c.name c.ssn
            create unlogged table n as select 1 as one from c where ssn = 'x' => -
            create materialized view n as select s from v                  => c.ssn
            create view n as select ssn from c                             => -
            create temp table n as select ssn from c                       => -
            select ssn into n from c                                       => c.ssn
            select ssn into temp n from c                                  => -
            insert into tt (a) select ssn from c                           => -
            update tt set a = c.ssn from c                                 => -
            insert into o (note) select b from tt                          => c.name tt.b
            insert into tt (a) values ('x') on conflict (a) do update set a = (select ssn from c) => -
            merge into tt using c on tt.a = c.name when matched then update set b = c.ssn => -
            copy c (ssn) to stdout                                         => -
            copy c (ssn) to '/tmp/x'                                       => c.ssn
            copy (select ssn from c) to program 'cat'                      => c.ssn
            copy (insert into o (note) select ssn from c returning id) to stdout => c.ssn
            copy c from stdin                                              => -
            select set_config('a.b', ssn, false) from c                    => c.ssn
            select pg_notify('c', ssn) from c where name = 'x'             => c.name c.ssn
            select 1 from (select pg_notify('c', ssn) from c offset 0) q   => c.ssn
            select lo_from_bytea(0, ssn::bytea), name from c               => c.name c.ssn
            select pg_catalog.pg_logical_emit_message(false, 'x', ssn) from c => c.ssn
            select dblink_exec('x', ssn) from c                            => c.ssn
            select pg_advisory_lock(ssn::bigint) from c                    => c.ssn
            select nextval('s'), ssn from c                                => -
            explain insert into o (note) select ssn from c                 => -
            explain analyze insert into o (note) select ssn from c         => c.ssn
            prepare p as insert into o (note) select ssn from c            => c.ssn
            prepare p as select ssn from c                                 => -
            declare k cursor for select ssn from c                         => -
            execute p ((select ssn from c))                                => c.ssn
            call p ((select ssn from c))                                   => c.ssn
            alter table c rename to d                                      => c.id c.name c.ssn
            alter table c rename column ssn to x                           => c.id c.name c.ssn
            alter table c alter column name type text using ssn            => c.id c.name c.ssn
            alter table o add column x text                                => -
            alter table o attach partition c for values in (1)             => c.id c.name c.ssn o.c_id o.id o.note
            """)
    void postgresKeeps(String sql, String expected) {
        assertThat(stored(new PgStatementAnalyzer(1 << 20, TREES)
                        .analyze(sql, PG, new OwnTable("pg_temp", new SnapshotCatalog(List.of("public"), """
                                public.c: id, name, ssn
                                public.o: id, c_id, note
                                public.v: id, contact, s = SELECT c.id, c.name AS contact, upper(c.ssn) AS s FROM c
                                """)))))
                .isEqualTo(expected.strip());
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '\u0001', textBlock = """
            select ssn from c where name = 'x'                             => -
            insert into o (note) select ssn from c                         => c.ssn
            insert into o set note = (select ssn from c limit 1)           => c.ssn
            insert into c (ssn, name) values ((select ssn from c limit 1), ssn) => c.ssn
            insert into c (id, ssn) select id, ssn from c                  => -
            insert into c (id, ssn) select id, ssn from c on duplicate key update name = values(ssn) => c.id c.ssn
            insert into o (id) values (1) on duplicate key update note = (select ssn from c limit 1) => c.ssn
            insert into c (id, ssn) values (1, 'x') on duplicate key update ssn = concat(ssn, 'x') => -
            insert into o (id, note) values (1, 'x') as n(i, m) on duplicate key update note = m => -
            replace into o (note) select ssn from c                        => c.ssn
            update c set name = ssn                                        => c.ssn
            update c set ssn = upper(ssn), id = id + 1                     => -
            update c join o on c.id = o.c_id set o.note = c.ssn, c.name = c.name => c.ssn
            update v set contact = s                                       => c.ssn
            delete from c where ssn = 'x'                                  => -
            create table n select ssn from c                               => c.ssn
            create or replace table n (a int) as select name from c        => c.name
            create temporary table n select ssn from c                     => -
            create temporary table n (a int) select ssn from c             => c.ssn
            create view n as select ssn from c                             => -
            create table n like c                                          => -
            insert into tt (a) select ssn from c                           => -
            update tt join c on tt.a = c.name set tt.b = c.ssn             => -
            update tt join c on tt.a = c.name set tt.b = c.ssn, c.ssn = tt.b => c.name tt.b
            select ssn into @v from c limit 1                              => c.ssn
            select ssn from c into outfile '/tmp/x'                        => c.ssn
            select ssn into dumpfile '/tmp/x' from c                       => c.ssn
            select @v := ssn from c                                        => c.ssn
            select 1 from c where (@v := ssn) is null                      => c.ssn
            select @n := @n + 1 as n, ssn from c                           => -
            select 1 from (select @v := ssn from c) q                      => c.ssn
            set @v = (select ssn from c limit 1)                           => c.ssn
            set @v := (select max(ssn) from c), @w = 1                     => c.ssn
            set @v = exists(select 1 from c where ssn = 'x')               => -
            set session init_connect = (select ssn from c limit 1)         => c.ssn
            do (select ssn from c limit 1)                                 => -
            do @v := (select ssn from c limit 1)                           => c.ssn
            do last_insert_id((select ssn from c limit 1))                 => c.ssn
            select last_insert_id(ssn) from c                              => c.ssn
            select ssn from c where id = last_insert_id()                  => -
            select get_lock(ssn, 0) from c                                 => c.ssn
            call p((select ssn from c limit 1), @x)                        => c.ssn
            call p('x')                                                    => -
            show tables where 'x' = (select ssn from c limit 1)            => -
            load data local infile 'x' into table o set note = (select ssn from c limit 1) => c.ssn
            prepare s from 'insert into o (note) select ssn from c'        => c.ssn
            prepare s from 'select ssn from c'                             => -
            execute s using @a                                             => -
            explain insert into o (note) select ssn from c                 => -
            alter table c rename d                                         => c.id c.name c.ssn
            alter table c change ssn x text                                => c.id c.name c.ssn
            rename table c to d                                            => c.id c.name c.ssn
            alter table o exchange partition p with table c                => c.id c.name c.ssn o.c_id o.id o.note
            alter table o add column x int                                 => -
            """)
    void mysqlKeeps(String sql, String expected) {
        assertThat(stored(new MysqlStatementAnalyzer(1 << 20, TREES)
                        .analyze(sql, MYSQL, new OwnTable("shop", new SnapshotCatalog(List.of("shop"), """
                                shop.c: id, name, ssn
                                shop.o: id, c_id, note
                                shop.v: id, contact, s = select `shop`.`c`.`id` AS `id`,`shop`.`c`.`name` AS `contact`,ucase(`shop`.`c`.`ssn`) AS `s` from `shop`.`c`
                                """)))))
                .isEqualTo(expected.strip());
    }

    private static String stored(Analysis analysis) {
        assertThat(analysis).isInstanceOf(Analysis.Understood.class);
        StatementFacts facts = ((Analysis.Understood) analysis).statements().getFirst();
        String stored = facts.lineage().map(Lineage::stored).orElse(Set.of()).stream()
                .map(ref -> ref.table() + "." + ref.name())
                .sorted()
                .collect(Collectors.joining(" "));
        return stored.isEmpty() ? "-" : stored;
    }

    /// A catalogue with `tt`, whose column `b` holds names.
    private record OwnTable(String schema, Catalog others) implements Catalog {
        @Override
        public long version() {
            return others.version();
        }

        @Override
        public Optional<Relation> relation(String in, String name) {
            return name.equals("tt")
                    ? Optional.of(new Relation(schema, "tt", List.of("a", "b"), ""))
                    : others.relation(in, name);
        }

        @Override
        public Optional<TemporaryTable> temporary(Relation table) {
            String home = table.schema();
            Set<ColumnRef> names = Set.of(new ColumnRef(home, "c", "name"));
            return table.name().equals("tt")
                    ? Optional.of(new TemporaryTable(
                            home,
                            "tt",
                            List.of(new TemporaryTable.Column("a", Set.of()), new TemporaryTable.Column("b", names))))
                    : Optional.empty();
        }

        @Override
        public Routines routines() {
            return others.routines();
        }
    }
}
