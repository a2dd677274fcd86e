package dev.gatehouse.sql;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.sql.mysql.MysqlStatementAnalyzer;
import dev.gatehouse.sql.pg.PgStatementAnalyzer;

import static org.assertj.core.api.Assertions.assertThat;

class RowFilterTest {
    private static boolean unfiltered(String sql) {
        Analysis analysis = new PgStatementAnalyzer(1 << 20)
                .analyze(sql, Map.of("server_version", "18", "standard_conforming_strings", "on"));
        return ((Analysis.Understood) analysis).statements().getFirst().unfiltered();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "1=1",
                "id = 3 or true",
                "id = 3 or 1 = 1",
                "(id = 3 or (1 = 1))",
                "id = 3 and x = 1 or not false",
                "id = id",
                "t.id = T.id",
                "(id) = (id)",
                "id >= id",
                "not (id <> id)",
                "not (id = 3 and false)",
                "now() is not null",
                "pg_catalog.now() > date '2000-01-01'",
                "random() >= 0",
                "1::int = 1",
                "1::pg_catalog.int4 = 1",
                "cast(1 as integer) = 1",
                "exists (select 1)",
                "(select true)",
                "current_date is not null",
                "'a' like 'a'",
                "1 in (1, 2)",
                "1 between 0 and 2",
                "case when true then true else false end",
                "$1",
                "id is not distinct from id",
                "not (id is distinct from id)",
                "id between id and id",
                "id in (3, id)",
                "u.x = 1",
                "public.u.x = 1 and u.y = u.z",
                "exists (select 1 from public.u where u.x = 1)",
            })
    void conditionHoldsNothing(String condition) {
        assertThat(unfiltered("delete from t where " + condition)).isTrue();
        assertThat(unfiltered("with x as (update t set a = 1 where " + condition + " returning 1) select * from x"))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id = 3",
                "id = 3 or id = 4",
                "id = 3 and true",
                "true and (id = 3)",
                "not (id between 1 and 5)",
                "not (id = 3 or true)",
                "id between 1 and 5 or id = 7",
                "lower(name) = 'x'",
                "\"date\" > now()",
                "date > now()",
                "id is not null",
                "t.id = u.id",
                "id in (select id from u where x = 1)",
                "exists (select 1 from u where u.id = t.id)",
                "case when a = 1 or b = 2 then true else false end",
                "(a, b) = (1, 2)",
                "active",
                "current of c",
                "a || 'x' = 'bx'",
                "id = any($1)",
                "x::date = date '2020-01-01'",
                "id is not distinct from 3",
                "id between lower and id",
                "id not in (3, id)",
                "public.t.id = 3",
                "t.id = u.id and u.x = 1",
            })
    void conditionHolds(String condition) {
        assertThat(unfiltered("delete from t where " + condition)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "merge into t using (select 1) s on true when matched then delete",
                "merge into t using s on 1 = 1 when matched then update set a = 1",
                "merge into t using a join b on a.x = b.x on true when matched then delete",
            })
    void mergeThatMatchesEveryRowIsUnfiltered(String sql) {
        assertThat(unfiltered(sql)).isTrue();
        assertThat(unfiltered(sql.replace("on true when", "on t.id = 3 when").replace("1 = 1", "t.id = s.id")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update t set a = 1 from u where u.id = 3",
                "update only t as x set a = 1 from u where u.id = 3",
                "update t x set a = 1 from t where t.id = 3",
                "delete from t using u where u.id = 3",
                "delete from public.t * as x using t where t.id = 3",
                "merge into t using u on u.id = 3 when matched then delete",
                "merge into t as x using t on t.id = 3 when matched then delete",
                "merge into t using u on true when matched and u.id = 3 then delete",
            })
    void aConditionOnAnotherTableHoldsNothing(String sql) {
        assertThat(unfiltered(sql)).isTrue();
        assertThat(unfiltered(sql.replace("id = 3", "id = 3 and id > 0"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"id = 3 || true", "id = 3 || 1", "id = 3 xor true", "id <=> id"})
    void mysqlConditionHoldsNothing(String condition) {
        Analysis analysis = new MysqlStatementAnalyzer(1 << 20)
                .analyze("delete from t where " + condition, Map.of("version", "11.4.5-MariaDB", "sql_mode", ""));
        assertThat(((Analysis.Understood) analysis).statements().getFirst().unfiltered())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"alter table t drop value", "alter table t drop identity", "alter table t drop attribute"})
    void columnCalledLikeAKeyWordIsDropped(String sql) {
        Analysis analysis = new PgStatementAnalyzer(1 << 20)
                .analyze(sql, Map.of("server_version", "18", "standard_conforming_strings", "on"));
        assertThat(((Analysis.Understood) analysis).statements().getFirst().kinds())
                .contains("drop");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table t alter column c drop identity if exists",
                "alter table t alter c drop expression",
                "alter table t alter column c drop not null",
            })
    void propertyOfAColumnIsNotTheColumn(String sql) {
        Analysis analysis = new PgStatementAnalyzer(1 << 20)
                .analyze(sql, Map.of("server_version", "18", "standard_conforming_strings", "on"));
        assertThat(((Analysis.Understood) analysis).statements().getFirst().kinds())
                .doesNotContain("drop");
    }

    @Test
    void longConditionsCostNoStack() {
        assertThat(unfiltered("delete from t where " + "not ".repeat(200_000) + "id = 3"))
                .isFalse();
        assertThat(unfiltered("delete from t where id = 3" + " or id = 4".repeat(80_000)))
                .isFalse();
        assertThat(unfiltered("delete from t where " + "(".repeat(900) + "id = 3" + ")".repeat(900)))
                .isFalse();
    }
}
