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
            current_timestamp current_user localtime localtimestamp session_user where having group order union
            join on using
            """);

    private static final Set<String> EQUAL = Set.of("=", "<=", ">=", "<=>", "like");
    private static final Set<String> UNEQUAL = Set.of("<>", "!=", "<", ">");

    private final Statement s;
    private final Dialect dialect;
    private final Set<String> own;
    private final boolean pipesAreOr;

    /// @param own by what the condition calls the table that is changed; a column of another holds none of its
    ///     rows. Empty where any column may be of such a table
    /// @param pipesAreOr whether `||` may mean OR
    RowCondition(Statement statement, Dialect dialect, Set<String> own, boolean pipesAreOr) {
        this.s = statement;
        this.dialect = dialect;
        this.own = own;
        this.pipesAreOr = pipesAreOr;
    }

    /// The condition in `[from, to)`.
    boolean holds(int from, int to) {
        return holds(from, to, false);
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
        return hasColumn(from, to)
                && !sameOnBothSides(from, to, negated ? UNEQUAL : EQUAL)
                && (negated || !amongItself(from, to));
    }

    private boolean sameOnBothSides(int from, int to, Set<String> operators) {
        int middle = from + (to - from) / 2;
        if ((to - from) % 2 == 1 && operators.contains(s.at(middle))) {
            return same(from, middle, middle + 1);
        }
        int is = s.find(from, to, "is");
        boolean not = s.is(is + 1, "not");
        int distinct = not ? is + 2 : is + 1;
        return is > from
                && s.is(distinct, "distinct")
                && not == operators.equals(EQUAL)
                && to - distinct - 2 == is - from
                && same(from, is, distinct + 2);
    }

    /// Whether `other` begins what stands in `[from, to)` once more.
    private boolean same(int from, int to, int other) {
        for (int i = 0; i < to - from; i++) {
            if (s.kind(from + i) != s.kind(other + i)
                    || !Ascii.lower(s.raw(from + i)).equals(Ascii.lower(s.raw(other + i)))) {
                return false;
            }
        }
        return true;
    }

    /// `x BETWEEN x AND …`, `x IN (…, x, …)`.
    private boolean amongItself(int from, int to) {
        int in = s.find(from, to, "in", "between");
        if (in <= from || s.is(in - 1, "not")) {
            return false;
        }
        int width = in - from;
        if (s.is(in, "between")) {
            return s.is(in + 1 + width, "and") && same(from, in, in + 1) && same(from, in, in + 2 + width);
        }
        for (int i = in + 1; i + width < to; i++) {
            if (s.isAny(i, "(", ",") && s.isAny(i + 1 + width, ",", ")") && same(from, in, i + 1)) {
                return true;
            }
        }
        return false;
    }

    private boolean hasColumn(int from, int to) {
        int i = from;
        while (i < to) {
            int last = i;
            while (s.is(last + 1, ".") && s.kind(last + 2).named()) {
                last += 2;
            }
            if (s.kind(i).named() && !namesNoColumn(i, last) && mayBeOwn(i, last)) {
                return true;
            }
            i = last + 1;
        }
        return false;
    }

    private boolean mayBeOwn(int first, int last) {
        return own.isEmpty() || first == last || own.contains(dialect.name(s, last - 2));
    }

    /// A key word, a function, a type behind `::` or AS, or a type before its literal.
    private boolean namesNoColumn(int first, int last) {
        return first == last && NO_COLUMN.contains(s.at(first))
                || s.is(last + 1, "(")
                || s.isAny(first - 1, "::", "as")
                || s.kind(first) == TokenKind.WORD && s.kind(last + 1) == TokenKind.STRING;
    }
}
