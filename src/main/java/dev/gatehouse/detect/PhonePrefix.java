package dev.gatehouse.detect;

/// The `+` before a number, with what may stand around it: `+33`, `(+33)`, `+(33)`, and `%2B33` in links.
final class PhonePrefix {
    private PhonePrefix() {}

    /// @param at the first digit after it
    /// @return where it begins, or -1
    static int start(byte[] text, int from, int at) {
        int position = at;
        if (position > from && text[position - 1] == '(') {
            position--;
        }
        if (position == from || text[position - 1] != '+') {
            return -1;
        }
        position--;
        if (position > from && text[position - 1] == '(') {
            return position - 1;
        }
        return Escapes.wordBoundary(text, from, position) ? position : -1;
    }
}
