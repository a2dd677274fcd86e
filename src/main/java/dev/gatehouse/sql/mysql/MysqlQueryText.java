package dev.gatehouse.sql.mysql;

import dev.gatehouse.sql.Clause;
import dev.gatehouse.sql.Draft;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Unwritten;

/// Writes queries of MySQL and MariaDB in canonical words: their clauses and WITH; hints and locks are left out.
final class MysqlQueryText {
    private static final String[] NEXT = {
        "from",
        "where",
        "group",
        "having",
        "order",
        "limit",
        "offset",
        "fetch",
        "for",
        "lock",
        "into",
        "union",
        "intersect",
        "except",
        "window",
        "procedure"
    };

    private final Draft draft;
    private final Statement s;
    private final MysqlExpressionText expressions;
    private final MysqlSourceText sources;
    private int start;
    private int end;

    MysqlQueryText(Draft draft, boolean backslashes) {
        this.draft = draft;
        this.s = draft.s;
        this.expressions = new MysqlExpressionText(draft, this, backslashes);
        this.sources = new MysqlSourceText(draft, this);
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
                return with(i);
            }
            default -> throw new Unwritten("no query where one must be");
        }
    }

    private int select(int select) {
        int i = select;
        while (MysqlWords.afterSelect(s.at(i + 1)) || s.isAny(i + 1, "distinct", "distinctrow")) {
            if (s.isAny(i + 1, "distinct", "distinctrow")) {
                draft.syntax("distinct");
            }
            i++;
        }
        return i;
    }

    /// Writes the WITH clause at `with`; answers its last token.
    int with(int with) {
        boolean recursive = s.is(with + 1, "recursive") && !s.isAny(with + 2, "as", "(");
        draft.syntax(recursive ? "with recursive" : "with");
        int i = with + (recursive ? 2 : 1);
        while (true) {
            if (!s.kind(i).named()) {
                throw new Unwritten("a WITH query without a name");
            }
            draft.name(i++);
            if (s.is(i, "(")) {
                columns(i);
                i = s.match(i) + 1;
            }
            if (!s.is(i, "as") || !s.is(i + 1, "(")) {
                throw new Unwritten("a WITH query of another form");
            }
            draft.syntax("as (");
            query(i + 2, s.match(i + 1));
            draft.close();
            i = s.match(i + 1);
            if (!s.is(i + 1, ",")) {
                draft.operand = false;
                return i;
            }
            draft.syntax(",");
            i += 2;
        }
    }

    /// Writes the list of names in the parentheses at `open`, without what qualifies them.
    void columns(int open) {
        draft.syntax("(");
        int i = open + 1;
        while (i < s.match(open)) {
            int last = draft.chain(i);
            if (!s.kind(last).named() || last + 1 != s.match(open) && !s.is(last + 1, ",")) {
                throw new Unwritten("a list of names that holds something else");
            }
            if (i > open + 1) {
                draft.syntax(",");
            }
            draft.name(last);
            i = last + 2;
        }
        draft.close();
    }

    private int row(int i) {
        if (s.is(i, "(")) {
            draft.open("(");
            run(i + 1, s.match(i), new Clause(Clause.Kind.ARGUMENTS, false, s.match(i), ""));
            draft.close();
            return s.match(i);
        }
        if (s.is(i, ",")) {
            draft.syntax(",");
        } else if (!s.is(i, "row") || !s.is(i + 1, "(")) {
            throw new Unwritten("VALUES of another form");
        }
        return i;
    }

    /// Writes a word that begins another clause of the query; -1 when it does not.
    private int clause(int i, Clause clause) {
        if (clause.kind == Clause.Kind.START) {
            return -1;
        }
        switch (s.at(i)) {
            case "from" -> {
                return clause.kind == Clause.Kind.LIST ? from(i, clause) : -1;
            }
            case "where", "having" -> {
                return next(i, s.at(i), clause);
            }
            case "group", "order" -> {
                return s.is(i + 1, "by") ? next(i, s.at(i) + " by", clause) + 1 : -1;
            }
            case "union", "intersect", "except" -> {
                boolean all = s.is(i + 1, "all");
                draft.syntax(all ? s.at(i) + " all" : s.at(i));
                clause.kind = Clause.Kind.START;
                return all || s.is(i + 1, "distinct") ? i + 1 : i;
            }
            case "with" -> {
                return s.isAny(i + 1, "rollup", "cube") ? i + 1 : -1;
            }
            case "into" -> {
                return skip(i, false);
            }
            case "limit", "lock" -> {
                return skip(i, true);
            }
            case "offset", "fetch" -> {
                boolean name =
                        s.is(i, "offset") && s.kind(i + 1) != TokenKind.NUMBER && s.kind(i + 1) != TokenKind.PARAMETER;
                return name ? -1 : skip(i, true);
            }
            case "for" -> {
                return s.isAny(i + 1, "update", "share") ? skip(i, true) : -1;
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

    private int from(int i, Clause clause) {
        boolean dual = s.is(i + 1, "dual");
        if (dual && s.isAny(i + 2, ",", "join", ".")) {
            throw new Unwritten("DUAL among tables");
        }
        draft.syntax(dual ? "" : "from");
        clause.kind = dual ? Clause.Kind.EXPRESSION : Clause.Kind.FROM;
        draft.operand = dual;
        return dual ? i + 1 : i;
    }

    /// Passes over a clause that names no column: where rows go, how many there are, and how they are locked.
    private int skip(int from, boolean anyWord) {
        int i = from;
        while (i + 1 < end && !(s.kind(i + 1) == TokenKind.WORD && s.isAny(i + 1, NEXT))) {
            i++;
            boolean hidden = s.isAny(i, "(", "select", "values", "table") || !anyWord && s.is(i, ".");
            if (hidden) {
                throw new Unwritten("a clause that holds more than it should");
            }
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
}
