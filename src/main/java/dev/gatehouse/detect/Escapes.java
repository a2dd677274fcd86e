package dev.gatehouse.detect;

/// What escapes of JSON and other notations leave at the beginning of a word: `\n`, `\t`, `\u003c`.
final class Escapes {
    private Escapes() {}

    /// @param start the beginning of a word
    /// @return where the word begins, without the rest of an escape whose backslash stands before `start`
    static int skip(byte[] text, int from, int start, int end) {
        if (start == from || start == end || text[start - 1] != '\\') {
            return start;
        }
        return switch (text[start]) {
            case 'n', 't', 'r', 'b', 'f' -> start + 1;
            case 'u' -> end - start > 5 && isHex(text, start + 1) ? start + 5 : start;
            default -> start;
        };
    }

    /// Whether four hexadecimal digits stand here.
    private static boolean isHex(byte[] text, int at) {
        for (int i = at; i < at + 4; i++) {
            if (Character.digit(text[i], 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /// Whether a word can begin at `at`: nothing before that belongs to one.
    static boolean wordBoundary(byte[] text, int from, int at) {
        if (at == from) {
            return true;
        }
        byte before = text[at - 1];
        if (!ByteClass.is(before, ByteClass.ALNUM) && before != '_') {
            return true;
        }
        return at - 2 >= from && text[at - 2] == '\\' && (before == 'n' || before == 't' || before == 'r');
    }

    /// `%40`, `&#64;` and `\u0040` stand for an `@` in links, HTML and JSON.
    ///
    /// @param at a digit
    /// @return where it begins if `at` is the first digit of one, or -1
    static int atSignStart(byte[] text, int from, int at, int to) {
        if (at == from || at + 1 >= to) {
            return -1;
        }
        byte before = text[at - 1];
        if (before == '%' && text[at] == '4' && text[at + 1] == '0') {
            return at - 1;
        }
        if (before == '#' && at - 2 >= from && text[at - 2] == '&' && text[at] == '6' && text[at + 1] == '4') {
            return at + 2 < to && text[at + 2] == ';' ? at - 2 : -1;
        }
        boolean unicode = before == 'u' && at - 2 >= from && text[at - 2] == '\\' && at + 4 <= to && text[at] == '0';
        return unicode && text[at + 1] == '0' && text[at + 2] == '4' && text[at + 3] == '0' ? at - 2 : -1;
    }

    /// @param at the first digit of what stands for an `@`
    static int atSignEnd(byte[] text, int at) {
        return switch (text[at]) {
            case '4' -> at + 2;
            case '6' -> at + 3;
            default -> at + 4;
        };
    }
}
