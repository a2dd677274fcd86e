package dev.gatehouse.sql;

import java.util.Set;

/// Whether a condition holds a statement to certain rows. One that looks at no column holds nothing, nor does one
/// that an `OR` with such a condition opens, nor a column that is compared with itself.
///
/// What a condition amounts to cannot be decided in general; this sees the forms in which it is written to get
/// past a rule. Linear in the length of the condition but for its depth, which the splitter bounds.
final class RowCondition {
    /// Reserved words, and operators that are words: no column can have their name without quotes.
    private static final Set<String> NO_COLUMN = Words.of("""
            true false null not and or is in like ilike similar between unknown xor div mod all any some array
            case when then else end distinct from select as symmetric current_date current_time
            current_timestamp current_user localtime localtimestamp session_user
            """);

    private static final Set<String> EQUAL = Set.of("=", "<=", ">=", "<=>", "like");
    private static final Set<String> UNEQUAL = Set.of("<>", "!=", "<", ">");

    private final Statement s;
    private final boolean pipesAreOr;

    private RowCondition(Statement statement, boolean pipesAreOr) {
        this.s = statement;
        this.pipesAreOr = pipesAreOr;
    }

    /// The condition in `[from, to)`.
    ///
    /// @param pipesAreOr whether `||` may mean OR
    static boolean holds(Statement s, int from, int to, boolean pipesAreOr) {
        return new RowCondition(s, pipesAreOr).holds(from, to, false);
    }

    /// A disjunction holds if each part does, a conjunction if one does; behind NOT it is the other way round.
    private boolean holds(int from, int to, boolean negated) {
        boolean disjunction = split(from, to, true) < to;
        boolean all = disjunction != negated;
        int start = from;
        while (start < to) {
            int end = split(start, to, disjunction);
            boolean part = disjunction ? holds(start, end, negated) : term(start, end, negated);
            if (part != all) {
                return part;
            }
            start = end + 1;
        }
        return all && from < to;
    }

    /// Where the first part ends: at an OR, or at an AND that belongs to no BETWEEN, outside parentheses and CASE.
    private int split(int from, int to, boolean atOr) {
        int cases = 0;
        int betweens = 0;
        for (int i = from; i < to; i++) {
            switch (s.at(i)) {
                case "(" -> i = Math.min(s.match(i), to);
                case "case" -> cases++;
                case "end" -> cases = Math.max(0, cases - 1);
                case "between" -> betweens += cases == 0 ? 1 : 0;
                case "and" -> {
                    if (cases == 0 && betweens > 0) {
                        betweens--;
                    } else if (cases == 0 && !atOr) {
                        return i;
                    }
                }
                case "or", "xor" -> {
                    if (cases == 0 && atOr) {
                        return i;
                    }
                }
                case "||" -> {
                    if (cases == 0 && atOr && pipesAreOr) {
                        return i;
                    }
                }
                default -> {
                    // Part of a term.
                }
            }
        }
        return to;
    }

    private boolean term(int first, int to, boolean negatedBefore) {
        int from = first;
        boolean negated = negatedBefore;
        while (s.is(from, "not")) {
            from++;
            negated = !negated;
        }
        if (s.is(from, "(") && s.match(from) == to - 1 && !s.isAny(from + 1, "select", "with", "values", "table")) {
            return holds(from + 1, to - 1, negated);
        }
        return hasColumn(from, to) && !sameOnBothSides(from, to, negated ? UNEQUAL : EQUAL);
    }

    private boolean sameOnBothSides(int from, int to, Set<String> operators) {
        int middle = from + (to - from) / 2;
        if ((to - from) % 2 == 0 || !operators.contains(s.at(middle))) {
            return false;
        }
        for (int i = from; i < middle; i++) {
            int other = middle + 1 + i - from;
            if (s.kind(i) != s.kind(other) || !Ascii.lower(s.raw(i)).equals(Ascii.lower(s.raw(other)))) {
                return false;
            }
        }
        return true;
    }

    private boolean hasColumn(int from, int to) {
        int i = from;
        while (i < to) {
            int last = i;
            while (s.is(last + 1, ".") && s.kind(last + 2).named()) {
                last += 2;
            }
            if (s.kind(i).named() && !namesNoColumn(i, last)) {
                return true;
            }
            i = last + 1;
        }
        return false;
    }

    /// A key word, a function, a type behind `::` or AS, or a type before its literal.
    private boolean namesNoColumn(int first, int last) {
        return first == last && NO_COLUMN.contains(s.at(first))
                || s.is(last + 1, "(")
                || s.isAny(first - 1, "::", "as")
                || s.kind(first) == TokenKind.WORD && s.kind(last + 1) == TokenKind.STRING;
    }
}
