package dev.gatehouse.sql;

/// Whether an UPDATE, DELETE or MERGE is held to certain rows by the conditions that it has.
final class RowFilter {
    private RowFilter() {}

    /// @param pipesAreOr whether `||` may mean OR
    static boolean filtered(Statement s, int verb, int end, boolean pipesAreOr) {
        int where = keyword(s, verb, end, "where");
        if (where < 0) {
            return false;
        }
        int stop = keyword(s, where, end, "returning", "order", "limit");
        return RowCondition.holds(s, where + 1, stop < 0 ? end : stop, pipesAreOr);
    }

    /// Whether the action behind `then` of the MERGE at `verb` is held to certain rows: by the condition of its own
    /// WHEN, or by that of the join. What no row of the source matches is every other row, whatever the join says.
    ///
    /// @param joined what [#joined] says of this MERGE
    static boolean mergeFiltered(Statement s, int verb, int then, boolean joined) {
        int when = then - 1;
        while (when > verb && !opensAction(s, when)) {
            when--;
        }
        int and = keyword(s, when, then, "and");
        return and >= 0 && RowCondition.holds(s, and + 1, then, false) || joined && !s.is(when + 1, "not");
    }

    /// Whether the condition of the join of the MERGE at `verb` holds it to certain rows.
    static boolean joined(Statement s, int verb, int end) {
        int first = keyword(s, verb, end, "when");
        while (first >= 0 && !opensAction(s, first)) {
            first = keyword(s, first + 1, end, "when");
        }
        int on = -1; // the last one: joins within the source have theirs before it
        for (int i = keyword(s, verb, first, "on"); i >= 0; i = keyword(s, i + 1, first, "on")) {
            on = i;
        }
        return on >= 0 && RowCondition.holds(s, on + 1, first, false);
    }

    /// WHEN of the MERGE itself, not of a CASE.
    private static boolean opensAction(Statement s, int i) {
        return s.is(i, "when") && (s.is(i + 1, "matched") || s.is(i + 1, "not") && s.is(i + 2, "matched"));
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
