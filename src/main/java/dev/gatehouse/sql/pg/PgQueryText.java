package dev.gatehouse.sql.pg;

import dev.gatehouse.sql.Clause;
import dev.gatehouse.sql.Draft;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Unwritten;

/// Writes queries of PostgreSQL in canonical words: their clauses and WITH; locks are left out.
final class PgQueryText {
    private final Draft draft;
    private final Statement s;
    private final PgExpressionText expressions;
    private final PgSourceText sources;
    private int start;
    private int end;

    PgQueryText(Draft draft) {
        this.draft = draft;
        this.s = draft.s;
        this.expressions = new PgExpressionText(draft, this);
        this.sources = new PgSourceText(draft, this);
    }

    /// Where the innermost query begins that is being written.
    int start() {
        return start;
    }

    /// The index behind the innermost query that is being written.
    int end() {
        return end;
    }

    void query(int from, int to) {
        clauses(from, to, Clause.Kind.START);
    }

    /// Writes `[from, to)` of a query that is already within the clause of this kind.
    void clauses(int from, int to, Clause.Kind kind) {
        int outerStart = start;
        int outerEnd = end;
        start = from;
        end = to;
        run(from, to, new Clause(kind, true, to, ""));
        start = outerStart;
        end = outerEnd;
    }

    void run(int from, int to, Clause clause) {
        draft.deeper();
        int i = from;
        while (i < to) {
            i = step(i, clause) + 1;
        }
        if (i != to) {
            throw new Unwritten("a construct that goes beyond its parentheses");
        }
        draft.back();
    }

    private int step(int i, Clause clause) {
        if (clause.query && s.kind(i) == TokenKind.WORD && !s.is(i + 1, ".")) {
            int last = clause(i, clause);
            if (last >= 0) {
                return last;
            }
        }
        return switch (clause.kind) {
            case START -> begin(i, clause);
            case FROM -> sources.step(i, clause);
            case ON -> sources.joins(i) ? sources.step(i, from(clause)) : expressions.step(i, clause);
            case ROWS -> row(i);
            case LIST, EXPRESSION, ARGUMENTS -> expressions.step(i, clause);
        };
    }

    private static Clause from(Clause clause) {
        clause.kind = Clause.Kind.FROM;
        return clause;
    }

    private int begin(int i, Clause clause) {
        switch (s.at(i)) {
            case "(" -> {
                draft.open("(");
                query(i + 1, s.match(i));
                draft.close();
                clause.kind = Clause.Kind.EXPRESSION;
                return s.match(i);
            }
            case "select" -> {
                draft.syntax("select");
                clause.kind = Clause.Kind.LIST;
                return select(i);
            }
            case "values" -> {
                draft.syntax("values");
                clause.kind = Clause.Kind.ROWS;
                return i;
            }
            case "table" -> {
                draft.syntax("select * from");
                clause.kind = Clause.Kind.FROM;
                return i;
            }
            case "with" -> {
                return new PgWithText(draft, this).write(i);
            }
            default -> throw new Unwritten("no query where one must be");
        }
    }

    private int select(int select) {
        int i = select;
        if (s.is(i + 1, "all")) {
            i++;
        } else if (s.is(i + 1, "distinct")) {
            i++;
            draft.syntax("distinct");
            if (s.is(i + 1, "on") && s.is(i + 2, "(")) {
                draft.syntax("on (");
                run(i + 3, s.match(i + 2), new Clause(Clause.Kind.ARGUMENTS, false, s.match(i + 2), ""));
                draft.syntax(")");
                i = s.match(i + 2);
            }
        }
        if (i + 1 >= end || s.isAny(i + 1, "from", "where", "union", "into") && !s.is(i + 2, ".")) {
            draft.value("gh_move ( 's' )"); // an empty list
        }
        return i;
    }

    private int row(int i) {
        if (s.is(i, "(")) {
            draft.open("(");
            run(i + 1, s.match(i), new Clause(Clause.Kind.ARGUMENTS, false, s.match(i), ""));
            draft.close();
            return s.match(i);
        }
        if (!s.is(i, ",")) {
            throw new Unwritten("VALUES of another form");
        }
        draft.syntax(",");
        return i;
    }

    /// Writes a word that begins another clause of the query; -1 when it does not.
    private int clause(int i, Clause clause) {
        if (clause.kind == Clause.Kind.START) {
            return -1;
        }
        switch (s.at(i)) {
            case "from" -> {
                if (clause.kind != Clause.Kind.LIST || s.is(i - 1, "distinct") && s.isAny(i - 2, "is", "not")) {
                    return -1;
                }
                draft.syntax("from");
                clause.kind = Clause.Kind.FROM;
                return i;
            }
            case "where", "having" -> {
                return next(i, s.at(i), clause);
            }
            case "group" -> {
                return group(i, clause);
            }
            case "order" -> {
                return s.is(i + 1, "by") ? next(i, "order by", clause) + 1 : -1;
            }
            case "union", "intersect", "except" -> {
                boolean all = s.is(i + 1, "all");
                draft.syntax(all ? s.at(i) + " all" : s.at(i));
                clause.kind = Clause.Kind.START;
                return all || s.is(i + 1, "distinct") ? i + 1 : i;
            }
            case "into" -> {
                return into(i);
            }
            case "limit", "offset", "fetch" -> {
                return limit(i);
            }
            case "for" -> {
                return s.isAny(i + 1, "update", "share", "no", "key") ? lock(i) : -1;
            }
            case "window" -> {
                return s.kind(i + 1).named() && s.is(i + 2, "as") ? windows(i) : -1;
            }
            default -> {
                return -1;
            }
        }
    }

    private int next(int i, String words, Clause clause) {
        draft.syntax(words);
        clause.kind = Clause.Kind.EXPRESSION;
        return i;
    }

    /// Sets of columns to group by are lists of columns here.
    private int group(int i, Clause clause) {
        if (!s.is(i + 1, "by")) {
            return -1;
        }
        if (s.is(i + 2, "all") && !s.isAny(i + 3, "(", ".", ",")) {
            return i + 2; // what is not aggregated
        }
        next(i, "group by", clause);
        int last = s.isAny(i + 2, "all", "distinct") ? i + 2 : i + 1;
        return last;
    }

    private int into(int into) {
        int i = into;
        while (s.isAny(i + 1, "temp", "temporary", "local", "global", "unlogged", "table")
                && s.kind(i + 2).named()) {
            i++;
        }
        return draft.chain(i + 1);
    }

    /// How many rows there are is of no interest, unless a query says it.
    private int limit(int i) {
        int from = s.is(i, "fetch") ? i + 2 : i + 1;
        int to = draft.find(from, end, "limit", "offset", "fetch", "for", "union", "intersect", "except");
        boolean asks = false;
        for (int k = from; k < to; k++) {
            asks |= s.is(k, "(") && draft.query(k);
        }
        if (asks) {
            boolean words = s.isAny(to - 1, "only", "ties", "row", "rows");
            draft.syntax(s.is(i, "limit") || s.is(i, "fetch") ? "limit ( select" : "offset ( select");
            value(from, words ? draft.find(from, to, "row", "rows", "only", "with") : to);
            draft.close();
        }
        draft.operand = true;
        return to - 1;
    }

    private int lock(int from) {
        int i = from;
        while (i + 1 < end
                && (s.kind(i + 1).named() || s.isAny(i + 1, ",", "."))
                && !s.isAny(i + 1, "limit", "offset", "fetch")
                && !(i > from && s.is(i + 1, "for"))) {
            i++;
        }
        draft.operand = true;
        return i;
    }

    /// The definitions of windows are written where they are used.
    private int windows(int from) {
        int i = from;
        do {
            if (!s.kind(i + 1).named() || !s.is(i + 2, "as") || !s.is(i + 3, "(")) {
                throw new Unwritten("a WINDOW clause of another form");
            }
            i = s.match(i + 3) + 1;
        } while (s.is(i, ","));
        return i - 1;
    }

    /// Writes a list of tables in `[from, to)`.
    void tables(int from, int to) {
        run(from, to, new Clause(Clause.Kind.FROM, false, to, ""));
    }

    /// Writes an expression in `[from, to)` as one value.
    void value(int from, int to) {
        draft.open("gh_f (");
        run(from, to, new Clause(Clause.Kind.ARGUMENTS, false, to, ""));
        draft.close();
    }

    /// Writes the arguments of a function in `[from, to)`.
    void arguments(int from, int to) {
        run(from, to, new Clause(Clause.Kind.ARGUMENTS, false, to, ""));
    }

    /// Writes the list of names in the parentheses at `open`.
    void columns(int open) {
        draft.syntax("(");
        for (int i = open + 1; i < s.match(open); i += 2) {
            if (!s.kind(i).named() || i + 1 != s.match(open) && !s.is(i + 1, ",")) {
                throw new Unwritten("a list of names that holds something else");
            }
            draft.separator();
            draft.name(i);
        }
        draft.close();
    }

    int type(int i) {
        return expressions.type(i);
    }

    int plain(int from, int to) {
        return plain(s, from, to);
    }

    /// Passes over `[from, to)`, which may hold words, names and values but nothing that could be a query.
    static int plain(Statement s, int from, int to) {
        for (int i = from; i < to; i++) {
            if (s.isAny(i, "select", "table", "with", "values") && s.is(i - 1, "(")) {
                throw new Unwritten("a query in an unusual place");
            }
        }
        return to;
    }
}
