package dev.gatehouse.sql.mysql;

import dev.gatehouse.sql.Clause;
import dev.gatehouse.sql.Draft;
import dev.gatehouse.sql.QueryText;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.Unwritten;

/// Writes INSERT, REPLACE, UPDATE and DELETE of MySQL and MariaDB in canonical words. The latter two become queries
/// whose list marks what is written: `gh_set ( column , value )`, `gh_delete ( table . * )`.
final class MysqlChangeText {
    private final Draft draft;
    private final Statement s;
    private final QueryText queries;
    private final int end;

    MysqlChangeText(Draft draft, QueryText queries, int end) {
        this.draft = draft;
        this.s = draft.s;
        this.queries = queries;
        this.end = end;
    }

    void write(int verb) {
        switch (s.at(verb)) {
            case "insert", "replace" -> insert(verb);
            case "update" -> update(verb);
            case "delete" -> delete(verb);
            default -> throw new Unwritten("a verb of another kind");
        }
    }

    private int behindModifiers(int verb, String... modifiers) {
        int i = verb + 1;
        while (s.isAny(i, modifiers) && (s.kind(i + 1).named() || s.is(i + 1, "("))) {
            i++;
        }
        return i;
    }

    private void update(int verb) {
        int tables = behindModifiers(verb, "low_priority", "ignore");
        int set = draft.find(tables, end, "set");
        int rest = draft.find(set, end, "where", "order", "limit");
        if (set >= end) {
            throw new Unwritten("an UPDATE without SET");
        }
        draft.syntax("select");
        assignments(set + 1, rest, true);
        draft.syntax("from");
        queries.tables(tables, set);
        queries.clauses(rest, end, Clause.Kind.EXPRESSION);
    }

    /// @param marked as `gh_set ( column , value )`, else as `column = value`
    private void assignments(int from, int to, boolean marked) {
        int i = from;
        while (i < to) {
            int stop = draft.find(i, to, ",");
            int column = draft.chain(i);
            if (!s.kind(column).named() || !s.isAny(column + 1, "=", ":=")) {
                throw new Unwritten("an assignment of another form");
            }
            draft.separator();
            if (marked) {
                draft.open("gh_set (");
                draft.names(i, column);
                draft.syntax(",");
                queries.value(column + 2, stop);
                draft.close();
            } else {
                draft.name(column);
                draft.syntax("=");
                queries.value(column + 2, stop);
            }
            i = stop + 1;
        }
    }

    /// `DELETE FROM t …`, `DELETE t, u FROM tables …`, `DELETE FROM t, u USING tables …`
    private void delete(int verb) {
        int i = behindModifiers(verb, "low_priority", "quick", "ignore");
        boolean from = s.is(i, "from");
        int first = from ? i + 1 : i;
        int behind = targets(first);
        boolean several = s.is(behind, from ? "using" : "from");
        if (!from && !several) {
            throw new Unwritten("a DELETE of another form");
        }
        int rest = draft.find(behind, end, "where", "order", "limit", "returning");
        int returning = draft.find(rest, end, "returning");
        int tables = several ? behind + 1 : first;
        draft.syntax("select");
        marks(first, several ? behind : first + 1, several ? -1 : alias(first, rest));
        if (returning < end) {
            draft.syntax(",");
            queries.clauses(returning + 1, end, Clause.Kind.LIST);
        }
        draft.syntax("from");
        queries.tables(tables, rest);
        queries.clauses(rest, returning, Clause.Kind.EXPRESSION);
    }

    private int targets(int first) {
        int i = first;
        while (s.kind(i).named()) {
            i = draft.chain(i) + 1;
            if (!s.is(i, ",")) {
                break;
            }
            i++;
        }
        return i;
    }

    /// The alias of the only table, or -1.
    private int alias(int table, int rest) {
        int i = draft.chain(table) + 1;
        if (s.is(i, "partition") && s.is(i + 1, "(")) {
            i = s.match(i + 1) + 1;
        }
        int alias = s.is(i, "as") ? i + 1 : i;
        return alias < rest && s.kind(alias).named() ? alias : -1;
    }

    private void marks(int from, int to, int alias) {
        int i = from;
        while (i < to) {
            int last = draft.chain(i);
            int name = s.is(last, "*") ? last - 2 : last;
            draft.separator();
            draft.open("gh_delete (");
            if (alias >= 0) {
                draft.name(alias);
            } else {
                draft.names(i, name);
            }
            draft.out.word(". *");
            draft.close();
            i = last + 2;
        }
    }

    private void insert(int verb) {
        int i = behindModifiers(verb, "low_priority", "delayed", "high_priority", "ignore");
        i = s.is(i, "into") ? i + 1 : i;
        int table = draft.chain(i);
        if (!s.kind(table).named() || table > i + 2) {
            throw new Unwritten("an INSERT without a table");
        }
        draft.syntax("insert into");
        draft.names(i, table);
        i = table + 1;
        if (s.is(i, "partition") && s.is(i + 1, "(")) {
            i = s.match(i + 1) + 1;
        }
        if (s.is(i, "(") && !draft.query(i)) {
            if (s.match(i) > i + 1) {
                queries.columns(i);
            }
            i = s.match(i) + 1;
        }
        draft.operand = false;
        int on = duplicates(i);
        int returning = draft.find(on, end, "returning");
        on = Math.min(on, returning);
        rows(i, on);
        if (on < returning) {
            draft.syntax("on duplicate key update");
            assignments(on + 4, returning, false);
        }
        if (returning < end) {
            draft.syntax("returning");
            queries.clauses(returning + 1, end, Clause.Kind.LIST);
        }
    }

    private int duplicates(int from) {
        int on = draft.find(from, end, "on");
        while (on < end && !(s.is(on + 1, "duplicate") && s.is(on + 2, "key") && s.is(on + 3, "update"))) {
            on = draft.find(on + 1, end, "on");
        }
        return on < end ? on : draft.find(from, end, "returning");
    }

    private void rows(int from, int to) {
        int as = s.isAny(from, "set", "values", "value") ? draft.find(from, to, "as") : to;
        switch (s.at(from)) {
            case "set" -> set(from + 1, as);
            case "values", "value" -> values(from + 1, as);
            default -> queries.query(from, to);
        }
        if (as < to) {
            draft.alias(as + 1);
            if (s.is(as + 2, "(")) {
                queries.columns(as + 2);
            }
        }
    }

    /// `SET a = 1, b = 2` is written as a list of columns and one row.
    private void set(int from, int to) {
        draft.syntax("(");
        for (int i = from; i < to; i = draft.find(i, to, ",") + 1) {
            draft.separator();
            draft.name(draft.chain(i));
        }
        draft.syntax(") values (");
        for (int i = from; i < to; i = draft.find(i, to, ",") + 1) {
            int column = draft.chain(i);
            if (!s.isAny(column + 1, "=", ":=")) {
                throw new Unwritten("an assignment of another form");
            }
            draft.separator();
            queries.value(column + 2, draft.find(i, to, ","));
        }
        draft.close();
    }

    private void values(int from, int to) {
        draft.syntax("values");
        for (int i = from; i < to; i = s.match(i) + 1) {
            i = s.is(i, ",") && i > from ? i + 1 : i;
            i = s.is(i, "row") ? i + 1 : i;
            if (!s.is(i, "(")) {
                throw new Unwritten("VALUES of another form");
            }
            draft.separator();
            row(i);
        }
    }

    private void row(int open) {
        int close = s.match(open);
        draft.open("(");
        int i = open + 1;
        while (i < close) {
            int stop = draft.find(i, close, ",");
            draft.separator();
            queries.value(i, stop);
            i = stop + 1;
        }
        if (close == open + 1) {
            draft.value("'s'");
        }
        draft.close();
    }
}
