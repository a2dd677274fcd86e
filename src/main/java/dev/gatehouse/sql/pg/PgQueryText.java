package dev.gatehouse.sql.pg;

import dev.gatehouse.sql.Clause;
import dev.gatehouse.sql.Draft;
import dev.gatehouse.sql.QueryText;
import dev.gatehouse.sql.QueryWords;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.Unwritten;

/// What queries of PostgreSQL have of their own; locks are left out.
final class PgQueryText implements QueryWords {
    final QueryText queries;
    private final Draft draft;
    private final Statement s;
    private final PgExpressionText expressions;
    private final PgSourceText sources;

    PgQueryText(Draft draft) {
        this.draft = draft;
        this.s = draft.s;
        this.queries = new QueryText(draft, this);
        this.expressions = new PgExpressionText(draft, queries);
        this.sources = new PgSourceText(draft, queries);
    }

    @Override
    public int select(int select) {
        int i = select;
        if (s.is(i + 1, "all")) {
            i++;
        } else if (s.is(i + 1, "distinct")) {
            i++;
            draft.syntax("distinct");
            if (s.is(i + 1, "on") && s.is(i + 2, "(")) {
                draft.syntax("on (");
                queries.arguments("", i + 3, s.match(i + 2));
                draft.syntax(")");
                i = s.match(i + 2);
            }
        }
        if (i + 1 >= queries.end() || s.isAny(i + 1, "from", "where", "union", "into") && !s.is(i + 2, ".")) {
            draft.value("gh_move ( 's' )"); // an empty list
        }
        return i;
    }

    @Override
    public int with(int name, int as) {
        return new PgWithText(draft, queries).write(name, as);
    }

    @Override
    public int clause(int i, Clause clause) {
        return switch (s.at(i)) {
            case "from" -> from(i, clause);
            case "group" -> group(i, clause);
            case "into" -> into(i);
            case "limit", "offset", "fetch" -> limit(i);
            case "for" -> s.isAny(i + 1, "update", "share", "no", "key") ? lock(i) : -1;
            default -> -1;
        };
    }

    private int from(int i, Clause clause) {
        boolean comparison = s.is(i - 1, "distinct") && s.isAny(i - 2, "is", "not");
        if (clause.kind != Clause.Kind.LIST || comparison) {
            return -1;
        }
        draft.syntax("from");
        clause.kind = Clause.Kind.FROM;
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
        queries.condition(i, "group by", clause);
        return s.isAny(i + 2, "all", "distinct") ? i + 2 : i + 1;
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
        int to = draft.find(from, queries.end(), "limit", "offset", "fetch", "for", "union", "intersect", "except");
        boolean asks = false;
        for (int k = from; k < to; k++) {
            asks |= s.is(k, "(") && draft.query(k);
        }
        if (asks) {
            boolean words = s.isAny(to - 1, "only", "ties", "row", "rows");
            draft.syntax(s.is(i, "limit") || s.is(i, "fetch") ? "limit ( select" : "offset ( select");
            queries.value(from, words ? draft.find(from, to, "row", "rows", "only", "with") : to);
            draft.close();
        }
        draft.operand = true;
        return to - 1;
    }

    private int lock(int from) {
        int i = from;
        while (i + 1 < queries.end()
                && (s.kind(i + 1).named() || s.isAny(i + 1, ",", "."))
                && !s.isAny(i + 1, "limit", "offset", "fetch")
                && !(i > from && s.is(i + 1, "for"))) {
            i++;
        }
        draft.operand = true;
        return i;
    }

    @Override
    public int column(int i) {
        return i;
    }

    @Override
    public boolean joins(int i) {
        return PgSourceText.joins(s, i);
    }

    @Override
    public int table(int i) {
        return sources.step(i);
    }

    @Override
    public int expression(int i, Clause clause) {
        return expressions.step(i, clause);
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
