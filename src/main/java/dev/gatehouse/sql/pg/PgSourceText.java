package dev.gatehouse.sql.pg;

import dev.gatehouse.sql.Draft;
import dev.gatehouse.sql.QueryText;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.Unwritten;

/// Writes what lists of tables of PostgreSQL have of their own, in canonical words; functions in [PgFunctionText].
final class PgSourceText {
    private final Draft draft;
    private final Statement s;
    private final QueryText queries;
    private final PgFunctionText functions;

    PgSourceText(Draft draft, QueryText queries) {
        this.draft = draft;
        this.s = draft.s;
        this.queries = queries;
        this.functions = new PgFunctionText(draft, queries);
    }

    /// Whether this token goes on with the list of tables behind a condition.
    static boolean joins(Statement s, int i) {
        return s.isAny(i, ",", "join", "inner", "cross", "natural", "on", "using")
                || s.isAny(i, "left", "right", "full") && s.isAny(i + 1, "join", "outer");
    }

    int step(int i) {
        return switch (s.at(i)) {
            case "join" -> {
                draft.syntax(s.is(i - 1, "cross") ? "cross join" : "join");
                yield i;
            }
            case "inner", "cross", "outer", "left", "right", "full", "*" -> i;
            case "only" -> only(i);
            case "natural" -> natural(i);
            case "tablesample" -> sample(i);
            case "lateral" -> lateral(i);
            default -> named(i);
        };
    }

    private int only(int i) {
        if (!s.is(i + 1, "(")) {
            return i;
        }
        queries.tables(i + 2, s.match(i + 1));
        return s.match(i + 1);
    }

    private int natural(int i) {
        int last = i;
        while (s.isAny(last + 1, "inner", "left", "right", "full", "outer")) {
            last++;
        }
        if (!s.is(last + 1, "join")) {
            throw new Unwritten("a NATURAL join of another form");
        }
        draft.syntax("natural join");
        return last + 1;
    }

    private int sample(int i) {
        int open = draft.chain(i + 1) + 1;
        int last = PgQueryText.plain(s, open, s.match(open));
        return s.is(last + 1, "repeatable") ? PgQueryText.plain(s, last + 2, s.match(last + 2)) : last;
    }

    private int lateral(int i) {
        if (s.is(i + 1, "(")) {
            draft.syntax("lateral");
        }
        return i;
    }

    private int named(int i) {
        if (!s.kind(i).named() || PgWords.RESERVED.contains(s.at(i)) && !s.is(i + 1, ".")) {
            throw new Unwritten("a table of an unusual form");
        }
        if (draft.operand) {
            return queries.alias(i);
        }
        if (s.isAny(i, "xmltable", "json_table") && s.is(i + 1, "(")) {
            return functions.document(i);
        }
        if (s.is(i, "rows") && s.is(i + 1, "from") && s.is(i + 2, "(")) {
            return functions.function(i, i + 2);
        }
        int last = draft.chain(i);
        if (s.is(last + 1, "(")) {
            return functions.function(last, last + 1);
        }
        if (s.is(last, "*") || last > i + 2) {
            throw new Unwritten("a table of an unusual form");
        }
        draft.names(i, last);
        return last;
    }
}
