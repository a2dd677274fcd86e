package dev.gatehouse.sql;

/// The calls in the expressions of a definition (defaults, checks, generated columns, bounds of partitions). The
/// server makes them then, or later when rows come, and no statement names them again: so they count where they are
/// written. Over-approximates: a type with a length may count as a function, one that does nothing.
public final class DefinitionCalls {
    private DefinitionCalls() {}

    /// Adds what expressions in `[from, to)` call to `facts`.
    public static void add(Statement s, int from, int to, Dialect dialect, FactsBuilder facts) {
        for (int i = from; i < to; i++) {
            boolean expression = s.isAny(i, "default", "check", "values", "using")
                    || s.isAny(i, "as", "update") && (s.is(i + 1, "(") || s.is(i - 1, "on"));
            if (expression) {
                FactsBuilder calls = new FactsBuilder();
                new QueryScan(s, dialect, calls).expressions(i + 1, end(s, i + 1, to));
                facts.stored(calls);
            }
        }
    }

    /// Where the element ends that the expression is in, at the latest.
    private static int end(Statement s, int from, int to) {
        int i = from;
        while (i < to && !s.isAny(i, ",", ")", "references")) {
            i = s.is(i, "(") ? Math.max(i, s.match(i)) + 1 : i + 1;
        }
        return Math.min(i, to);
    }
}
