package dev.gatehouse.sql;

/// Where something in quotes ends: a string, or a name.
public final class Quotation {
    private Quotation() {}

    /// Index behind the closing quote of what opens at `quote`, or -1. A quote that stands twice is a part of it.
    ///
    /// @param escapes whether a backslash takes its meaning from the next character
    public static int end(String text, int quote, boolean escapes) {
        char q = text.charAt(quote);
        int i = quote + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\\' && escapes) {
                i += 2;
            } else if (c != q) {
                i++;
            } else if (i + 1 < text.length() && text.charAt(i + 1) == q) {
                i += 2;
            } else {
                return i + 1;
            }
        }
        return -1;
    }
}
