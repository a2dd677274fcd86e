package dev.gatehouse.sql;

import java.util.function.BiPredicate;

/// Writes what expressions of all languages have in common, in canonical words: CASE, and the windows of functions.
public final class ExpressionText {
    private static final int MOST_BASES = 10;

    private final Draft draft;
    private final Statement s;
    private final QueryText queries;
    private final BiPredicate<String, String> sameName;

    /// @param sameName whether two windows of these names are one
    public ExpressionText(Draft draft, QueryText queries, BiPredicate<String, String> sameName) {
        this.draft = draft;
        this.s = draft.s;
        this.queries = queries;
        this.sameName = sameName;
    }

    /// Writes the CASE at `i` as a function; answers its END.
    ///
    /// @param beforeNames the words behind which CASE and END are names
    public int choice(int i, String... beforeNames) {
        int end = i + 1;
        int depth = 1;
        while (end < s.size()) {
            boolean name = s.isAny(end - 1, beforeNames);
            depth += name ? 0 : s.is(end, "case") ? 1 : s.is(end, "end") ? -1 : 0;
            if (depth == 0) {
                break;
            }
            end = s.is(end, "(") ? s.match(end) + 1 : end + 1;
        }
        if (end >= s.size()) {
            throw new Unwritten("a CASE without its END");
        }
        queries.call("case", i + 1, end);
        return end;
    }

    /// Writes the window behind the OVER at `i`, in place even if a WINDOW clause defines it; answers its last
    /// token.
    public int over(int i) {
        draft.operator();
        if (s.is(i + 1, "(")) {
            window(i + 1, 0);
            return s.match(i + 1);
        }
        window(definition(i + 1), 0);
        return i + 1;
    }

    private void window(int open, int bases) {
        if (bases > MOST_BASES) {
            throw new Unwritten("windows that build on each other");
        }
        draft.open("gh_f (");
        int from = open + 1;
        if (s.kind(from).named() && !s.isAny(from, "partition", "order", "rows", "range", "groups")) {
            window(definition(from), bases + 1);
            from++;
        }
        queries.arguments("over", from, s.match(open));
        draft.close();
    }

    /// The parenthesis of the window that the token at `name` names.
    private int definition(int name) {
        int end = queries.end();
        String wanted = draft.nameAt(name);
        for (int i = draft.find(queries.start(), end, "window"); i < end; i = draft.find(i + 1, end, ",")) {
            if (s.kind(i + 1).named()
                    && sameName.test(draft.nameAt(i + 1), wanted)
                    && s.is(i + 2, "as")
                    && s.is(i + 3, "(")) {
                return i + 3;
            }
        }
        throw new Unwritten("a window that is not there");
    }
}
