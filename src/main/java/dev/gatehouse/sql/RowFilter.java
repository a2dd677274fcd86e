package dev.gatehouse.sql;

import java.util.Set;

/// Whether an UPDATE, DELETE or MERGE is held to certain rows by the conditions that it has.
final class RowFilter {
    private RowFilter() {}

    static boolean filtered(Statement s, int verb, int end, Dialect dialect) {
        int where = keyword(s, verb, end, "where");
        if (where < 0) {
            return false;
        }
        int stop = keyword(s, where, end, "returning", "order", "limit");
        return condition(s, verb, dialect).holds(where + 1, stop < 0 ? end : stop);
    }

    /// Whether the action behind `then` of the MERGE at `verb` is held to certain rows: by the condition of its own
    /// WHEN, or by that of the join. What no row of the source matches is every other row, whatever the join says.
    ///
    /// @param joined what [#joined] says of this MERGE
    static boolean mergeFiltered(Statement s, int verb, int then, boolean joined, Dialect dialect) {
        int when = then - 1;
        while (when > verb && !opensAction(s, when)) {
            when--;
        }
        int and = keyword(s, when, then, "and");
        return and >= 0 && condition(s, verb, dialect).holds(and + 1, then) || joined && !s.is(when + 1, "not");
    }

    /// Whether the condition of the join of the MERGE at `verb` holds it to certain rows.
    static boolean joined(Statement s, int verb, int end, Dialect dialect) {
        int first = keyword(s, verb, end, "when");
        while (first >= 0 && !opensAction(s, first)) {
            first = keyword(s, first + 1, end, "when");
        }
        int on = -1; // the last one: joins within the source have theirs before it
        for (int i = keyword(s, verb, first, "on"); i >= 0; i = keyword(s, i + 1, first, "on")) {
            on = i;
        }
        return on >= 0 && condition(s, verb, dialect).holds(on + 1, first);
    }

    private static RowCondition condition(Statement s, int verb, Dialect dialect) {
        return dialect.changesJoined()
                ? new RowCondition(s, dialect, Set.of(), true)
                : new RowCondition(s, dialect, names(s, verb, dialect), false);
    }

    /// By what a condition calls the one table that is changed: its alias hides its name.
    private static Set<String> names(Statement s, int verb, Dialect dialect) {
        int i = s.isAny(verb + 1, "from", "into") ? verb + 2 : verb + 1;
        i = s.is(i, "only") ? i + 1 : i;
        i = s.is(i, "(") ? i + 1 : i;
        if (!s.kind(i).named()) {
            return Set.of();
        }
        QualifiedName table = QualifiedName.read(s, i, dialect);
        int behind = table.last() + 1;
        while (s.isAny(behind, ")", "*", "as")) {
            behind++;
        }
        boolean alias = s.kind(behind).named() && !s.isAny(behind, "set", "using", "where", "returning");
        return Set.of(alias ? dialect.name(s, behind) : table.name());
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
