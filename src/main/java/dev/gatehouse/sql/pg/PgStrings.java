package dev.gatehouse.sql.pg;

/// Where one quoted part of a string ends.
final class PgStrings {
    private PgStrings() {}

    /// Index behind the closing quote of the part that opens at `quote`, or -1.
    static int end(String text, int quote, boolean escapes) {
        int i = quote + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\\' && escapes) {
                i += 2;
            } else if (c != '\'') {
                i++;
            } else if (i + 1 < text.length() && text.charAt(i + 1) == '\'') {
                i += 2;
            } else {
                return i + 1;
            }
        }
        return -1;
    }
}
