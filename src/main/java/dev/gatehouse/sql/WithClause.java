package dev.gatehouse.sql;

/// Finds where the statement behind a WITH clause begins.
final class WithClause {
    private WithClause() {}

    /// Index of the verb behind the clause that begins at `with`, or -1 if this is no such clause.
    static int verb(Statement s, int with, int end) {
        int i = with + (s.is(with + 1, "recursive") && !s.is(with + 2, "as") && !s.is(with + 2, "(") ? 2 : 1);
        while (i < end) {
            i = element(s, i);
            if (i < 0 || i >= end) {
                return -1;
            }
            if (!s.is(i, ",")) {
                return i;
            }
            i++;
        }
        return -1;
    }

    private static int element(Statement s, int name) {
        if (!s.kind(name).named()) {
            return -1;
        }
        int i = name + 1;
        if (s.is(i, "(")) {
            i = s.match(i) + 1;
        }
        if (!s.is(i++, "as")) {
            return -1;
        }
        if (s.is(i, "not")) {
            i++;
        }
        if (s.is(i, "materialized")) {
            i++;
        }
        return s.is(i, "(") ? order(s, s.match(i) + 1) : -1;
    }

    /// Skips SEARCH … SET name, CYCLE … USING name, CYCLE … RESTRICT.
    private static int order(Statement s, int from) {
        int i = from;
        if (s.is(i, "search")) {
            int set = s.find(i, s.size(), "set");
            if (set < 0) {
                return -1;
            }
            i = set + 2;
        }
        if (s.is(i, "cycle")) {
            int using = s.find(i, s.size(), "using", "restrict");
            if (using < 0) {
                return -1;
            }
            i = using + (s.is(using, "using") ? 2 : 1);
        }
        return i;
    }
}
