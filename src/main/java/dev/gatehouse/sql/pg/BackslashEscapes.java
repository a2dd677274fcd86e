package dev.gatehouse.sql.pg;

import dev.gatehouse.sql.Ascii;

/// Decodes the inside of a quoted string: doubled quotes, and C-style escapes where they count.
final class BackslashEscapes {
    private BackslashEscapes() {}

    /// @param modes whether escapes count here (no standard strings), and the version, which decides on `\v`
    static void append(String raw, int from, int to, LexerModes modes, StringBuilder out) {
        boolean escapes = !modes.standardStrings();
        int i = from;
        while (i < to) {
            char c = raw.charAt(i);
            if (c == '\'') {
                out.append(c);
                i += 2;
            } else if (c == '\\' && escapes && i + 1 < to) {
                i = escape(raw, i + 1, to, modes, out);
            } else {
                out.append(c);
                i++;
            }
        }
    }

    /// Reads what follows a backslash; answers the index behind it.
    private static int escape(String raw, int at, int to, LexerModes modes, StringBuilder out) {
        char c = raw.charAt(at);
        switch (c) {
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'v' -> out.append(modes.version() >= 160_000 ? '\u000b' : 'v');
            case 'u' -> {
                return point(raw, at, 4, 4, to, out);
            }
            case 'U' -> {
                return point(raw, at, 8, 8, to, out);
            }
            case 'x' -> {
                return point(raw, at, 1, 2, to, out);
            }
            default -> {
                if (c >= '0' && c <= '7') {
                    return octal(raw, at, to, out);
                }
                out.append(c);
            }
        }
        return at + 1;
    }

    private static int point(String raw, int at, int least, int most, int to, StringBuilder out) {
        int digits = 0;
        while (digits < most && at + 1 + digits < to && Ascii.hexDigit(raw.charAt(at + 1 + digits))) {
            digits++;
        }
        int point = digits < least ? -1 : hex(raw, at + 1, digits, digits);
        if (point < 0 || point > Character.MAX_CODE_POINT) {
            out.append(raw.charAt(at));
            return at + 1;
        }
        out.appendCodePoint(point);
        return at + 1 + digits;
    }

    private static int octal(String raw, int at, int to, StringBuilder out) {
        int i = at;
        int value = 0;
        while (i < to && i < at + 3 && raw.charAt(i) >= '0' && raw.charAt(i) <= '7') {
            value = value * 8 + raw.charAt(i++) - '0';
        }
        out.append((char) (value & 0xff));
        return i;
    }

    /// The number written with between `least` and `most` hexadecimal digits at `from`, or -1.
    static int hex(String raw, int from, int least, int most) {
        int value = 0;
        int i = from;
        while (i < raw.length() && i < from + most && Ascii.hexDigit(raw.charAt(i))) {
            value = value << 4 | Character.digit(raw.charAt(i++), 16);
        }
        return i - from < least ? -1 : value;
    }
}
