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
            case 'u' -> end - start > 5 ? start + 5 : start;
            default -> start;
        };
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
}
