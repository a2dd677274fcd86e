package dev.gatehouse.sql;

import java.util.Map;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import dev.gatehouse.sql.mysql.MysqlLexer;
import dev.gatehouse.sql.mysql.MysqlStatementAnalyzer;
import dev.gatehouse.sql.pg.PgLexer;
import dev.gatehouse.sql.pg.PgStatementAnalyzer;

import static org.assertj.core.api.Assertions.assertThat;

class LexerProperties {
    private static final String[] PIECES = {
        "select ",
        "delete from ",
        "with a as ",
        "update t set ",
        "where ",
        "'",
        "\"",
        "`",
        "\\",
        "$a$",
        "$$",
        "E'",
        "U&\"",
        "u&'",
        "uescape ",
        "/*",
        "*/",
        "/*!",
        "/*!50000 ",
        "/*M!",
        "/*+",
        "--",
        "-- ",
        "#",
        "\n",
        "(",
        ")",
        ";",
        ",",
        ".",
        "@",
        "@@",
        ":=",
        "0x",
        "1e",
        "1.",
        "x'",
        "b'",
        "n'",
        "_utf8'",
        "?",
        "$1",
        "+",
        "-",
        "é",
        "\u00a0",
        "\0",
        "[",
        "}",
        "merge into ",
        "copy ",
        "explain analyze ",
        "insert into t ",
        "from ",
        "as ",
        "for ",
        "search ",
        "set "
    };

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(PIECES).list().ofMaxSize(30).map(list -> String.join("", list));
        return Arbitraries.oneOf(pieces, Arbitraries.strings().ofMaxLength(40));
    }

    @Property
    void tokensOfPostgresCoverTheTextWithoutGaps(@ForAll("texts") String text, @ForAll boolean strings) {
        assertCovered(text, PgLexer.lex(text, new dev.gatehouse.sql.pg.LexerModes(strings, 170_000)));
    }

    @Property
    void tokensOfMysqlCoverTheTextWithoutGaps(
            @ForAll("texts") String text, @ForAll boolean mariadb, @ForAll boolean ansi, @ForAll boolean backslashes) {
        assertCovered(
                text,
                MysqlLexer.lex(text, new dev.gatehouse.sql.mysql.LexerModes(mariadb, 110_400, ansi, backslashes)));
    }

    private static void assertCovered(String text, Lexed lexed) {
        if (lexed instanceof Tokens tokens) {
            int end = 0;
            for (int i = 0; i < tokens.size(); i++) {
                assertThat(tokens.start(i)).isEqualTo(end);
                assertThat(tokens.end(i)).isGreaterThan(end);
                end = tokens.end(i);
            }
            assertThat(end).isEqualTo(text.length());
        }
    }

    @Property
    void anyTextHasAnAnalysis(@ForAll("texts") String text) {
        assertThat(new PgStatementAnalyzer(1000).analyze(text, Map.of("standard_conforming_strings", "on")))
                .isNotNull();
        assertThat(new MysqlStatementAnalyzer(1000).analyze(text, Map.of("version", "8.4.0", "sql_mode", "")))
                .isNotNull();
        assertThat(new PgStatementAnalyzer(1000).normalize(text, Map.of())).isNotNull();
    }
}
