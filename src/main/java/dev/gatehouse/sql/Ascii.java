package dev.gatehouse.sql;

/// ASCII letters, as both servers fold them: no locale, nothing outside A–Z.
public final class Ascii {
    static final String[] SINGLE = new String[128];

    static {
        for (char c = 0; c < 128; c++) {
            SINGLE[c] = String.valueOf(c);
        }
    }

    private Ascii() {}

    /// The same text with A–Z made small; the same object when there is none.
    public static String lower(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (upper(text.charAt(i))) {
                return lowerFrom(text, i);
            }
        }
        return text;
    }

    private static String lowerFrom(String text, int from) {
        char[] out = text.toCharArray();
        for (int i = from; i < out.length; i++) {
            if (upper(out[i])) {
                out[i] += 'a' - 'A';
            }
        }
        return new String(out);
    }

    private static boolean upper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    public static boolean digit(int c) {
        return c >= '0' && c <= '9';
    }

    public static boolean letter(int c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }

    public static boolean hexDigit(int c) {
        return digit(c) || (c | 0x20) >= 'a' && (c | 0x20) <= 'f';
    }
}
