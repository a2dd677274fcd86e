package dev.gatehouse.mask;

/// Reads text in which quotes and brackets hold values together: JSON, and PostgreSQL's arrays, composites and
/// `hstore`.
///
/// Outside of quotes digits are filled with digits and punctuation stays, inside of them all but the quotes may be
/// hidden; in containers of containers, whose inner punctuation stands between the outer quotes, that stays too. An
/// escape is one character, hidden as a whole or not at all.
final class QuotedText {
    private static final int OUTSIDE = 0;
    private static final int INSIDE = 1;
    /// In the digits of a `bytea` that is an element.
    private static final int HEX = 2;

    private static final int UNICODE_ESCAPE_BYTES = 6;

    private QuotedText() {}

    /// `nested`: punctuation stays inside of quotes; `digits`: digits are always filled with digits.
    static void read(CellText cell, int rawBytes, int start, boolean last, boolean nested, boolean digits) {
        byte[] raw = cell.raw();
        cell.begin(rawBytes);
        int state = start;
        int at = 0;
        while (at < rawBytes) {
            int character = raw[at];
            if (state == HEX) {
                int value = at + 1 < rawBytes ? hexPair(raw, at) : -1;
                if (value >= 0) {
                    cell.add(value, at, Fill.HEX, state);
                    at += 2;
                    continue;
                }
                if (at + 1 == rawBytes && !last) {
                    break;
                }
                state = INSIDE;
            }
            if (character == '\\' && (nested || state == INSIDE)) {
                int bytes = escape(raw, at, rawBytes);
                if (at + bytes > rawBytes && !last) {
                    break;
                }
                bytes = Math.min(bytes, rawBytes - at);
                add(cell, raw, at, bytes, nested, state);
                at += bytes;
                if (nested && bytes == 2 && raw[at - 1] == '\\' && at < rawBytes && raw[at] == 'x') {
                    cell.add('x', at++, Fill.KEEP, state);
                    state = HEX;
                }
                continue;
            }
            if (character == '"') {
                cell.add(character, at++, Fill.KEEP, state);
                state = state == OUTSIDE ? INSIDE : OUTSIDE;
                continue;
            }
            boolean number = at + 1 == rawBytes || isDigit(raw[at + 1]);
            cell.add(character, at++, fill(character, state == INSIDE, nested, digits, number), state);
        }
        cell.end(at, state);
    }

    /// `number`: a digit may follow.
    private static Fill fill(int character, boolean inside, boolean nested, boolean digits, boolean number) {
        if (isDigit(character)) {
            return inside && !digits ? Fill.STAR : Fill.DIGIT;
        }
        return switch (character) {
            case '{', '}', '[', ']', '(', ')', ',', ':', '\'', '=', '>' -> inside && !nested ? Fill.STAR : Fill.KEEP;
            case ' ', '\t', '\n', '\r' -> inside ? Fill.STAR : Fill.KEEP;
            case '-', '+', '.' -> inside || !number ? Fill.STAR : Fill.KEEP;
            default -> Fill.STAR;
        };
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    /// How many bytes the escape at `at` has, also when they are not all there.
    private static int escape(byte[] raw, int at, int rawBytes) {
        if (at + 1 < rawBytes && raw[at + 1] != 'u') {
            return 2;
        }
        for (int i = at + 2; i < Math.min(rawBytes, at + UNICODE_ESCAPE_BYTES); i++) {
            if (Character.digit(raw[i], 16) < 0) {
                return 2;
            }
        }
        return UNICODE_ESCAPE_BYTES;
    }

    private static void add(CellText cell, byte[] raw, int at, int bytes, boolean nested, int state) {
        if (bytes == UNICODE_ESCAPE_BYTES) {
            int point = hexPair(raw, at + 2) << 8 | hexPair(raw, at + 4);
            cell.addCodePoint(point, at, at + bytes, Fill.STAR, state);
            return;
        }
        byte escaped = raw[at + bytes - 1];
        int character =
                switch (escaped) {
                    case 'n' -> '\n';
                    case 't' -> '\t';
                    case 'r' -> '\r';
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    default -> escaped;
                };
        boolean punctuation = escaped == '"' || escaped == '\\';
        cell.add(character, at, nested && punctuation ? Fill.KEEP : Fill.STAR, state);
    }

    /// The value of two hexadecimal digits, or a negative number.
    static int hexPair(byte[] raw, int at) {
        int high = Character.digit(raw[at], 16);
        int low = Character.digit(raw[at + 1], 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }
}
