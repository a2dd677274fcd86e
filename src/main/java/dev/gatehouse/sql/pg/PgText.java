package dev.gatehouse.sql.pg;

import java.nio.charset.StandardCharsets;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.Quotation;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Tokens;

/// What a token of PostgreSQL stands for: the name as the catalogue has it, the value of a string.
final class PgText {
    /// NAMEDATALEN - 1; longer names are cut by the server.
    private static final int NAME_BYTES = 63;

    private PgText() {}

    /// The name that a [TokenKind#WORD] or [TokenKind#QUOTED_NAME] means; empty where it has no valid meaning.
    static String name(Tokens tokens, int index) {
        String raw = tokens.raw(index);
        if (tokens.kind(index) == TokenKind.WORD) {
            return clip(Ascii.lower(raw));
        }
        if (raw.charAt(0) != '"') {
            return clip(unicode(raw.substring(3, raw.length() - 1).replace("\"\"", "\""), escape(tokens, index)));
        }
        return clip(raw.substring(1, raw.length() - 1).replace("\"\"", "\""));
    }

    private static String clip(String name) {
        if (name.length() * 3 <= NAME_BYTES || name.getBytes(StandardCharsets.UTF_8).length <= NAME_BYTES) {
            return name;
        }
        int bytes = 0;
        int end = 0;
        while (end < name.length()) {
            int c = name.codePointAt(end);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (bytes > NAME_BYTES) {
                break;
            }
            end += Character.charCount(c);
        }
        return name.substring(0, end);
    }

    /// The value of a [TokenKind#STRING] without knowledge of a session: escapes only where the token itself says
    /// so.
    static String value(Tokens tokens, int index, LexerModes modes) {
        String raw = tokens.raw(index);
        char first = (char) (raw.charAt(0) | 0x20);
        if (raw.charAt(0) == '$') {
            int tag = raw.indexOf('$', 1) + 1;
            return raw.substring(tag, raw.length() - tag);
        }
        boolean unicode = UnicodeEscapes.unicode(raw, 0);
        boolean escapes = first == 'e' || !unicode && !modes.standardStrings();
        String body = parts(raw, new LexerModes(!escapes, modes.version()));
        return unicode ? unicode(body, escape(tokens, index)) : body;
    }

    private static String parts(String raw, LexerModes modes) {
        StringBuilder out = new StringBuilder(raw.length());
        int quote = raw.indexOf('\'');
        while (quote >= 0) {
            int end = Quotation.end(raw, quote, !modes.standardStrings());
            BackslashEscapes.append(raw, quote + 1, end - 1, modes, out);
            quote = raw.indexOf('\'', end);
        }
        return out.toString();
    }

    private static char escape(Tokens tokens, int index) {
        int i = index + 1;
        while (i < tokens.size() && tokens.kind(i).trivia()) {
            if (tokens.kind(i) == TokenKind.MARK && tokens.raw(i).indexOf('\'') >= 0) {
                String raw = tokens.raw(i);
                return raw.charAt(raw.indexOf('\'') + 1);
            }
            i++;
        }
        return '\\';
    }

    private static String unicode(String body, char escape) {
        if (body.indexOf(escape) < 0) {
            return body;
        }
        StringBuilder out = new StringBuilder(body.length());
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            if (c != escape) {
                out.append(c);
            } else if (i + 1 < body.length() && body.charAt(i + 1) == escape) {
                out.append(escape);
                i++;
            } else {
                int digits = i + 1 < body.length() && body.charAt(i + 1) == '+' ? 6 : 4;
                int from = i + 1 + (digits == 6 ? 1 : 0);
                int point = BackslashEscapes.hex(body, from, digits, digits);
                if (point < 0 || point > Character.MAX_CODE_POINT) {
                    return "";
                }
                out.appendCodePoint(point);
                i = from + digits - 1;
            }
        }
        return out.toString();
    }
}
