package dev.gatehouse.sql.mysql;

import dev.gatehouse.sql.CanonicalText;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.TokenKind;

/// A canonical text in the making: what is written so far, and what may come next. Threads: one.
///
/// Expressions are flat in it: every operator is `+`, every pair of parentheses and every function `gh_f ( … )`,
/// since only the names in them and the queries in them say where values come from.
final class Draft {
    final Statement s;
    final CanonicalText out = new CanonicalText();
    final boolean backslashes;
    /// The last thing written is an operand, so that an operator, an alias or a separator may follow.
    boolean operand;

    Draft(Statement statement, boolean backslashes) {
        this.s = statement;
        this.backslashes = backslashes;
    }

    void syntax(String word) {
        out.word(word);
        operand = false;
    }

    void value(String word) {
        if (operand) {
            throw new Unwritten("two values side by side");
        }
        out.word(word);
        operand = true;
    }

    void operator() {
        if (operand) {
            syntax("+");
        }
    }

    void separator() {
        if (operand) {
            syntax(",");
        }
    }

    void open(String opening) {
        if (operand) {
            throw new Unwritten("a parenthesis behind a value");
        }
        syntax(opening);
    }

    void close() {
        out.word(")");
        operand = true;
    }

    void name(int i) {
        out.name(MysqlDialect.INSTANCE.name(s, i));
        operand = true;
    }

    void alias(int i) {
        if (!operand) {
            throw new Unwritten("an alias of nothing");
        }
        out.word("as");
        if (s.kind(i) == TokenKind.STRING) {
            out.name(MysqlText.value(s.tokens(), s.token(i), backslashes));
        } else if (s.kind(i).named()) {
            name(i);
        } else {
            throw new Unwritten("an alias of another kind");
        }
    }

    /// The last token of the dotted name that begins at `first`, `.*` included.
    int chain(int first) {
        int last = first;
        while (s.is(last + 1, ".") && s.kind(last + 2).named()) {
            last += 2;
        }
        return s.is(last + 1, ".") && s.is(last + 2, "*") ? last + 2 : last;
    }

    /// Writes the dotted name in `[first, last]`.
    void names(int first, int last) {
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
    int find(int from, int to, String... words) {
        int i = s.find(from, to, words);
        while (i >= 0 && (s.is(i - 1, ".") || s.is(i + 1, "."))) {
            i = s.find(i + 1, to, words);
        }
        return i < 0 ? to : i;
    }

    /// Whether the parenthesis at `open` holds a query, not an expression or a join.
    boolean query(int open) {
        int i = open + 1;
        if (s.is(i, "(")) {
            int next = s.match(i) + 1;
            return query(i) && (next == s.match(open) || s.isAny(next, MysqlWords.AFTER_A_QUERY));
        }
        return s.isAny(i, "select", "with", "table") || s.is(i, "values") && s.isAny(i + 1, "row", "(");
    }
}
