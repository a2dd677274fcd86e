package dev.gatehouse.sql.mysql;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.gatehouse.sql.Lexing;

import static org.assertj.core.api.Assertions.assertThat;

class MysqlLexerTest {
    private static final LexerModes MYSQL = new LexerModes(false, 80_036, false, true);
    private static final LexerModes MYSQL9 = new LexerModes(false, 90_000, false, true);
    private static final LexerModes MARIADB = new LexerModes(true, 110_405, false, true);
    private static final LexerModes ANSI = new LexerModes(false, 80_036, true, false);
    private static final LexerModes UNKNOWN = new LexerModes(false, 0, false, true);

    static Stream<Arguments> texts() {
        return Stream.of(
                row(
                        MYSQL,
                        "1 /*!50000 , ssn */ x",
                        "number:1",
                        "mark:/*!50000",
                        "symbol:,",
                        "word:ssn",
                        "mark:*/",
                        "word:x"),
                row(MYSQL, "1 /*! , ssn */", "number:1", "mark:/*!", "symbol:,", "word:ssn", "mark:*/"),
                row(MYSQL, "1 /*!90000 , ssn */ x", "number:1", "comment:/*!90000 , ssn */", "word:x"),
                row(MYSQL, "/*!90000 a /* b */ c */ x", "comment:/*!90000 a /* b */ c */", "word:x"),
                row(MYSQL, "/* a /* b */ c", "comment:/* a /* b */", "word:c"),
                row(
                        MYSQL,
                        "/*!50000 , /* x */ ssn */",
                        "mark:/*!50000",
                        "symbol:,",
                        "comment:/* x */",
                        "word:ssn",
                        "mark:*/"),
                row(MYSQL, "/*M!100000 a */ x", "comment:/*M!100000 a */", "word:x"),
                row(MYSQL, "/*!080000 a */", "failure:a comment for certain versions with six digits"),
                row(MYSQL9, "/*!080000 a */", "mark:/*!080000", "word:a", "mark:*/"),
                row(MYSQL9, "/*!100000 a */x", "comment:/*!100000 a */", "word:x"),
                row(MYSQL9, "/*!500001a */", "mark:/*!50000", "word:1a", "mark:*/"),
                row(MARIADB, "/*M!100000 a */", "mark:/*M!100000", "word:a", "mark:*/"),
                row(MARIADB, "/*!50701 a */x", "comment:/*!50701 a */", "word:x"),
                row(MARIADB, "/*M!50701 a */", "mark:/*M!50701", "word:a", "mark:*/"),
                row(MARIADB, "/*!100100 a */", "mark:/*!100100", "word:a", "mark:*/"),
                row(MARIADB, "/*M!999999\\- sandbox */ x", "comment:/*M!999999\\- sandbox */", "word:x"),
                row(MARIADB, "/*+ \"x */ a", "comment:/*+ \"x */", "word:a"),
                row(
                        UNKNOWN,
                        "/*!50000 a */",
                        "failure:a comment for certain versions, and the server's version is not known"),
                row(MYSQL, "/*! a", "failure:an executable comment is not closed"),
                row(MYSQL, "/*+ MAX_EXECUTION_TIME(1) */", "hint:/*+ MAX_EXECUTION_TIME(1) */"),
                row(MYSQL, "/*+ \"x */", "failure:an optimizer hint with a quotation"),
                row(MYSQL, "1--1, ssn", "number:1", "symbol:-", "symbol:-", "number:1", "symbol:,", "word:ssn"),
                row(MYSQL, "1-- 1\nx", "number:1", "comment:-- 1", "word:x"),
                row(MYSQL, "1 --", "number:1", "comment:--"),
                row(MYSQL, "1 #a\rb\nx", "number:1", "comment:#a\rb", "word:x"),
                row(MYSQL, "'a\\', ssn -- '", "string:'a\\', ssn -- '"),
                row(ANSI, "'a\\', ssn -- '", "string:'a\\'", "symbol:,", "word:ssn", "comment:-- '"),
                row(MYSQL, "\"a\"\"b\"", "string:\"a\"\"b\""),
                row(ANSI, "\"ssn\"", "quoted_name:\"ssn\""),
                row(MYSQL, "`a``b\\`", "quoted_name:`a``b\\`"),
                row(
                        MYSQL,
                        "`ssn`from`c`where`id`=1e0",
                        "quoted_name:`ssn`",
                        "word:from",
                        "quoted_name:`c`",
                        "word:where",
                        "quoted_name:`id`",
                        "symbol:=",
                        "number:1e0"),
                row(MYSQL, "1e0from", "number:1e0", "word:from"),
                row(MYSQL, "1.from t", "number:1.", "word:from", "word:t"),
                row(MYSQL, "1abc 2e 0x1g 0b2", "word:1abc", "word:2e", "word:0x1g", "word:0b2"),
                row(
                        MYSQL,
                        "0x1f 0b01 x'1f' b'01' N'a'",
                        "bits:0x1f",
                        "bits:0b01",
                        "bits:x'1f'",
                        "bits:b'01'",
                        "string:N'a'"),
                row(MYSQL, "x'1'", "failure:a wrong bit string"),
                row(MYSQL, "t.1a.select", "word:t", "symbol:.", "word:1a", "symbol:.", "word:select"),
                row(
                        MYSQL,
                        "@a.b @`c d` @@global.x := 1",
                        "variable:@a.b",
                        "variable:@`c d`",
                        "symbol:@@",
                        "word:global",
                        "symbol:.",
                        "word:x",
                        "symbol::=",
                        "number:1"),
                row(MYSQL, "_utf8mb4'a'", "word:_utf8mb4", "string:'a'"),
                row(MYSQL, "a->>'$.b'", "word:a", "symbol:->>", "string:'$.b'"),
                row(MYSQL, "a<=>b", "word:a", "symbol:<=>", "word:b"),
                row(MYSQL, "$$a", "failure:a word that begins with a dollar sign"));
    }

    private static Arguments row(LexerModes modes, String text, String... tokens) {
        return Arguments.of(modes, text, List.of(tokens));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textIsCutAsThatServerAndVersionCutIt(LexerModes modes, String text, List<String> expected) {
        assertThat(Lexing.show(MysqlLexer.lex(text, modes))).isEqualTo(expected);
    }

    @Test
    void modesComeFromWhatTheServerReports() {
        assertThat(LexerModes.of(Map.of("version", "5.5.5-10.11.2-MariaDB", "sql_mode", "")))
                .containsExactly(new LexerModes(true, 101_102, false, true));
        assertThat(LexerModes.of(Map.of("version", "8.0.36", "sql_mode", "ansi_quotes,NO_BACKSLASH_ESCAPES")))
                .containsExactly(new LexerModes(false, 80_036, true, false));
        assertThat(LexerModes.of(Map.of("version", "8.0.36"))).hasSize(4);
        assertThat(LexerModes.of(Map.of("version", "11.4.2-MariaDB", "sql_mode", "PIPES_AS_CONCAT,ORACLE")))
                .isEmpty();
    }
}
