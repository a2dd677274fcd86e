package dev.gatehouse.sql;

import java.util.Set;

/// Whether an UPDATE or DELETE is held to certain rows. A condition that looks at no column holds nothing.
final class RowFilter {
    private static final Set<String> NO_COLUMN = Set.of(
            "true", "false", "null", "not", "and", "or", "is", "in", "like", "between", "unknown", "xor", "div", "mod",
            "case", "when", "then", "else", "end");

    private RowFilter() {}

    static boolean filtered(Statement s, int verb, int end) {
        int where = keyword(s, verb, end, "where");
        if (where < 0) {
            return false;
        }
        int stop = keyword(s, where, end, "returning", "order", "limit");
        return looksAtColumn(s, where + 1, stop < 0 ? end : stop);
    }

    /// Whether the action behind `then` of the MERGE at `verb` is held to certain rows: by the condition of its own
    /// WHEN, or by that of the join. What no row of the source matches is every other row, whatever the join says.
    static boolean mergeFiltered(Statement s, int verb, int then, int end) {
        int when = then - 1;
        while (when > verb && !opensAction(s, when)) {
            when--;
        }
        int and = keyword(s, when, then, "and");
        if (and >= 0 && looksAtColumn(s, and + 1, then)) {
            return true;
        }
        if (s.is(when + 1, "not")) {
            return false;
        }
        int first = keyword(s, verb, end, "when");
        while (first >= 0 && first < when && !opensAction(s, first)) {
            first = keyword(s, first + 1, end, "when");
        }
        int on = -1; // the last one: joins within the source have theirs before it
        for (int i = keyword(s, verb, first, "on"); i >= 0; i = keyword(s, i + 1, first, "on")) {
            on = i;
        }
        return on >= 0 && looksAtColumn(s, on + 1, first);
    }

    /// WHEN of the MERGE itself, not of a CASE.
    private static boolean opensAction(Statement s, int i) {
        return s.is(i, "when") && (s.is(i + 1, "matched") || s.is(i + 1, "not") && s.is(i + 2, "matched"));
    }

    private static boolean looksAtColumn(Statement s, int from, int to) {
        for (int i = from; i < to; i++) {
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
