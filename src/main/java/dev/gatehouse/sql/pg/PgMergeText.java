package dev.gatehouse.sql.pg;

import dev.gatehouse.sql.Clause;
import dev.gatehouse.sql.Draft;
import dev.gatehouse.sql.QueryText;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.Unwritten;

/// Writes MERGE as a query over the join of both sides, whose list marks what is written: `gh_set ( column , value
/// )`, `gh_write ( table . * )`, `gh_delete ( table . * )`, `gh_move ( value )`.
final class PgMergeText {
    private final Draft draft;
    private final Statement s;
    private final QueryText queries;
    private final int end;
    private int target;

    PgMergeText(Draft draft, QueryText queries, int end) {
        this.draft = draft;
        this.s = draft.s;
        this.queries = queries;
        this.end = end;
    }

    void write(int verb) {
        int name = s.is(verb + 2, "only") ? verb + 3 : verb + 2;
        int using = draft.find(name, end, "using");
        int returning = draft.find(using, end, "returning");
        int first = when(using, returning);
        int on = -1;
        for (int i = draft.find(using, first, "on"); i < first; i = draft.find(i + 1, first, "on")) {
            on = i; // the last one: joins within the source have theirs before it
        }
        if (!s.is(verb + 1, "into") || using >= end || on < 0) {
            throw new Unwritten("a MERGE of another form");
        }
        target = s.kind(using - 1).named() ? using - 1 : using - 2;
        draft.syntax("select gh_move ( 's' )");
        draft.operand = true;
        for (int i = first; i < returning; i = when(i + 1, returning)) {
            action(draft.find(i, returning, "then") + 1, when(i + 1, returning));
        }
        if (returning < end) {
            draft.syntax(",");
            queries.clauses(returning + 1, end, Clause.Kind.LIST);
        }
        draft.syntax("from");
        queries.tables(name, using);
        draft.syntax("join");
        queries.tables(using + 1, on);
        draft.syntax("on");
        queries.value(on + 1, first);
        conditions(first, returning);
    }

    /// The next WHEN [NOT] MATCHED.
    private int when(int from, int to) {
        int i = draft.find(from, to, "when");
        while (i < to && !s.is(i + 1, "matched") && !(s.is(i + 1, "not") && s.is(i + 2, "matched"))) {
            i = draft.find(i + 1, to, "when");
        }
        return i;
    }

    private void conditions(int first, int to) {
        draft.syntax("where gh_f ( 's'");
        draft.operand = true;
        for (int i = first; i < to; i = when(i + 1, to)) {
            int then = draft.find(i, to, "then");
            int and = draft.find(i, then, "and");
            if (and < then) {
                draft.syntax(",");
                queries.value(and + 1, then);
            }
        }
        draft.close();
    }

    private void action(int verb, int to) {
        switch (s.at(verb)) {
            case "update" -> {
                if (!s.is(verb + 1, "set")) {
                    throw new Unwritten("an action of another form");
                }
                assignments(verb + 2, to);
            }
            case "delete" -> star("gh_delete");
            case "insert" -> insert(verb + 1, to);
            case "do" -> {
                // nothing
            }
            default -> throw new Unwritten("an action of another form");
        }
    }

    private void star(String mark) {
        draft.syntax(",");
        draft.open(mark + " (");
        draft.name(target);
        draft.out.word(". *");
        draft.close();
    }

    private void set(int column, int from, int to) {
        if (!s.kind(column).named()) {
            throw new Unwritten("an assignment of another form");
        }
        draft.syntax(",");
        draft.open("gh_set (");
        draft.name(target);
        draft.out.word(".");
        draft.name(column);
        draft.syntax(",");
        queries.value(from, to);
        draft.close();
    }

    private void assignments(int from, int to) {
        int i = from;
        while (i < to) {
            int stop = draft.find(i, to, ",");
            int equals = draft.find(i, stop, "=");
            boolean list = s.is(i, "(");
            if (equals >= stop || !list && equals != i + 1) {
                throw new Unwritten("an assignment of another form");
            }
            for (int column = list ? i + 1 : i; column < (list ? s.match(i) : equals); column += 2) {
                set(column, equals + 1, stop);
            }
            i = stop + 1;
        }
    }

    private void insert(int from, int to) {
        int i = from;
        boolean columns = s.is(i, "(");
        int open = i;
        i = columns ? s.match(i) + 1 : i;
        i = s.is(i, "overriding") ? i + 3 : i;
        if (s.is(i, "default")) {
            star("gh_write");
            return;
        }
        if (!s.is(i, "values") || !s.is(i + 1, "(") || s.match(i + 1) != to - 1) {
            throw new Unwritten("an action of another form");
        }
        if (!columns) {
            star("gh_write");
            draft.syntax(",");
            draft.open("gh_move (");
            queries.value(i + 2, to - 1);
            draft.close();
            return;
        }
        for (int column = open + 1; column < s.match(open); column += 2) {
            set(column, i + 2, to - 1);
        }
    }
}
