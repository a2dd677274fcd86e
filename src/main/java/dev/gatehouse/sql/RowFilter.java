package dev.gatehouse.sql;

import java.util.Set;

/// Whether an UPDATE or DELETE is held to certain rows. A condition that looks at no column holds nothing.
final class RowFilter {
    private static final Set<String> NO_COLUMN = Set.of(
            "true", "false", "null", "not", "and", "or", "is", "in", "like", "between", "unknown", "xor", "div", "mod");

    private RowFilter() {}

    static boolean filtered(Statement s, int verb, int end) {
        int where = keyword(s, verb, end, "where");
        if (where < 0) {
            return false;
        }
        int stop = keyword(s, where, end, "returning", "order", "limit");
        for (int i = where + 1; i < (stop < 0 ? end : stop); i++) {
            if (s.kind(i).named() && !NO_COLUMN.contains(s.at(i))) {
                return true;
            }
        }
        return false;
    }

    /// Like [Statement#find], but a word behind a dot or AS is a name, not a key word.
    private static int keyword(Statement s, int from, int end, String... words) {
        int i = s.find(from, end, words);
        while (i >= 0 && (s.is(i - 1, ".") || s.is(i - 1, "as"))) {
            i = s.find(i + 1, end, words);
        }
        return i;
    }
}
