package dev.gatehouse.sql.mysql;

import java.util.Set;

import dev.gatehouse.sql.Clause;
import dev.gatehouse.sql.Draft;
import dev.gatehouse.sql.QueryText;
import dev.gatehouse.sql.QueryWords;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Unwritten;
import dev.gatehouse.sql.Words;

/// What queries of MySQL and MariaDB have of their own; hints, locks and limits are left out.
final class MysqlQueryText implements QueryWords {
    private static final Set<String> NEXT = Words.of("""
            from where group having order limit offset fetch for lock into union intersect except window procedure
            """);

    final QueryText queries;
    private final Draft draft;
    private final Statement s;
    private final MysqlExpressionText expressions;
    private final MysqlSourceText sources;

    MysqlQueryText(Draft draft, boolean backslashes) {
        this.draft = draft;
        this.s = draft.s;
        this.queries = new QueryText(draft, this);
        this.expressions = new MysqlExpressionText(draft, queries, backslashes);
        this.sources = new MysqlSourceText(draft, queries);
    }

    @Override
    public int select(int select) {
        int i = select;
        while (MysqlWords.AFTER_SELECT.contains(s.at(i + 1)) || s.isAny(i + 1, "distinct", "distinctrow")) {
            if (s.isAny(i + 1, "distinct", "distinctrow")) {
                draft.syntax("distinct");
            }
            i++;
        }
        return i;
    }

    @Override
    public int with(int name, int as) {
        if (!s.is(as, "as") || !s.is(as + 1, "(")) {
            throw new Unwritten("a WITH query of another form");
        }
        draft.syntax("as (");
        queries.query(as + 2, s.match(as + 1));
        draft.close();
        return s.match(as + 1);
    }

    @Override
    public int clause(int i, Clause clause) {
        return switch (s.at(i)) {
            case "from" -> clause.kind == Clause.Kind.LIST ? from(i, clause) : -1;
            case "group" -> s.is(i + 1, "by") ? queries.condition(i, "group by", clause) + 1 : -1;
            case "row" -> clause.kind == Clause.Kind.ROWS && s.is(i + 1, "(") ? i : -1;
            case "with" -> s.isAny(i + 1, "rollup", "cube") ? i + 1 : -1;
            case "into" -> skip(i, false);
            case "limit", "lock" -> skip(i, true);
            case "offset" ->
                s.kind(i + 1) == TokenKind.NUMBER || s.kind(i + 1) == TokenKind.PARAMETER ? skip(i, true) : -1;
            case "fetch" -> skip(i, true);
            case "for" -> s.isAny(i + 1, "update", "share") ? skip(i, true) : -1;
            default -> -1;
        };
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
        while (i + 1 < queries.end() && !NEXT.contains(s.at(i + 1))) {
            i++;
            boolean hidden = s.isAny(i, "(", "select", "values", "table") || !anyWord && s.is(i, ".");
            if (hidden) {
                throw new Unwritten("a clause that holds more than it should");
            }
        }
        draft.operand = true;
        return i;
    }

    @Override
    public int column(int i) {
        return draft.chain(i);
    }

    @Override
    public boolean joins(int i) {
        return MysqlSourceText.joins(s, i);
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
            if (s.isAny(i, "select", "table", "with", "values")) {
                throw new Unwritten("a query in an unusual place");
            }
        }
        return to;
    }
}
