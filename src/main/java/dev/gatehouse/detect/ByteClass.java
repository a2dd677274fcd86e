package dev.gatehouse.detect;

/// What a byte can be part of, by a table: one load and one test a byte.
final class ByteClass {
    static final int DIGIT = 1;
    static final int UPPER = 2;
    static final int LOWER = 4;
    /// Part of a character outside of ASCII (UTF-8), or of one of an encoding that is not known here.
    static final int HIGH = 8;
    /// What keys and tokens are written with: base64, base64url, and the dots between their parts.
    static final int TOKEN = 16;
    /// What the part of an address before its `@` is written with, unquoted, as people really write it.
    static final int LOCAL = 32;
    /// What stands between a name and the value that it is given, as programs, configurations and JSON write it.
    static final int BETWEEN = 64;

    static final int LETTER = UPPER | LOWER;
    static final int ALNUM = LETTER | DIGIT;

    private static final byte[] TABLE = new byte[256];

    static {
        for (int b = 0; b < 256; b++) {
            boolean digit = b >= '0' && b <= '9';
            boolean upper = b >= 'A' && b <= 'Z';
            boolean lower = b >= 'a' && b <= 'z';
            boolean alnum = digit || upper || lower;
            TABLE[b] = (byte) ((digit ? DIGIT : 0)
                    | (upper ? UPPER : 0)
                    | (lower ? LOWER : 0)
                    | (b >= 0x80 ? HIGH | LOCAL : 0)
                    | (alnum || "_-+/.~".indexOf(b) >= 0 ? TOKEN : 0)
                    | (alnum || "._%+-!#$*^~".indexOf(b) >= 0 ? LOCAL : 0)
                    | ("\"' \\:=`".indexOf(b) >= 0 ? BETWEEN : 0));
        }
    }

    private ByteClass() {}

    static boolean is(byte b, int classes) {
        return (TABLE[b & 0xff] & classes) != 0;
    }

    static boolean isDigit(byte b) {
        return (TABLE[b & 0xff] & DIGIT) != 0;
    }

    static boolean isAlnum(byte b) {
        return (TABLE[b & 0xff] & ALNUM) != 0;
    }

    /// Whether a value of CSV, JSON, XML, an array or a line may begin behind it, or end before it.
    static boolean delimits(byte b) {
        return switch (b) {
            case '"', '\'', '<', '>', '\t', '\n', '\r', ',', ';', '|', '\\', '{', '}', '[', ']' -> true;
            default -> false;
        };
    }

    /// The letter in lower case; other bytes as they are.
    static int lower(byte b) {
        return (TABLE[b & 0xff] & UPPER) != 0 ? b | 0x20 : b & 0xff;
    }

    /// The letter in upper case; other bytes as they are.
    static int upper(byte b) {
        return (TABLE[b & 0xff] & LOWER) != 0 ? b & ~0x20 : b & 0xff;
    }

    /// @return the first position at or before `at` from where on all bytes up to `at` are of the classes
    static int runStart(byte[] text, int from, int at, int classes) {
        int start = at;
        while (start > from && is(text[start - 1], classes)) {
            start--;
        }
        return start;
    }

    /// @return the first position at or after `at` whose byte is not of the classes, or `to`
    static int runEnd(byte[] text, int at, int to, int classes) {
        int end = at;
        while (end < to && is(text[end], classes)) {
            end++;
        }
        return end;
    }
}
