package dev.gatehouse.sql;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.gatehouse.sql.mysql.MysqlStatementAnalyzer;
import dev.gatehouse.sql.pg.PgStatementAnalyzer;

import static org.assertj.core.api.Assertions.assertThat;

/// The strings of a text, as the server takes them.
class LiteralsTest {
    private static final Map<String, String> PG = Map.of("server_version", "18", "standard_conforming_strings", "on");
    private static final Map<String, String> MYSQL = Map.of("version", "11.4.5-MariaDB", "sql_mode", "");

    private static Optional<List<String>> literals(String dialect, String sql) {
        return dialect.equals("PG")
                ? new PgStatementAnalyzer(1 << 20).literals(sql, PG)
                : new MysqlStatementAnalyzer(1 << 20).literals(sql, MYSQL);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\u0001', textBlock = """
            PG | select 'a''b', "c", 1 -- '**'      | [a'b]
            PG | select E'\\x2a\\052', '\\x2a'         | [**, \\x2a]
            PG | select U&'!002a' uescape '!'      | [*]
            PG | select U&'\\002a'                  | [*]
            PG | select $a$it's$a$, $$*$$           | [it's, *]
            PG | /* '**' */ select 1                | []
            MY | select "a""b", 'c\\'d', n'e'       | [a"b, c'd, e]
            MY | select '*' '*', '-'                | [**, -]
            MY | select 1 # '**'                    | []
            """)
    void stringsAreDecoded(String dialect, String sql, String expected) {
        assertThat(literals(dialect, sql).orElseThrow()).hasToString(expected);
    }

    @Test
    void textThatCannotBeCutHasNone() {
        assertThat(literals("PG", "select 'a")).isEmpty();
        assertThat(literals("MY", "select 'a")).isEmpty();
    }

    @Test
    void whatSettingsLeaveOpenCountsInAllWays() {
        assertThat(new PgStatementAnalyzer(1 << 20)
                        .literals("select '\\052'", Map.of("server_version", "18"))
                        .orElseThrow())
                .containsExactly("\\052", "*");
    }
}
