package dev.gatehouse.sql.mysql;

import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Tokens;

/// What a token of MySQL stands for. Names keep their case: whether it counts is the server's affair.
final class MysqlText {
    private MysqlText() {}

    static String name(Tokens tokens, int index) {
        String raw = tokens.raw(index);
        if (tokens.kind(index) != TokenKind.QUOTED_NAME) {
            return raw;
        }
        String quote = raw.substring(0, 1);
        return raw.substring(1, raw.length() - 1).replace(quote + quote, quote);
    }

    /// The value of a [TokenKind#STRING].
    static String value(Tokens tokens, int index, boolean backslashes) {
        String raw = tokens.raw(index);
        int open = raw.charAt(0) == 'n' || raw.charAt(0) == 'N' ? 1 : 0;
        char quote = raw.charAt(open);
        StringBuilder out = new StringBuilder(raw.length());
        for (int i = open + 1; i < raw.length() - 1; i++) {
            char c = raw.charAt(i);
            if (c == quote) {
                i++;
            } else if (c == '\\' && backslashes) {
                c = escaped(raw.charAt(++i), out);
            }
            out.append(c);
        }
        return out.toString();
    }

    /// `\%` and `\_` keep their backslash, since they mean it for LIKE.
    private static char escaped(char c, StringBuilder out) {
        return switch (c) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case '0' -> '\0';
            case 'Z' -> '\u001a';
            case '%', '_' -> {
                out.append('\\');
                yield c;
            }
            default -> c;
        };
    }
}
