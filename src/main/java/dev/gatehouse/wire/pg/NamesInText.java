package dev.gatehouse.wire.pg;

/// Whether a statement's text may speak of a name, told without reading SQL: too often rather than too seldom.
final class NamesInText {
    /// A name of this length may be the beginning of a longer one in the text.
    private static final int CUT = 63;

    /// In what the two cases of an ASCII letter differ.
    private static final int CASE = 'a' - 'A';

    private NamesInText() {}

    /// Key words stand in a text as they are, in any case; they cannot be escaped.
    static boolean contains(String sql, String word) {
        return indexOf(sql, word, 0) >= 0;
    }

    /// Names may be quoted, or escaped by `U&`. A name with a quote in it stands doubled in the text.
    static boolean mayName(String sql, String name) {
        if (name.isEmpty()) {
            return false;
        }
        if (name.indexOf('"') >= 0 || contains(sql, "u&")) {
            return true;
        }
        for (int at = indexOf(sql, name, 0); at >= 0; at = indexOf(sql, name, at + 1)) {
            boolean begins = at == 0 || !isPart(sql.charAt(at - 1));
            int end = at + name.length();
            boolean ends = end == sql.length() || name.length() >= CUT || !isPart(sql.charAt(end));
            if (begins && ends) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPart(char each) {
        return each >= 'a' && each <= 'z'
                || each >= 'A' && each <= 'Z'
                || each >= '0' && each <= '9'
                || each == '_'
                || each == '$'
                || each >= 0x80;
    }

    /// Each place is told by its first character first, but for one beyond ASCII, which may fold into it.
    private static int indexOf(String sql, String word, int from) {
        char first = word.charAt(0);
        int folded = first | CASE;
        int last = sql.length() - word.length();
        for (int index = from; index <= last; index++) {
            char at = sql.charAt(index);
            boolean begins = (at | CASE) == folded || at >= 0x80 || first >= 0x80;
            if (begins && sql.regionMatches(true, index, word, 0, word.length())) {
                return index;
            }
        }
        return -1;
    }
}
