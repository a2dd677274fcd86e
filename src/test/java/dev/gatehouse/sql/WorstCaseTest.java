package dev.gatehouse.sql;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.gatehouse.sql.mysql.MysqlStatementAnalyzer;
import dev.gatehouse.sql.pg.PgStatementAnalyzer;

import static org.assertj.core.api.Assertions.assertThat;

/// Hostile texts end in a bounded time, on a small stack.
class WorstCaseTest {
    private static final int LIMIT = 1 << 20;

    static Stream<String> hostile() {
        return Stream.of(
                "select " + "(".repeat(100_000),
                "select " + "(".repeat(100_000) + "1" + ")".repeat(100_000),
                "select " + "(".repeat(900) + "1" + ")".repeat(900),
                "insert into t values " + "(1,'a'),".repeat(130_000) + "(1,'a')",
                "insert into t values (" + "'a',".repeat(250_000) + "1)",
                "select * from a" + " join b on true".repeat(10_000),
                "with a as (select 1)" + ", b as (delete from t)".repeat(40_000) + " select 1",
                "with a as (select 1) search ".repeat(30_000),
                "select " + "with a as (select 1), ".repeat(40_000),
                "(".repeat(900) + "delete from t where ".repeat(40_000) + ")".repeat(900),
                "(merge into t using s on a when matched then delete ".repeat(900) + ")".repeat(900),
                "select 1" + " where".repeat(150_000),
                "delete from t as where ".repeat(40_000),
                "update t set x = y.where ".repeat(40_000),
                "/*".repeat(400_000),
                "/*!".repeat(300_000),
                "'a'\n".repeat(200_000),
                "-".repeat(LIMIT - 1),
                "+-".repeat(400_000),
                "a" + "+".repeat(LIMIT - 2),
                "$a$ $b$ ".repeat(100_000),
                "$a" + "$a".repeat(400_000),
                ";".repeat(LIMIT - 1),
                "select 1;".repeat(100_000),
                "U&\"a\" ".repeat(150_000),
                "explain ".repeat(100_000) + "select 1",
                "set a = 1" + ", a = 1".repeat(100_000),
                "alter table t " + "drop ".repeat(200_000));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileTextEndsSoon(String text) {
        Runnable both = () -> {
            assertThat(new PgStatementAnalyzer(LIMIT).analyze(text, Map.of("standard_conforming_strings", "on")))
                    .isNotNull();
            assertThat(new MysqlStatementAnalyzer(LIMIT).analyze(text, Map.of("version", "8.4.0", "sql_mode", "")))
                    .isNotNull();
        };
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            Thread thread = new Thread(null, both, "small stack", 256 * 1024);
            Throwable[] thrown = new Throwable[1];
            thread.setUncaughtExceptionHandler((_, e) -> thrown[0] = e);
            thread.start();
            thread.join();
            assertThat(thrown[0]).isNull();
        });
    }
}
