package dev.gatehouse.sql.pg;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.gatehouse.sql.Lexing;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Tokens;

import static org.assertj.core.api.Assertions.assertThat;

class PgLexerTest {
    private static final LexerModes MODERN = new LexerModes(true, 170_000);
    private static final LexerModes OLD = new LexerModes(true, 140_000);
    private static final LexerModes BACKSLASH = new LexerModes(false, 170_000);

    static Stream<Arguments> texts() {
        return Stream.of(
                row(MODERN, "E'a\\'', ssn --'", "string:E'a\\''", "symbol:,", "word:ssn", "comment:--'"),
                row(MODERN, "'a\\', ssn --'", "string:'a\\'", "symbol:,", "word:ssn", "comment:--'"),
                row(BACKSLASH, "'a\\', ssn --'", "string:'a\\', ssn --'"),
                row(BACKSLASH, "N'\\''", "string:N'\\''"),
                row(BACKSLASH, "U&'a'", "failure:U& strings need standard_conforming_strings"),
                row(MODERN, "1 /* /* */ , ssn */ x", "number:1", "comment:/* /* */ , ssn */", "word:x"),
                row(MODERN, "/*/ */x", "comment:/*/ */", "word:x"),
                row(MODERN, "/***/x", "comment:/***/", "word:x"),
                row(MODERN, "/* /* */", "failure:a comment is not closed"),
                row(MODERN, "'a' -- c\n  'b'", "string:'a' -- c\n  'b'"),
                row(MODERN, "'a'\n--c\n'b'", "string:'a'\n--c\n'b'"),
                row(MODERN, "'a' 'b'", "string:'a'", "string:'b'"),
                row(MODERN, "'a' /* \n */ 'b'", "string:'a'", "comment:/* \n */", "string:'b'"),
                row(MODERN, "E'\\''\n'\\''", "string:E'\\''\n'\\''"),
                row(MODERN, "x'1f'\n'2'", "bits:x'1f'\n'2'"),
                row(MODERN, "$$a;'b$$", "string:$$a;'b$$"),
                row(MODERN, "$a$ $$ $b$ $a$", "string:$a$ $$ $b$ $a$"),
                row(MODERN, "a$b$c", "word:a$b$c"),
                row(MODERN, "$1$a$b$a$", "parameter:$1", "string:$a$b$a$"),
                row(MODERN, "$a", "failure:a dollar sign that has no meaning here"),
                row(MODERN, "U&\"!0073sn\" uescape '!'", "quoted_name:U&\"!0073sn\"", "mark:uescape", "mark:'!'"),
                row(MODERN, "U&\"\\0073sn\"", "quoted_name:U&\"\\0073sn\""),
                row(MODERN, "U & \"a\"", "word:U", "symbol:&", "quoted_name:\"a\""),
                row(MODERN, "\"a\"\"b\"", "quoted_name:\"a\"\"b\""),
                row(MODERN, "\"\"", "failure:a quoted name is empty"),
                row(MODERN, "a*-1", "word:a", "symbol:*", "symbol:-", "number:1"),
                row(MODERN, "a@-1", "word:a", "symbol:@-", "number:1"),
                row(MODERN, "a<=-1", "word:a", "symbol:<=", "symbol:-", "number:1"),
                row(MODERN, "a+--b\n1", "word:a", "symbol:+", "comment:--b", "number:1"),
                row(MODERN, "a@/*c*/b", "word:a", "symbol:@", "comment:/*c*/", "word:b"),
                row(MODERN, "--1", "comment:--1"),
                row(MODERN, "a->>'b'", "word:a", "symbol:->>", "string:'b'"),
                row(MODERN, "a::b:=c", "word:a", "symbol:::", "word:b", "symbol::=", "word:c"),
                row(MODERN, "1..2", "number:1", "symbol:..", "number:2"),
                row(
                        MODERN,
                        "1.e5 .5 1e-5 1_000 0x1F 0b1 0o7",
                        "number:1.e5",
                        "number:.5",
                        "number:1e-5",
                        "number:1_000",
                        "number:0x1F",
                        "number:0b1",
                        "number:0o7"),
                row(MODERN, "1from", "failure:a number runs into a name"),
                row(MODERN, "0xg", "failure:a number runs into a name"),
                row(OLD, "1from", "number:1", "word:from"),
                row(OLD, "0x10", "number:0", "word:x10"),
                row(MODERN, "cуstomers", "word:cуstomers"),
                row(MODERN, "a\u00a0b", "word:a\u00a0b"),
                row(MODERN, "a\\b", "word:a", "failure"),
                row(MODERN, "'abc", "failure:a string is not closed"));
    }

    private static Arguments row(LexerModes modes, String text, String... tokens) {
        return Arguments.of(modes, text, List.of(tokens));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void textIsCutAsTheServerCutsIt(LexerModes modes, String text, List<String> expected) {
        List<String> shown = Lexing.show(PgLexer.lex(text, modes));
        if (expected.getLast().equals("failure")) {
            assertThat(shown).singleElement().asString().startsWith("failure:");
        } else {
            assertThat(shown).isEqualTo(expected);
        }
    }

    @Test
    void namesAreDecodedAsTheCatalogueHasThem() {
        assertThat(name("FoO")).isEqualTo("foo");
        assertThat(name("\"Fo\"\"O\"")).isEqualTo("Fo\"O");
        assertThat(name("U&\"!0073sn\" uescape '!'")).isEqualTo("ssn");
        assertThat(name("U&\"\\0073\\+00006en\"")).isEqualTo("snn");
        assertThat(name("x".repeat(70))).hasSize(63);
        assertThat(name("é".repeat(40))).isEqualTo("é".repeat(31));
    }

    private static String name(String text) {
        return PgText.name((Tokens) PgLexer.lex(text, MODERN), 0);
    }

    @Test
    void valuesOfStringsAreDecoded() {
        assertThat(value("E'a\\'\\x41\\101\\u0042\\n'")).isEqualTo("a'AAB\n");
        assertThat(value("'a''b'\n'c'")).isEqualTo("a'bc");
        assertThat(value("$x$a'b$x$")).isEqualTo("a'b");
        assertThat(value("U&'d\\0061t\\+000061'")).isEqualTo("data");
    }

    private static String value(String text) {
        Tokens tokens = (Tokens) PgLexer.lex(text, MODERN);
        assertThat(tokens.kind(0)).isEqualTo(TokenKind.STRING);
        return PgText.value(tokens, 0, MODERN);
    }
}
