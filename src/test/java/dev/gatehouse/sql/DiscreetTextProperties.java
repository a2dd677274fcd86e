package dev.gatehouse.sql;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

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

/// Whatever the text, nothing that is hidden is left of it, and nothing else is lost.
class DiscreetTextProperties {
    private static final String CANARY = "Zebra";
    private static final Map<String, String> PG = Map.of("server_version", "18.0", "standard_conforming_strings", "on");
    private static final Map<String, String> MYSQL = Map.of("version", "8.4.0", "sql_mode", "");
    private static final Set<TokenKind> OPEN = EnumSet.of(
            TokenKind.WORD, TokenKind.VARIABLE, TokenKind.SYMBOL, TokenKind.PARAMETER, TokenKind.MARK, TokenKind.SPACE);
    private static final Discretion ALL = hiding(true);
    private static final Discretion NOTHING = hiding(false);
    private static final String[] PIECES = {
        "'Zebra'",
        "'Ze''Zebra'",
        "E'Z\\'Zebra'",
        "'\\'",
        "\"Zebra\"",
        "`Zebra`",
        "$$Zebra$$",
        "$a$Zebra$a$",
        "U&'Zebra'",
        "n'Zebra'",
        "_utf8'Zebra'",
        "/* Zebra */",
        "/* a /* Zebra */ */",
        "/*! 'Zebra' */",
        "/*!99999 'Zebra' */",
        "/*+ Zebra */",
        "-- Zebra\n",
        "# Zebra\n",
        "'",
        "\"",
        "$$",
        "\n",
        " ",
        "select ",
        "from ",
        "where ",
        "is distinct from ",
        "values ",
        "window ",
        "(",
        ")",
        ";",
        ",",
        "=",
        "0x5a",
        "x'5a65'",
        "b'01'",
        "1",
        "@x",
        "uescape '!'",
        "é",
    };

    private static Discretion hiding(boolean all) {
        return new Discretion() {
            @Override
            public boolean hidesLiteral(String value, boolean listed) {
                return all;
            }

            @Override
            public boolean hidesName(String name) {
                return all;
            }

            @Override
            public boolean hidesComment(String comment) {
                return all;
            }
        };
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of(PIECES).list().ofMaxSize(20).map(list -> String.join("", list));
    }

    @Property
    void postgresLosesWhatIsHiddenAndThatAlone(@ForAll("texts") String text) {
        Lexed lexed = PgLexer.lex(text, new dev.gatehouse.sql.pg.LexerModes(true, 180_000));
        check(text, lexed, new PgStatementAnalyzer(10_000), PG);
    }

    @Property
    void mysqlLosesWhatIsHiddenAndThatAlone(@ForAll("texts") String text) {
        Lexed lexed = MysqlLexer.lex(text, new dev.gatehouse.sql.mysql.LexerModes(false, 80_400, false, true));
        check(text, lexed, new MysqlStatementAnalyzer(10_000), MYSQL);
    }

    private static void check(String text, Lexed lexed, SqlNormalizer normalizer, Map<String, String> variables) {
        String hidden = normalizer.discreet(text, variables, ALL);
        String whole = normalizer.discreet(text, variables, NOTHING);
        if (lexed instanceof Tokens tokens) {
            if (!isOpen(tokens)) {
                assertThat(hidden).doesNotContain(CANARY);
            }
            if (!text.contains("/*") && !text.contains("--") && !text.contains("#")) {
                assertThat(whole).isEqualTo(text.strip());
            }
        } else {
            assertThat(hidden).isEqualTo(SqlNormalizer.UNREADABLE);
            assertThat(whole).isEqualTo(SqlNormalizer.UNREADABLE);
        }
    }

    /// Whether the canary stands where nothing can hide it.
    private static boolean isOpen(Tokens tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            if (OPEN.contains(tokens.kind(i)) && tokens.raw(i).contains(CANARY)) {
                return true;
            }
        }
        return false;
    }
}
