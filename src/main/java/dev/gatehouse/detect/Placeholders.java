package dev.gatehouse.detect;

/// What stands where a secret would: a mask, a parameter, a word such as `null`.
final class Placeholders {
    private Placeholders() {}

    static boolean at(byte[] text, int start, int end) {
        byte first = text[start];
        if (first == '$'
                && start + 1 < end
                && (text[start + 1] == '{' || text[start + 1] == '(' || onlyDigits(text, start + 1, end))) {
            return true;
        }
        if (first == '{' || first == '?' && end - start == 1 || first == '%' && end - start == 2) {
            return true;
        }
        return same(text, start, end) && (first == '*' || first == 'x' || first == 'X' || first == '.' || first == '-')
                || (Labels.of(text, start, end) & Labels.VOID) != 0;
    }

    private static boolean onlyDigits(byte[] text, int start, int end) {
        return ByteClass.runEnd(text, start, end, ByteClass.DIGIT) == end;
    }

    private static boolean same(byte[] text, int start, int end) {
        for (int i = start + 1; i < end; i++) {
            if (text[i] != text[start]) {
                return false;
            }
        }
        return true;
    }
}
