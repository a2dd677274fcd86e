package dev.gatehouse.sql.pg;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.gatehouse.sql.StatementSplitter;
import dev.gatehouse.sql.StatementSplitter.Split;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Tokens;
import dev.gatehouse.support.Databases;
import dev.gatehouse.support.Jdbc;

import static org.assertj.core.api.Assertions.assertThat;

/// The server as judge of the lexer: a string has the value that the server gives it, a text that the server takes
/// as one expression is one here, and a name is the name that the server announces.
class PgLexerIT {
    private static Connection connection;
    private static LexerModes modes;

    @BeforeAll
    static void open() throws SQLException {
        connection = Jdbc.postgres(Databases.postgres(), "?preferQueryMode=simple");
        modes = new LexerModes(true, connection.getMetaData().getDatabaseMajorVersion() * 10_000);
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    static List<String> strings() {
        return List.of(
                "'a\\'",
                "E'a\\'b'",
                "E'\\x41\\101\\u0042\\n'",
                "'a''b'\n'c'",
                "'a' -- x\n 'b'",
                "'a'\n--x\n'b'",
                "E'\\''\n'\\''",
                "$$a'b$$",
                "$x$a$$b$x$",
                "U&'d\\0061t\\+000061'",
                "U&'d!0061' uescape '!'",
                "U&'a!!b' UESCAPE '!'",
                "N'a\\b'",
                "'a'\f\n'b'",
                "E'\\\\'",
                "E'\\v\\8'",
                "E'\\xZ'".replace("xZ", "q"));
    }

    @ParameterizedTest
    @MethodSource("strings")
    void stringHasTheServersValue(String literal) throws SQLException {
        Tokens tokens = (Tokens) PgLexer.lex(literal, modes);

        assertThat(tokens.kind(0)).isEqualTo(TokenKind.STRING);
        assertThat(Optional.of(PgText.value(tokens, 0, modes))).isEqualTo(ask("select (" + literal + "\n)::text"));
    }

    static List<String> names() {
        return List.of(
                "FoO",
                "\"Fo\"\"O\"",
                "U&\"!0073sn\" uescape '!'",
                "U&\"\\0073sn\"",
                "éA",
                "a$b",
                "\"" + "é".repeat(40) + "\"");
    }

    @ParameterizedTest
    @MethodSource("names")
    void nameIsTheServersName(String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select 1 as " + name)) {
            Tokens tokens = (Tokens) PgLexer.lex(name, modes);
            assertThat(PgText.name(tokens, 0)).isEqualTo(rows.getMetaData().getColumnLabel(1));
        }
    }

    static List<String> texts() {
        return List.of(
                "select 1 /* /* */ , 2 */ ",
                "select 1 /*/ */ */",
                "select 2*-1",
                "select 2 --1\n",
                "select 1+/*x*/+1",
                "select 1 - - 1",
                "select 1 <=-1",
                "select 1 @-1",
                "select 1;;",
                "select '1'::int",
                "select array[1,2][1:2]",
                "select 1_0",
                "select 0x1F",
                "select 1.e1",
                "select .5",
                "select 1..2",
                "select 1a",
                "select $1a",
                "select $a$x$b$y$a$",
                "select 'a' 'b'",
                "select \"\"",
                "select E'\\'",
                "select 'a\\'",
                "select 1 /* ",
                "select \u00a01",
                "select 1\u000b+1",
                "select a\\b",
                "select x'1g'",
                "select b'12'",
                "select U&'\\00'",
                "select 1 operator(pg_catalog.+) 1");
    }

    /// What the server reads, we can cut and its parentheses match; what we cannot cut, the server does not read
    /// either.
    @ParameterizedTest
    @MethodSource("texts")
    void whatTheServerReadsIsCut(String text) {
        if (!(PgLexer.lex(text, modes) instanceof Tokens tokens
                && StatementSplitter.split(tokens, 100) instanceof Split.Statements)) {
            assertThat(serverReads(text)).as(text).isFalse();
        }
    }

    private static boolean serverReads(String text) {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(text);
            return true;
        } catch (SQLException refused) {
            return false;
        }
    }

    private static Optional<String> ask(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet rows = statement.executeQuery(sql)) {
                return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
            }
        }
    }
}
