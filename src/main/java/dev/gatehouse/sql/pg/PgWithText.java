package dev.gatehouse.sql.pg;

import java.util.ArrayList;
import java.util.List;

import dev.gatehouse.sql.Draft;
import dev.gatehouse.sql.QueryText;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.Unwritten;

/// Writes WITH queries of PostgreSQL in canonical words. The columns that SEARCH and CYCLE add are those of a
/// second query of the same name, which draws on the first one.
final class PgWithText {
    private final Draft draft;
    private final Statement s;
    private final QueryText queries;

    PgWithText(Draft draft, QueryText queries) {
        this.draft = draft;
        this.s = draft.s;
        this.queries = queries;
    }

    /// Writes the query of this name from its AS on; answers its last token.
    int write(int name, int as) {
        if (!s.is(as, "as")) {
            throw new Unwritten("a WITH query of another form");
        }
        int i = as + 1;
        i = s.is(i, "not") ? i + 1 : i;
        i = s.is(i, "materialized") ? i + 1 : i;
        if (!s.is(i, "(")) {
            throw new Unwritten("a WITH query of another form");
        }
        draft.syntax("as (");
        new PgChangeText(draft, queries, s.match(i)).write(i + 1);
        draft.close();
        return order(name, s.match(i));
    }

    private record Added(int from, int to, int name) {}

    private int order(int name, int close) {
        List<Added> added = new ArrayList<>();
        int last = close;
        if (s.is(last + 1, "search")) {
            int set = draft.find(last, s.size(), "set");
            added.add(new Added(draft.find(last, set, "by") + 1, set, set + 1));
            last = set + 1;
        }
        if (s.is(last + 1, "cycle")) {
            int set = draft.find(last, s.size(), "set");
            int using = draft.find(set, s.size(), "using");
            PgQueryText.plain(s, set, using);
            added.add(new Added(last + 2, set, set + 1));
            added.add(new Added(last + 2, set, using + 1));
            last = using + 1;
        }
        if (!added.isEmpty()) {
            again(name, added);
        }
        return last;
    }

    private void again(int name, List<Added> added) {
        draft.syntax(",");
        draft.name(name);
        draft.syntax("as ( select");
        draft.name(name);
        draft.out.word(". *");
        for (Added column : added) {
            if (!s.kind(column.name()).named() || column.from() >= column.to()) {
                throw new Unwritten("SEARCH or CYCLE of another form");
            }
            draft.syntax(",");
            queries.value(column.from(), column.to());
            draft.alias(column.name());
        }
        draft.syntax("from");
        draft.name(name);
        draft.close();
    }
}
