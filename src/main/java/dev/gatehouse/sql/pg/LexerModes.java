package dev.gatehouse.sql.pg;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.Dialect;
import dev.gatehouse.sql.Lexed;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.Tokens;
import dev.gatehouse.sql.Written;
import dev.gatehouse.sql.text.TextModes;

/// The settings of a PostgreSQL session that change how its texts are cut into tokens.
///
/// @param standardStrings `standard_conforming_strings`: a backslash in a plain string is an ordinary character
/// @param version `server_version_num`, such as 150018
public record LexerModes(boolean standardStrings, int version) implements TextModes {
    /// What a server newer than all we know of would do.
    static final int NEWEST = 180000;

    private static final Set<String> ENCODINGS =
            Set.of("utf8", "unicode", "sqlascii", "latin1", "latin9", "iso88591", "win1252", "windows1252");

    /// All readings that these reported settings leave open: one when everything is known.
    public static List<LexerModes> of(Map<String, String> variables) {
        int version = version(variables);
        return switch (String.valueOf(variables.get("standard_conforming_strings"))) {
            case "on" -> List.of(new LexerModes(true, version));
            case "off" -> List.of(new LexerModes(false, version));
            default -> List.of(new LexerModes(true, version), new LexerModes(false, version));
        };
    }

    /// Whether the client's encoding maps each quote and backslash byte to that character, wherever it stands.
    static boolean plainEncoding(@Nullable String encoding) {
        return encoding == null
                || ENCODINGS.contains(Ascii.lower(encoding).replace("-", "").replace("_", ""));
    }

    @Override
    public Dialect dialect() {
        return PgDialect.INSTANCE;
    }

    @Override
    public Lexed lex(String sql) {
        return PgLexer.lex(sql, this);
    }

    @Override
    public String value(Tokens tokens, int token) {
        return PgText.value(tokens, token, this);
    }

    @Override
    public Written write(Statement s, int from, int to) {
        return PgCanonicalText.of(s, from, to);
    }

    /// The server writes definitions with standard strings.
    @Override
    public LexerModes forDefinitions() {
        return new LexerModes(true, version);
    }

    private static int version(Map<String, String> variables) {
        String text = variables.getOrDefault("server_version", "");
        int end = 0;
        while (end < text.length() && end < 4 && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end == 0 ? NEWEST : Integer.parseInt(text.substring(0, end)) * 10_000;
    }
}
