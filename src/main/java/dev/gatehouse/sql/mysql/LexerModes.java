package dev.gatehouse.sql.mysql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.Dialect;
import dev.gatehouse.sql.Lexed;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.Tokens;
import dev.gatehouse.sql.Words;
import dev.gatehouse.sql.Written;
import dev.gatehouse.sql.text.TextModes;

/// The server and the settings of a session that change how its texts are cut into tokens.
///
/// @param mariadb MariaDB rather than MySQL
/// @param version such as 80036 or 110405: major · 10000 + minor · 100 + patch
/// @param ansiQuotes `"x"` is a name
/// @param backslashes a backslash in a string escapes (no NO_BACKSLASH_ESCAPES)
public record LexerModes(boolean mariadb, int version, boolean ansiQuotes, boolean backslashes) implements TextModes {
    /// Parts of `sql_mode` that change what a text means; the last three stand for whole other languages.
    static final Set<String> READING = Words.of("""
            ANSI_QUOTES NO_BACKSLASH_ESCAPES PIPES_AS_CONCAT IGNORE_SPACE HIGH_NOT_PRECEDENCE ANSI ORACLE MSSQL
            DB2 MAXDB POSTGRESQL
            """);

    private static final Set<String> FOREIGN = Set.of("ORACLE", "MSSQL", "DB2", "MAXDB", "POSTGRESQL");
    private static final Set<String> ENCODINGS = Set.of("utf8", "utf8mb3", "utf8mb4", "latin1", "ascii", "binary");

    /// All readings that these reported settings leave open; none where the session speaks another language.
    public static List<LexerModes> of(Map<String, String> variables) {
        String server = variables.getOrDefault("version", variables.getOrDefault("server_version", ""));
        boolean mariadb = server.contains("MariaDB")
                || variables
                        .getOrDefault("version_comment", "")
                        .toLowerCase(java.util.Locale.ROOT)
                        .contains("mariadb");
        int version = version(mariadb && server.startsWith("5.5.5-") ? server.substring(6) : server);
        String mode = variables.get("sql_mode");
        List<LexerModes> readings = new ArrayList<>();
        if (mode == null) {
            for (int bits = 0; bits < 4; bits++) {
                readings.add(new LexerModes(mariadb, version, (bits & 1) != 0, (bits & 2) == 0));
            }
            return readings;
        }
        Set<String> parts = parts(mode);
        if (parts.stream().noneMatch(FOREIGN::contains)) {
            boolean ansi = parts.contains("ANSI_QUOTES") || parts.contains("ANSI");
            readings.add(new LexerModes(mariadb, version, ansi, !parts.contains("NO_BACKSLASH_ESCAPES")));
        }
        return readings;
    }

    /// The same server under another `sql_mode`; empty where that is another language.
    Optional<LexerModes> under(String mode) {
        Set<String> parts = parts(mode);
        boolean ansi = parts.contains("ANSI_QUOTES") || parts.contains("ANSI");
        return parts.stream().anyMatch(FOREIGN::contains)
                ? Optional.empty()
                : Optional.of(new LexerModes(mariadb, version, ansi, !parts.contains("NO_BACKSLASH_ESCAPES")));
    }

    /// The single modes in a value of `sql_mode`, in capitals.
    static Set<String> parts(String mode) {
        Set<String> parts = new java.util.HashSet<>();
        for (String part : mode.split(",", -1)) {
            parts.add(part.strip().toUpperCase(java.util.Locale.ROOT));
        }
        return parts;
    }

    static boolean plainEncoding(@Nullable String encoding) {
        return encoding == null || ENCODINGS.contains(Ascii.lower(encoding));
    }

    @Override
    public Dialect dialect() {
        return MysqlDialect.INSTANCE;
    }

    @Override
    public Lexed lex(String sql) {
        return MysqlLexer.lex(sql, this);
    }

    @Override
    public String value(Tokens tokens, int token) {
        return MysqlText.value(tokens, token, backslashes);
    }

    @Override
    public Written write(Statement s, int from, int to) {
        return MysqlCanonicalText.of(s, from, to, backslashes);
    }

    /// The server writes definitions in its own default modes.
    @Override
    public LexerModes forDefinitions() {
        return new LexerModes(mariadb, version, false, true);
    }

    /// 0 when the text is no version.
    private static int version(String text) {
        int[] parts = new int[3];
        int part = 0;
        for (int i = 0; i < text.length() && i < 12; i++) {
            char c = text.charAt(i);
            if (Ascii.digit(c)) {
                parts[part] = parts[part] * 10 + c - '0';
            } else if (c == '.' && part < 2) {
                part++;
            } else {
                break;
            }
        }
        return parts[0] * 10_000 + parts[1] * 100 + parts[2];
    }
}
