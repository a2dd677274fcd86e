package dev.gatehouse.sql.mysql;

import java.util.ArrayList;
import java.util.List;

import dev.gatehouse.sql.Draft;
import dev.gatehouse.sql.QueryText;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.Unwritten;

/// Writes lists of tables of MySQL and MariaDB in canonical words; every join is `join`, hints are left out.
final class MysqlSourceText {
    private final Draft draft;
    private final Statement s;
    private final QueryText queries;

    MysqlSourceText(Draft draft, QueryText queries) {
        this.draft = draft;
        this.s = draft.s;
        this.queries = queries;
    }

    /// Whether this token goes on with the list of tables behind a condition.
    static boolean joins(Statement s, int i) {
        return s.isAny(i, ",", "join", "straight_join", "inner", "cross", "natural", "on", "using")
                || s.isAny(i, "left", "right") && !s.is(i + 1, "(");
    }

    int step(int i) {
        return switch (s.at(i)) {
            case "{" -> {
                draft.open("(");
                queries.tables(i + 2, s.match(i));
                draft.close();
                yield s.match(i);
            }
            case "join", "straight_join" -> {
                draft.syntax("join");
                yield i;
            }
            case "inner", "cross", "outer", "left" -> i;
            case "right" -> {
                draft.syntax("right");
                yield i;
            }
            case "natural" -> natural(i);
            case "use", "force", "ignore" -> hint(i);
            case "partition" -> s.match(i + 1);
            default -> named(i);
        };
    }

    private int natural(int i) {
        int last = i;
        boolean right = false;
        while (s.isAny(last + 1, "inner", "left", "right", "outer")) {
            last++;
            right |= s.is(last, "right");
        }
        if (!s.is(last + 1, "join")) {
            throw new Unwritten("a NATURAL join of another form");
        }
        draft.syntax(right ? "natural right join" : "natural join");
        return last + 1;
    }

    /// `USE | FORCE | IGNORE INDEX | KEY [FOR …] (…) [, …]`
    private int hint(int i) {
        int open = s.find(i, Math.min(i + 6, s.size()), "(");
        if (!s.isAny(i + 1, "index", "key") || open < 0) {
            throw new Unwritten("an index hint of another form");
        }
        int close = s.match(open);
        boolean more = s.is(close + 1, ",")
                && s.isAny(close + 2, "use", "force", "ignore")
                && s.isAny(close + 3, "index", "key");
        return more ? close + 1 : close;
    }

    private int named(int i) {
        if (s.is(i, "lateral") && s.is(i + 1, "(")) {
            draft.syntax("lateral");
            return i;
        }
        if (s.is(i, "json_table") && s.is(i + 1, "(")) {
            return jsonTable(i + 1);
        }
        if (!s.kind(i).named() || MysqlWords.RESERVED.contains(s.at(i)) && !s.is(i + 1, ".")) {
            throw new Unwritten("a table of an unusual form");
        }
        if (draft.operand) {
            return queries.alias(i);
        }
        int last = draft.chain(i);
        if (s.is(last + 1, "(") || s.is(last, "*") || last > i + 2) {
            throw new Unwritten("a table of an unusual form");
        }
        draft.names(i, last);
        return last;
    }

    /// `JSON_TABLE(value, path COLUMNS (…))` is a query of one row for whatever its value holds: each of its
    /// columns draws on the whole value.
    private int jsonTable(int open) {
        int close = s.match(open);
        int comma = draft.find(open + 1, close, ",");
        int columns = draft.find(comma, close, "columns");
        if (columns >= close || !s.is(columns + 1, "(")) {
            throw new Unwritten("a JSON_TABLE of another form");
        }
        List<Integer> names = new ArrayList<>();
        collect(columns + 1, names, 0);
        draft.open("lateral ( select");
        for (int name : names) {
            draft.separator();
            queries.rows("", open + 1, comma);
            draft.out.word("as");
            draft.name(name);
        }
        draft.close();
        return close;
    }

    private void collect(int open, List<Integer> names, int depth) {
        int close = s.match(open);
        int i = open + 1;
        while (i < close) {
            int end = draft.find(i, close, ",");
            int nested = s.is(i, "nested") ? draft.find(i, end, "columns") : end;
            if (nested < end && s.is(nested + 1, "(") && depth < 16) {
                collect(nested + 1, names, depth + 1);
            } else if (s.kind(i).named() && !s.contains(i, end, "select")) {
                names.add(i);
            } else {
                throw new Unwritten("a column of JSON_TABLE of another form");
            }
            i = end + 1;
        }
    }
}
