package dev.gatehouse.sql;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.gatehouse.sql.mysql.MysqlStatementAnalyzer;
import dev.gatehouse.sql.pg.PgStatementAnalyzer;
import dev.gatehouse.sql.tree.TreeParser;

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

    static Stream<String> hostileToTrees() {
        return Stream.of(
                "select " + "case when ".repeat(4_000) + "1" + " then 1 end".repeat(4_000) + " from a",
                "select " + "(case when x then ".repeat(45) + "1" + " end)".repeat(45) + " from a",
                "select * from a" + " join a on true".repeat(4_000),
                "select * from a natural join a x" + " natural join a".repeat(1_500),
                "select * from a" + ", a".repeat(6_000),
                "select x" + " + x".repeat(9_000) + " from a",
                "select " + "x, ".repeat(9_000) + "x from a",
                "select 1 from a where " + "not ".repeat(10_000) + "x",
                "select 1" + " union select x from a".repeat(3_000),
                "select max(x) over",
                "select max(x) over ** (order by y) from a",
                "select x from a join a using",
                "select x from a tablesample",
                "with a as (select * from a)" + ", a as (select * from a)".repeat(2_000) + " select * from a",
                "insert into a (x) values " + "(1), ".repeat(4_000) + "(1)",
                "update a set x = 1" + ", x = 1".repeat(4_000),
                "select " + "f(".repeat(50) + "x" + ")".repeat(50) + " from " + "(select * from ".repeat(50) + "a"
                        + ") a".repeat(50));
    }

    /// With a catalogue the texts go through a parser that descends recursively.
    @ParameterizedTest
    @MethodSource("hostileToTrees")
    void textThatIsHostileToTreesEndsSoon(String text) {
        try (TreeParser trees = new TreeParser(2_000)) {
            endsSoon(() -> {
                SnapshotCatalog catalog = new SnapshotCatalog(List.of("s"), "s.a: x, y");
                assertThat(new PgStatementAnalyzer(LIMIT, trees)
                                .analyze(text, Map.of("standard_conforming_strings", "on"), catalog))
                        .isNotNull();
                assertThat(new MysqlStatementAnalyzer(LIMIT, trees)
                                .analyze(text, Map.of("version", "8.4.0", "sql_mode", ""), catalog))
                        .isNotNull();
            });
        }
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
        endsSoon(both);
    }

    /// What is exponential does not end within this time on any machine, however busy; what is not ends within a
    /// hundredth of it on one that is quiet.
    private static void endsSoon(Runnable both) {
        Assertions.assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            Thread thread = new Thread(null, both, "small stack", 256 * 1024);
            Throwable[] thrown = new Throwable[1];
            thread.setUncaughtExceptionHandler((_, e) -> thrown[0] = e);
            thread.start();
            thread.join();
            assertThat(thrown[0]).isNull();
        });
    }
}
