package dev.gatehouse.sql;

import java.util.Set;

/// A canonical text in the making: what is written so far, and what may come next. Threads: one.
///
/// Expressions are flat in it: every operator is `+`, every pair of parentheses and every function `gh_f ( … )`,
/// since only the names in them and the queries in them say where values come from.
public final class Draft {
    private static final Set<String> AFTER_A_QUERY =
            Set.of("union", "intersect", "except", "order", "limit", "offset", "fetch", "for", "into", "lock");

    public final Statement s;
    public final CanonicalText out = new CanonicalText();
    private static final int DEPTH = 100;

    private final Dialect dialect;
    private int depth;
    /// The last thing written is an operand, so that an operator, an alias or a separator may follow.
    public boolean operand;

    public Draft(Statement statement, Dialect dialect) {
        this.s = statement;
        this.dialect = dialect;
    }

    /// Enters parentheses, a CASE or anything else that may hold its like: each costs stack, here and in the
    /// parser.
    public void deeper() {
        if (++depth > DEPTH) {
            throw new Unwritten("nested too deep");
        }
    }

    public void back() {
        depth--;
    }

    public void syntax(String word) {
        out.word(word);
        operand = false;
    }

    public void value(String word) {
        if (operand) {
            throw new Unwritten("two values side by side");
        }
        out.word(word);
        operand = true;
    }

    public void operator() {
        if (operand) {
            syntax("+");
        }
    }

    public void separator() {
        if (operand) {
            syntax(",");
        }
    }

    public void open(String opening) {
        if (operand) {
            throw new Unwritten("a parenthesis behind a value");
        }
        syntax(opening);
    }

    public void close() {
        out.word(")");
        operand = true;
    }

    public void name(int i) {
        out.name(nameAt(i));
        operand = true;
    }

    /// The name that this token means.
    public String nameAt(int i) {
        if (!s.kind(i).named()) {
            throw new Unwritten("no name where one must be");
        }
        return dialect.name(s, i);
    }

    /// Writes a number; one that can be the position of an output column as itself.
    public void number(int i) {
        String raw = s.raw(i);
        value(raw.length() < 10 && raw.chars().allMatch(Ascii::digit) ? raw : "'s'");
    }

    /// Writes the name in `[first, last]`, which stands behind a value, as its alias.
    public void label(int first, int last, Clause clause) {
        if (clause.kind != Clause.Kind.LIST || last != first) {
            throw new Unwritten("a name behind a value");
        }
        alias(first);
    }

    public void alias(int i) {
        if (!s.kind(i).named()) {
            throw new Unwritten("an alias of another kind");
        }
        alias(nameAt(i));
    }

    public void alias(String name) {
        if (!operand) {
            throw new Unwritten("an alias of nothing");
        }
        out.word("as");
        out.name(name);
    }

    /// The last token of the dotted name that begins at `first`, `.*` included.
    public int chain(int first) {
        int last = first;
        while (s.is(last + 1, ".") && s.kind(last + 2).named()) {
            last += 2;
        }
        return s.is(last + 1, ".") && s.is(last + 2, "*") ? last + 2 : last;
    }

    /// Writes the dotted name in `[first, last]`.
    public void names(int first, int last) {
        for (int i = first; i <= last; i++) {
            if (s.kind(i).named()) {
                name(i);
            } else {
                out.word(s.at(i));
            }
        }
        operand = true;
    }

    /// The first of these words in `[from, to)` outside parentheses that is not a part of a name, or `to`.
    public int find(int from, int to, String... words) {
        int i = s.find(from, to, words);
        while (i >= 0 && (s.is(i - 1, ".") || s.is(i + 1, "."))) {
            i = s.find(i + 1, to, words);
        }
        return i < 0 ? to : i;
    }

    /// Whether the parenthesis at `open` holds a query, not an expression or a join.
    public boolean query(int open) {
        int i = open + 1;
        if (s.is(i, "(")) {
            int next = s.match(i) + 1;
            return query(i) && (next == s.match(open) || AFTER_A_QUERY.contains(s.at(next)));
        }
        return s.isAny(i, "select", "with", "table") || s.is(i, "values") && s.isAny(i + 1, "row", "(");
    }
}
