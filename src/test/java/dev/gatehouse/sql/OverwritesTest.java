package dev.gatehouse.sql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.gatehouse.sql.mysql.MysqlStatementAnalyzer;
import dev.gatehouse.sql.pg.PgStatementAnalyzer;

import static org.assertj.core.api.Assertions.assertThat;

/// What texts put in the place of values.
class OverwritesTest {
    private static final Map<String, String> SETTINGS = Map.of(
            "server_version",
            "18.0",
            "standard_conforming_strings",
            "on",
            "client_encoding",
            "UTF8",
            "version",
            "8.4.0",
            "sql_mode",
            "",
            "character_set_client",
            "utf8mb4");
    private static final StatementAnalyzer POSTGRES = new PgStatementAnalyzer(1 << 20);
    private static final StatementAnalyzer MYSQL = new MysqlStatementAnalyzer(1 << 20);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                update t set a = 1, b = $2 where c = 3 | a=1 b=$1
                update t set "A b" = null, c = c + 1 | a b=NULL c=1
                update t set (a, b) = (1, 'x') | a,b=1,x
                update t set a = case c when 0 then 1 else 2 end, b = (d is distinct from 4) | a=1,2 b=4
                update t set a = e is distinct from 5, b = 6 | a=5 b=6
                update t set a = s.x from (values (7)) s (x) | a=7
                update t set a[1] = 'x', b.c = date '1970-01-01' | a=x b,c=1970-01-01
                with u as (update t set a = 0 returning 1) select 2 from u | a=0
                insert into t (a) values (1) |
                insert into t (a, b) values (1, 2), (3, 4) on conflict (a) do update set b = excluded.b | b=2,4
                insert into t values (1, 2) on conflict (a) do update set b = excluded.b where t.c > 9 | b=1,2
                merge into t using s on t.a = s.a when matched then update set b = s.b when not matched then \
                insert (a) values (0) |
                execute p (1, null) | *=1,NULL
                copy t from stdin |
                """)
    void ofPostgres(String sql, String expected) {
        assertThat(told(POSTGRES.overwrites(sql, SETTINGS))).isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                update t, u set t.a = 1, u.`B` = ? where c = ? | a,t=1 b,u=$0
                update t set a = 'it''s', b = x'4142', c = 0x00 where d = 9 limit 8 | a=it's b=4142 c=00
                update t set a = ?, b = ? where c = ? | a=$0 b=$1
                replace into s.t (a, b) values (1, ?), row(3, 4) | a=1,3 b=$0,4
                replace t values (1, 2) | *=1,2
                replace t select 1, 2 | *=1,2
                replace t set a = 1 | a=1
                insert into t (a, b) values (1, 2) on duplicate key update b = values(b), c = 3 | b=2 c=3
                insert into t (a, b) values (1, 2) as n on duplicate key update b = n.b | b=2
                insert into t (a) values (replace('x', 'y', 'z')) |
                load data local infile 'f' replace into table t | *=?
                load data local infile 'f' into table t set a = replace(@x, 'a', 'b') |
                """)
    void ofMysql(String sql, String expected) {
        assertThat(told(MYSQL.overwrites(sql, SETTINGS))).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void whatCannotBeCutIsNotTold() {
        assertThat(POSTGRES.overwrites("update t set a = 'never ends", SETTINGS))
                .isEmpty();
        assertThat(MYSQL.overwrites("update t set a = (1", SETTINGS)).isEmpty();
    }

    @Test
    void anyTextIsReadWithoutAFailure() {
        List<String> words = List.of(
                "update",
                "set",
                "a",
                "=",
                "(",
                ")",
                ",",
                "replace",
                "into",
                "values",
                "insert",
                "on",
                "duplicate",
                "conflict",
                "do",
                "key",
                "case",
                "when",
                "then",
                "end",
                "'x'",
                "0",
                "null",
                "?",
                "$1",
                "\"q\"",
                "`q`",
                "[",
                "]",
                ".",
                "row",
                "as",
                "overriding",
                "where",
                "from",
                "x'00'",
                "load",
                "execute",
                ";",
                "@v",
                "merge");
        Random random = new Random(20260712);
        for (int i = 0; i < 20_000; i++) {
            String sql = random.ints(random.nextInt(1, 25), 0, words.size())
                    .mapToObj(words::get)
                    .collect(Collectors.joining(" "));
            POSTGRES.overwrites(sql, SETTINGS);
            MYSQL.overwrites(sql, SETTINGS);
        }
    }

    @Test
    @Timeout(120)
    void longTextsTakeTimeInProportionToThem() {
        int many = 20_000;
        String assignments = IntStream.range(0, many)
                .mapToObj(i -> "c" + i + " = excluded.c" + i + " + 0")
                .collect(Collectors.joining(", "));
        String columns = IntStream.range(0, many).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        String sql = "insert into t (" + columns + ") values (" + "1, ".repeat(many - 1) + "1) on conflict (c0)"
                + " do update set " + assignments;

        assertThat(POSTGRES.overwrites(sql, SETTINGS).orElseThrow()).hasSizeLessThan(3 * many);
        assertThat(POSTGRES.overwrites("set ".repeat(200_000), SETTINGS)).isPresent();
    }

    private static String told(Optional<List<Overwrite>> overwrites) {
        Map<String, Set<String>> all = new TreeMap<>();
        for (Overwrite each : overwrites.orElseThrow()) {
            String columns = each.columns().stream().sorted().collect(Collectors.joining(","));
            Set<String> values = all.computeIfAbsent(columns.isEmpty() ? "*" : columns, _ -> new LinkedHashSet<>());
            each.values().forEach(value -> values.add(word(value)));
        }
        return all.entrySet().stream()
                .map(each -> each.getKey() + "=" + String.join(",", each.getValue()))
                .collect(Collectors.joining(" "));
    }

    private static String word(Overwrite.Value value) {
        return switch (value) {
            case Overwrite.Value.Constant(String text) -> text;
            case Overwrite.Value.Null() -> "NULL";
            case Overwrite.Value.Parameter(int index) -> "$" + index;
            case Overwrite.Value.Unread() -> "?";
        };
    }
}
