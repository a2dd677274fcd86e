package dev.gatehouse.detect;

/// Whether a word is too random to have been made by a person: many different signs, and a change of their sort at
/// almost every second one. Hashes in hex, UUIDs, paths, identifiers and pictures in base64 are not meant.
final class Entropy {
    private static final int LEAST = 20;
    private static final int MOST = 200;
    private static final int WORD = 3;
    private static final int ONE_CASE_LEAST = 28;

    private Entropy() {}

    /// A word that nothing names.
    static boolean random(byte[] text, int start, int end) {
        int length = end - start;
        if (length < LEAST || length > MOST) {
            return false;
        }
        int upper = 0;
        int lower = 0;
        int digits = 0;
        int others = 0;
        int changes = 0;
        int before = 0;
        int run = 0;
        int worded = 0;
        boolean hex = true;
        for (int i = start; i < end; i++) {
            byte b = text[i];
            int sort = ByteClass.isDigit(b)
                    ? 1
                    : ByteClass.is(b, ByteClass.UPPER) ? 2 : ByteClass.is(b, ByteClass.LOWER) ? 3 : 4;
            digits += sort == 1 ? 1 : 0;
            upper += sort == 2 ? 1 : 0;
            lower += sort == 3 ? 1 : 0;
            run = sort == 3 ? run + 1 : 0;
            worded += run == WORD ? WORD : run > WORD ? 1 : 0;
            others += sort == 4 ? 1 : 0;
            changes += sort != before && sort != 4 && before != 4 ? 1 : 0;
            before = sort;
            hex &= isHex(b) || b == '-';
            if (b == '.' || b == '~') {
                return false;
            }
        }
        boolean twoCases = upper >= 3 && lower >= 3 && digits >= 2;
        boolean oneCase = length >= ONE_CASE_LEAST && digits >= length / 8 && upper + lower >= length / 3;
        boolean words = worded * 4 >= lower * 3 && lower > 7; // of an identifier: GreaterEqualFloat32x8
        return !hex
                && !words
                && !integrity(text, start)
                && others * 12 <= length
                && (twoCases || oneCase)
                && changes * 10 >= length * (twoCases ? 4 : 3)
                && distinct(text, start, end) * 5 >= Math.min(length, 40) * 2;
    }

    /// A value that a word before it says to be a secret: enough of it, and not a word of a language.
    static boolean plausible(byte[] text, int start, int end, int least) {
        int digits = 0;
        int upper = 0;
        int lower = 0;
        int run = 0;
        int worded = 0;
        for (int i = start; i < end; i++) {
            byte b = text[i];
            digits += ByteClass.isDigit(b) ? 1 : 0;
            upper += ByteClass.is(b, ByteClass.UPPER) ? 1 : 0;
            lower += ByteClass.is(b, ByteClass.LOWER) ? 1 : 0;
            run = ByteClass.is(b, ByteClass.LOWER) ? run + 1 : 0;
            worded += run == WORD ? WORD : run > WORD ? 1 : 0;
        }
        boolean words = worded * 10 >= lower * 9;
        boolean mixed = digits > 0 && upper + lower > 0 || end - start >= LEAST && upper > 3 && lower > 3 && !words;
        return end - start >= least && mixed && distinct(text, start, end) >= 6;
    }

    /// `sha512-…`: a digest of something public, as locks of packages and pages on the web have it.
    private static boolean integrity(byte[] text, int start) {
        return text[start] == 's'
                && text[start + 1] == 'h'
                && text[start + 2] == 'a'
                && ByteClass.isDigit(text[start + 3])
                && (text[start + 6] == '-' || text[start + 4] == '-');
    }

    static boolean isHex(byte b) {
        return ByteClass.isDigit(b) || (b | 0x20) >= 'a' && (b | 0x20) <= 'f';
    }

    private static int distinct(byte[] text, int start, int end) {
        long low = 0;
        long high = 0;
        for (int i = start; i < end; i++) {
            byte b = text[i];
            if (b < 64) {
                low |= 1L << b;
            } else {
                high |= 1L << b;
            }
        }
        return Long.bitCount(low) + Long.bitCount(high);
    }
}
