package dev.gatehouse.detect;

/// A separator between the groups of a number as people write it: a space (also an unbreakable or a narrow one) or
/// a dash (also a typographic one).
final class Gap {
    private Gap() {}

    /// @return the length in bytes of the separator at `at` that a letter or digit follows, or 0
    static int length(byte[] text, int at, int to) {
        int length = separator(text, at, to);
        return length > 0 && at + length < to && ByteClass.isAlnum(text[at + length]) ? length : 0;
    }

    /// @return the length in bytes of the space or dash at `at`, or 0
    static int separator(byte[] text, int at, int to) {
        return Math.max(space(text, at, to), dash(text, at, to));
    }

    /// A space, U+00A0, U+2009 or U+202F.
    static int space(byte[] text, int at, int to) {
        byte b = text[at];
        if (b == ' ') {
            return 1;
        }
        if (b == (byte) 0xC2) {
            return at + 1 < to && text[at + 1] == (byte) 0xA0 ? 2 : 0;
        }
        if (b == (byte) 0xE2 && at + 2 < to && text[at + 1] == (byte) 0x80) {
            return text[at + 2] == (byte) 0x89 || text[at + 2] == (byte) 0xAF ? 3 : 0;
        }
        return 0;
    }

    /// A dash, or one of U+2010 to U+2013.
    static int dash(byte[] text, int at, int to) {
        byte b = text[at];
        if (b == '-') {
            return 1;
        }
        if (b == (byte) 0xE2 && at + 2 < to && text[at + 1] == (byte) 0x80) {
            return text[at + 2] >= (byte) 0x90 && text[at + 2] <= (byte) 0x93 ? 3 : 0;
        }
        return 0;
    }
}
