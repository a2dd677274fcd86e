package dev.gatehouse.sql.pg;

import dev.gatehouse.sql.Clause;
import dev.gatehouse.sql.Draft;
import dev.gatehouse.sql.QueryText;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.Unwritten;

/// Writes whatever may stand where a query or a change of rows may; INSERT, UPDATE and DELETE here, MERGE in
/// [PgMergeText].
final class PgChangeText {
    private final Draft draft;
    private final Statement s;
    private final QueryText queries;
    private final int end;

    PgChangeText(Draft draft, QueryText queries, int end) {
        this.draft = draft;
        this.s = draft.s;
        this.queries = queries;
        this.end = end;
    }

    void write(int from) {
        int verb = s.is(from, "with") ? queries.with(from) + 1 : from;
        switch (s.at(verb)) {
            case "insert" -> insert(verb);
            case "update" -> update(verb);
            case "delete" -> delete(verb);
            case "merge" -> new PgMergeText(draft, queries, end).write(verb);
            default -> queries.query(verb, end);
        }
    }

    /// Writes `[ONLY] name [*] [[AS] alias]`; answers the index behind it.
    int target(int from) {
        int i = s.is(from, "only") ? from + 1 : from;
        int last = draft.chain(i);
        if (!s.kind(last).named() || last > i + 2) {
            throw new Unwritten("a table of an unusual form");
        }
        draft.names(i, last);
        i = s.is(last + 1, "*") ? last + 2 : last + 1;
        boolean as = s.is(i, "as");
        if (as
                || s.kind(i).named()
                        && !s.isAny(
                                i,
                                "set",
                                "using",
                                "where",
                                "returning",
                                "default",
                                "values",
                                "select",
                                "overriding",
                                "with",
                                "table")) {
            int alias = as ? i + 1 : i;
            draft.alias(alias);
            return alias + 1;
        }
        return i;
    }

    private void update(int verb) {
        draft.syntax("update");
        int set = target(verb + 1);
        int returning = draft.find(set, end, "returning");
        int where = draft.find(set, returning, "where");
        int from = draft.find(set, where, "from");
        if (!s.is(set, "set")) {
            throw new Unwritten("an UPDATE of another form");
        }
        draft.syntax("set");
        assignments(set + 1, from);
        if (from < where) {
            draft.syntax("from");
            queries.tables(from + 1, where);
        }
        where(where, returning);
        returning(returning);
    }

    private void delete(int verb) {
        if (!s.is(verb + 1, "from")) {
            throw new Unwritten("a DELETE of another form");
        }
        draft.syntax("delete from");
        int using = target(verb + 2);
        int returning = draft.find(using, end, "returning");
        int where = draft.find(using, returning, "where");
        if (s.is(using, "using")) {
            draft.syntax("using");
            queries.tables(using + 1, where);
        } else if (using != where) {
            throw new Unwritten("a DELETE of another form");
        }
        where(where, returning);
        returning(returning);
    }

    private void where(int where, int to) {
        if (where < to) {
            draft.syntax("where");
            queries.value(where + 1, to);
        }
    }

    private void returning(int returning) {
        if (returning < end) {
            if (s.is(returning + 1, "with") && s.is(returning + 2, "(")) {
                throw new Unwritten("RETURNING WITH");
            }
            draft.syntax("returning");
            queries.clauses(returning + 1, end, Clause.Kind.LIST);
        }
    }

    /// `a = 1, (b, c) = (2, 3)`: what stands behind a list counts for each of its columns.
    private void assignments(int from, int to) {
        int i = from;
        while (i < to) {
            int stop = draft.find(i, to, ",");
            int equals = draft.find(i, stop, "=");
            boolean list = s.is(i, "(");
            if (equals >= stop || !list && !s.kind(i).named()) {
                throw new Unwritten("an assignment of another form");
            }
            if (list) {
                for (int column = i + 1; column < s.match(i); column += 2) {
                    assign(column, equals + 1, stop);
                }
            } else {
                if (equals > i + 1) {
                    subscripts(i + 1, equals);
                }
                assign(i, equals + 1, stop);
            }
            i = stop + 1;
        }
    }

    private void assign(int column, int from, int to) {
        if (!s.kind(column).named()) {
            throw new Unwritten("an assignment of another form");
        }
        draft.separator();
        draft.name(column);
        draft.syntax("=");
        queries.value(from, to);
    }

    /// `column[…].field`: only values may stand in the brackets.
    private void subscripts(int from, int to) {
        for (int i = from; i < to; i++) {
            boolean field = s.is(i - 1, ".");
            if (s.kind(i).named() && !field || s.is(i, "(")) {
                throw new Unwritten("a subscript of another form");
            }
        }
    }

    private void insert(int verb) {
        if (!s.is(verb + 1, "into")) {
            throw new Unwritten("an INSERT of another form");
        }
        draft.syntax("insert into");
        int i = target(verb + 2);
        if (s.is(i, "(") && !draft.query(i)) {
            queries.columns(i);
            i = s.match(i) + 1;
        }
        if (s.is(i, "overriding")) {
            i += 3;
        }
        int returning = draft.find(i, end, "returning");
        int on = conflict(i, returning);
        if (s.is(i, "default")) {
            draft.syntax("default values");
        } else {
            draft.operand = false;
            queries.query(i, on);
        }
        if (on < returning) {
            upsert(on, returning);
        }
        returning(returning);
    }

    private int conflict(int from, int to) {
        int on = draft.find(from, to, "on");
        while (on < to && !(s.is(on + 1, "conflict"))) {
            on = draft.find(on + 1, to, "on");
        }
        return on;
    }

    private void upsert(int on, int to) {
        int act = draft.find(on, to, "do");
        draft.syntax("on conflict");
        if (s.is(on + 2, "(") && names(on + 2)) {
            queries.columns(on + 2);
        }
        if (!s.is(act + 1, "update")) {
            draft.syntax("do nothing");
            return;
        }
        int where = draft.find(act, to, "where");
        draft.syntax("do update set");
        assignments(act + 3, where);
        where(where, to);
    }

    private boolean names(int open) {
        for (int i = open + 1; i < s.match(open); i += 2) {
            if (!s.kind(i).named() || i + 1 != s.match(open) && !s.is(i + 1, ",")) {
                return false;
            }
        }
        return true;
    }
}
