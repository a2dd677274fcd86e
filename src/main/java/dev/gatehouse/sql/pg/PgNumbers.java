package dev.gatehouse.sql.pg;

import dev.gatehouse.sql.Ascii;

/// Where a number ends. Underscores and `0x`, `0o`, `0b` exist since PostgreSQL 16; since 15 a number must not run
/// into a name, before that the name simply began there.
final class PgNumbers {
    private PgNumbers() {}

    /// Index behind the number that starts at `from`, or -1 for one that the server rejects.
    static int end(String text, int from, int version) {
        boolean modern = version >= 160_000;
        if (modern && text.charAt(from) == '0' && from + 1 < text.length()) {
            int based = based(text, from);
            if (based != 0) {
                return based;
            }
        }
        int end = digits(text, from, modern);
        if (end < text.length() && text.charAt(end) == '.' && !text.startsWith("..", end)) {
            end = digits(text, end + 1, modern);
        }
        end = exponent(text, end, modern);
        boolean junk = end < text.length() && PgLexer.identifierStart(text.charAt(end));
        return junk && version >= 150_000 ? -1 : end;
    }

    /// 0 when this is no number with a base, -1 for a wrong one.
    private static int based(String text, int from) {
        char base = (char) (text.charAt(from + 1) | 0x20);
        if (base != 'x' && base != 'o' && base != 'b') {
            return 0;
        }
        int i = from + 2;
        boolean digit = false;
        while (i < text.length()) {
            char c = text.charAt(i);
            boolean separates = c == '_' && i + 1 < text.length() && fits(text.charAt(i + 1), base);
            if (!separates && !fits(c, base)) {
                break;
            }
            digit |= !separates;
            i++;
        }
        boolean junk = i < text.length() && (PgLexer.identifierStart(text.charAt(i)) || Ascii.digit(text.charAt(i)));
        return digit && !junk ? i : -1;
    }

    private static boolean fits(char c, char base) {
        return switch (base) {
            case 'x' -> Ascii.hexDigit(c);
            case 'o' -> c >= '0' && c <= '7';
            default -> c == '0' || c == '1';
        };
    }

    private static int digits(String text, int from, boolean underscores) {
        int i = from;
        while (i < text.length()) {
            boolean separates = underscores
                    && text.charAt(i) == '_'
                    && i > from
                    && i + 1 < text.length()
                    && Ascii.digit(text.charAt(i + 1));
            if (!separates && !Ascii.digit(text.charAt(i))) {
                break;
            }
            i++;
        }
        return i;
    }

    private static int exponent(String text, int from, boolean underscores) {
        if (from >= text.length() || (text.charAt(from) | 0x20) != 'e') {
            return from;
        }
        int i = from + 1;
        if (i < text.length() && (text.charAt(i) == '+' || text.charAt(i) == '-')) {
            i++;
        }
        int end = digits(text, i, underscores);
        return end == i ? from : end;
    }
}
