package dev.gatehouse.sql.mysql;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.sql.Analysis;
import dev.gatehouse.sql.Columns;
import dev.gatehouse.sql.SnapshotCatalog;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.sql.tree.TreeParser;

import static org.assertj.core.api.Assertions.assertThat;

/// Where each output column comes from, and which columns a statement looks at: `outputs / predicates / writes`.
class MysqlLineageTest {
    private static final Map<String, String> SESSION =
            Map.of("version", "11.4.5-MariaDB", "sql_mode", "STRICT_TRANS_TABLES", "character_set_client", "utf8mb4");
    private static final TreeParser TREES = new TreeParser(5_000);
    private static final SnapshotCatalog SHOP = new SnapshotCatalog(List.of("shop"), """
            shop.c: id, name, ssn
            shop.o: id, c_id, note
            shop.v: id, contact, s = select `shop`.`c`.`id` AS `id`,`shop`.`c`.`name` AS `contact`,ucase(`shop`.`c`.`ssn`) AS `s` from `shop`.`c` where `shop`.`c`.`id` > 0
            """);

    @AfterAll
    static void close() {
        TREES.close();
    }

    private static Analysis read(String sql) {
        return new MysqlStatementAnalyzer(1 << 20, TREES).analyze(sql, SESSION, SHOP);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '\u0001', textBlock = """
            select 1, 'a' 'b' x, _utf8mb4'x', N'y' from dual               => -, -, -, - / /
            select * from c                                                => c.id, c.name, c.ssn / /
            select SSN, `Name` as 'y', c.id z from shop.c c                => c.ssn, c.name, c.id / /
            select `ssn`from`c`where`id`=1e0                               => c.ssn / c.id /
            select 1 /*!50000 , ssn */ from c                              => -, c.ssn / /
            select 1--1, ssn from c                                        => -, c.ssn / /
            select "ssn" from c                                            => - / /
            select case when ssn like '1%' then 0 else name end, if(ssn is not null, 1, 2) from c => c.name+c.ssn, c.ssn / /
            select concat(ssn, ''), hex(ssn), ssn+0, -ssn, group_concat(distinct ssn order by id desc separator ',') from c => c.ssn, c.ssn, c.ssn, c.ssn, c.id+c.ssn / /
            select json_object('s', ssn), json_arrayagg(name) from c       => c.ssn, c.name / /
            select extractvalue(1, concat(0x7e, (select ssn from c limit 1))) => c.ssn / /
            select date_add(ssn, interval id day), timestampdiff(day, ssn, now()), extract(year from ssn) from c => c.id+c.ssn, c.ssn, c.ssn / /
            select convert(ssn using utf8mb4), cast(ssn as char(3)), convert(ssn, signed), trim(both 'x' from ssn), substring(ssn from 1 for 2), position('a' in ssn) from c => c.ssn, c.ssn, c.ssn, c.ssn, c.ssn, c.ssn / /
            select match(name) against ('x' in boolean mode), binary ssn, ssn collate utf8mb4_bin, ssn sounds like 'a', name div id, not ssn, name rlike ssn from c => c.name, c.ssn, c.ssn, c.ssn, c.id+c.name, c.ssn, c.name+c.ssn / /
            select {fn concat(ssn, 'a')}, {d '2020-01-01'} from {oj c left join o on c.id = o.id} => c.ssn, - / c.id o.id /
            select ssn->'$.x', name->>'$.y', id <=> 1, id || ssn, id xor 1 from c => c.ssn, c.name, c.id, c.id+c.ssn, c.id / /
            select count(*), count(distinct ssn, name) from c group by ssn with rollup having max(id) > 1 order by 1 limit 1, 3 => -, c.name+c.ssn / c.id c.ssn /
            select row_number() over (partition by ssn order by id rows between unbounded preceding and current row) from c => c.id+c.ssn / /
            select sum(id) over w, coalesce(max(id) over (w order by name), 0) from c window w as (partition by ssn) => c.id+c.ssn, c.id+c.name+c.ssn / /
            select straight_join sql_no_cache high_priority ssn from c use index (a) straight_join o force index for order by (b), ignore index (x) => c.ssn / /
            select /*+ max_execution_time(9) */ ssn from c partition (p0) as x limit 2 offset 1 => c.ssn / /
            select * from c join o using (id)                              => c.id+o.id, c.name, c.ssn, o.c_id, o.note / c.id o.id /
            select * from c natural left join (select ID, note from o) x   => c.id+o.id, c.name, c.ssn, o.note / c.id o.id /
            select * from c right join o using (id)                        => c.id+o.id, o.c_id, o.note, c.name, c.ssn / c.id o.id /
            select * from c natural right join o                           => c.id+o.id, o.c_id, o.note, c.name, c.ssn / c.id o.id /
            select * from o x, c join o using (id)                         => o.id, o.c_id, o.note, c.id+o.id, c.name, c.ssn, o.c_id, o.note / c.id o.id /
            select id from (select ssn as id from c) o                     => c.ssn / /
            with c as (select * from c) select ssn from c                  => c.ssn / /
            with recursive r(a, b) as (select id, ssn from c union all select b, a from r) select a from r => c.id+c.ssn / /
            select ssn into @v from c limit 1                              => c.ssn / /
            select @a := ssn, @@sql_mode, @b from c                        => c.ssn, -, - / /
            select x.* from c, json_table(c.ssn, '$[*]' columns (a int path '$.a', nested path '$.b' columns (b int path '$', n for ordinality))) as x => c.ssn, c.ssn, c.ssn / c.ssn /
            select name as ssn from c order by ssn                         => c.name / c.name c.ssn /
            select name as q from c having q > 'a'                         => c.name / c.name /
            select ssn as a, (select a) from c                             => c.ssn, c.ssn / /
            select (select max(ssn) from c where c.id = o.c_id) from o     => c.ssn / c.id o.c_id /
            select l.z from c, lateral (select c.ssn z) l for update       => c.ssn / /
            (select ssn from c) union (select note from o) order by 1 limit 2 => c.ssn+o.note / c.ssn o.note /
            table c order by ssn limit 1                                   => c.id, c.name, c.ssn / c.ssn /
            values row(1, (select ssn from c limit 1)), row(2, 3)          => -, c.ssn / /
            select b from (values row(1, (select ssn from c limit 1))) t(a, b) => c.ssn / /
            select id from c where (id, name) in (select id, note from o) and ssn = any (select note from o) => c.id / c.id c.name c.ssn o.id o.note /
            select 1 from c o where exists (select 1 from o where o.ssn = 'a') => - / c.ssn /
            select s from v                                                => c.ssn / c.id /
            select ssn from c where name not in (1, 2) and not exists (select 1 from o where o.id = c.id) or id between 1 and 2 => c.ssn / c.id c.name o.id /
            update c set name = ssn where id = 1 order by ssn limit 1      => / c.id c.ssn / c.name
            update v set contact = 'x' where id = 1                        => / c.id / c.name
            update c join (select id, note from o) d on c.id = d.id set c.name = d.note, c.ssn = default => / c.id o.id / c.name c.ssn
            with d as (select ssn from c) update o, d set o.note = d.ssn   => / / o.note
            delete o, c from o join c on c.id = o.c_id where c.ssn = 'x'   => / c.id c.ssn o.c_id /
            delete from o using o, c where o.id = c.id                     => / c.id o.id /
            delete from o as x where x.note = 'a' returning id, note       => o.id, o.note / o.note /
            insert into o (note) select ssn from c on duplicate key update note = concat(c.name, values(note)) => / / o.note
            insert into o set note = (select ssn from c limit 1), id = 1 on duplicate key update id = id + 1 => / / o.id o.note
            insert into o (id, note) values (1, 'x') as new(i, n) on duplicate key update note = n => / / o.id o.note
            insert ignore o () values () returning *                       => o.id, o.c_id, o.note / / o.c_id o.id o.note
            explain select name from c where ssn = 'x'                     => ? / c.name c.ssn /
            explain update c set name = 'y' where ssn = 'x'                => ? / c.name c.ssn /
            replace into o values row(1, default, 'a'), row(2, 3, now())   => / / o.c_id o.id o.note
            """)
    void columnsAreFollowedToTheirSources(String sql, String expected) {
        Analysis analysis = read(sql);

        assertThat(analysis).as(sql).isInstanceOf(Analysis.Understood.class);
        StatementFacts facts = ((Analysis.Understood) analysis).statements().getFirst();
        assertThat(Columns.show(facts))
                .isEqualTo(expected.replaceAll("\\s+", " ").strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select * from x",
                "select y from c",
                "select * from C",
                "select * from other.c",
                "select c from c",
                "select oid from c",
                "select _rowid from c",
                "select ssn from c procedure analyse()",
                "select * from c for system_time as of (select now())",
                "with C as (select 1 as ssn) select ssn from c",
                "select * from c join o join v using (id)",
                "select match a, b against ('x') from c",
            })
    void whatIsNotCertainIsNotUnderstood(String sql) {
        assertThat(read(sql)).isInstanceOf(Analysis.NotUnderstood.class);
    }

    /// A value can hide in a variable, and be read by a later statement that names no column.
    @Test
    void whatAVariableTakesIsOutput() {
        StatementFacts facts = ((Analysis.Understood) read("select 1 from c where (@a := ssn) is not null"))
                .statements()
                .getFirst();

        assertThat(Columns.uses(facts, "output")).isEqualTo("c.ssn");
        assertThat(facts.effects()).contains("session");
        assertThat(facts.functions()).contains("@a");
    }
}
