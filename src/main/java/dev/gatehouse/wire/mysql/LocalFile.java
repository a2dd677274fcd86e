package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import io.netty.buffer.ByteBuf;

/// `LOAD DATA LOCAL INFILE`: the server asks the client for a file, which a server that cannot be trusted would do
/// unasked. So the client's own text is read here for the literal that names the file, without believing the server
/// about how its text is to be read: where that makes a difference before the literal, nothing is asked for.
///
/// Shape: `LOAD DATA|XML [LOW_PRIORITY|CONCURRENT] LOCAL INFILE 'name'`, at the start of a statement of the text.
final class LocalFile {
    /// The first byte of a request. Shape: `0xFB name:rest` ("LOCAL INFILE Request").
    static final int REQUEST = 0xFB;

    private enum Due {
        START,
        KIND,
        LOCK_OR_LOCAL,
        LOCAL,
        INFILE,
        NAME,
        /// Another statement: its end.
        END
    }

    private final String sql;
    private final String name;
    private int at;
    private Due due = Due.START;

    private LocalFile(String sql, String name) {
        this.sql = sql;
        this.name = name;
    }

    static String name(ByteBuf request, int payload, int lengthBytes) {
        return request.toString(payload + 1, lengthBytes - 1, StandardCharsets.UTF_8);
    }

    /// Whether `sql` asks for the file `name`.
    static boolean isAskedFor(String sql, String name) {
        return !name.isEmpty() && new LocalFile(sql, name).find();
    }

    private boolean find() {
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (sql.startsWith("/*!", at) || sql.startsWith("/*M!", at)) {
                return false; // a comment to some servers and a statement to others
            } else if (sql.startsWith("/*", at)) {
                skipPast("*/", at + 2);
            } else if (c == '#' || isDashes()) {
                skipPast("\n", at + 1);
            } else if (c == '\'' || c == '"') {
                int start = at;
                if (due == Due.NAME && (isLiteral(start, true) || isLiteral(start, false))) {
                    return true;
                }
                skipPastQuote(c);
                if (sql.substring(start, at).indexOf('\\') >= 0) {
                    return false; // where it ends depends on sql_mode
                }
                due = Due.END;
            } else if (c == '`') {
                skipPastQuote(c);
                due = Due.END;
            } else if (c == ';') {
                at++;
                due = Due.START;
            } else if (isWord(c)) {
                due = after(word());
            } else {
                at++;
                due = isSpace(c) ? due : Due.END;
            }
        }
        return false;
    }

    private Due after(String word) {
        return switch (due) {
            case START -> word.equals("load") ? Due.KIND : Due.END;
            case KIND -> word.equals("data") || word.equals("xml") ? Due.LOCK_OR_LOCAL : Due.END;
            case LOCK_OR_LOCAL ->
                word.equals("low_priority") || word.equals("concurrent") ? Due.LOCAL : afterLocal(word);
            case LOCAL -> afterLocal(word);
            case INFILE -> word.equals("infile") ? Due.NAME : Due.END;
            case NAME, END -> Due.END;
        };
    }

    private static Due afterLocal(String word) {
        return word.equals("local") ? Due.INFILE : Due.END;
    }

    /// Whether the literal at `start`, read with or without backslash escapes, is the name.
    private boolean isLiteral(int start, boolean escapes) {
        char quote = sql.charAt(start);
        StringBuilder read = new StringBuilder();
        for (int i = start + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == quote && (i + 1 == sql.length() || sql.charAt(i + 1) != quote)) {
                return read.toString().equals(name);
            } else if (c == quote) {
                i++;
                read.append(quote);
            } else if (c == '\\' && escapes && i + 1 < sql.length()) {
                i++;
                read.append(escaped(sql.charAt(i)));
            } else {
                read.append(c);
            }
        }
        return false;
    }

    private static String escaped(char c) {
        return switch (c) {
            case '0' -> "\0";
            case 'b' -> "\b";
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'Z' -> "\u001a";
            case '%', '_' -> "\\" + c;
            default -> String.valueOf(c);
        };
    }

    private void skipPast(String end, int from) {
        int found = sql.indexOf(end, from);
        at = found < 0 ? sql.length() : found + end.length();
    }

    /// A doubled quote reads as two literals, which is the same here.
    private void skipPastQuote(char quote) {
        skipPast(String.valueOf(quote), at + 1);
    }

    private String word() {
        int start = at;
        while (at < sql.length() && isWord(sql.charAt(at))) {
            at++;
        }
        return sql.substring(start, at).toLowerCase(Locale.ROOT);
    }

    private boolean isDashes() {
        return sql.startsWith("--", at) && (at + 2 == sql.length() || sql.charAt(at + 2) <= ' ');
    }

    private static boolean isWord(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '_'
                || c == '$'
                || c >= 0x80;
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }
}
