package dev.gatehouse.sql.pg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.gatehouse.sql.Draft;
import dev.gatehouse.sql.QueryText;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.Unwritten;

/// Writes functions that stand for tables in PostgreSQL ("Table Functions") in canonical words. One whose columns
/// are certain becomes a LATERAL query of one row, each column of which draws on all that the function is given;
/// one whose columns are not stays a function, over which `*` has no certain meaning.
final class PgFunctionText {
    /// Columns of functions of the server itself; an empty name stands for the alias.
    private static final Map<String, List<String>> COLUMNS = Map.ofEntries(
            Map.entry("generate_series", List.of("")),
            Map.entry("generate_subscripts", List.of("")),
            Map.entry("regexp_split_to_table", List.of("")),
            Map.entry("regexp_matches", List.of("")),
            Map.entry("string_to_table", List.of("")),
            Map.entry("json_object_keys", List.of("")),
            Map.entry("jsonb_object_keys", List.of("")),
            Map.entry("to_json", List.of("")),
            Map.entry("to_jsonb", List.of("")),
            Map.entry("row_to_json", List.of("")),
            Map.entry("json_array_elements", List.of("value")),
            Map.entry("jsonb_array_elements", List.of("value")),
            Map.entry("json_array_elements_text", List.of("value")),
            Map.entry("jsonb_array_elements_text", List.of("value")),
            Map.entry("json_each", List.of("key", "value")),
            Map.entry("jsonb_each", List.of("key", "value")),
            Map.entry("json_each_text", List.of("key", "value")),
            Map.entry("jsonb_each_text", List.of("key", "value")));

    private final Draft draft;
    private final Statement s;
    private final QueryText queries;

    PgFunctionText(Draft draft, QueryText queries) {
        this.draft = draft;
        this.s = draft.s;
        this.queries = queries;
    }

    /// `function ( … ) [WITH ORDINALITY] [[AS] alias] [(columns)]`
    int function(int name, int open) {
        int i = s.match(open) + 1;
        boolean numbered = s.is(i, "with") && s.is(i + 1, "ordinality");
        i = numbered ? i + 2 : i;
        i = s.is(i, "as") ? i + 1 : i;
        boolean aliased = s.kind(i).named()
                && !PgWords.RESERVED.contains(s.at(i))
                && !PgSourceText.joins(s, i)
                && !s.is(i, "tablesample");
        int alias = aliased ? i++ : name;
        int list = s.is(i, "(") ? i : -1;
        String title = draft.nameAt(alias);
        List<String> columns = new ArrayList<>();
        boolean typed = list >= 0 && listed(list, columns);
        boolean certain = typed || widen(name, open, title, numbered, columns);
        write(name, open, title, columns, certain);
        return list >= 0 ? s.match(list) : i - 1;
    }

    /// The names in the list at `open`; answers whether each has its type, so that there can be no others.
    private boolean listed(int open, List<String> columns) {
        boolean typed = false;
        int i = open + 1;
        while (i < s.match(open)) {
            if (!s.kind(i).named()) {
                throw new Unwritten("a list of columns that holds something else");
            }
            columns.add(draft.nameAt(i));
            int comma = draft.find(i, s.match(open), ",");
            typed |= comma > i + 1;
            i = comma + 1;
        }
        return typed;
    }

    /// Adds the columns that the list does not name; answers whether they are known.
    private boolean widen(int name, int open, String title, boolean numbered, List<String> columns) {
        String function = draft.nameAt(name);
        List<String> known = new ArrayList<>(COLUMNS.getOrDefault(function, List.of()));
        if (function.equals("unnest")) {
            for (int i = open; i < s.match(open); i = draft.find(i + 1, s.match(open), ",")) {
                known.add("");
            }
        }
        if (known.isEmpty() || s.is(name + 1, "from")) {
            return false;
        }
        if (numbered) {
            known.add("ordinality");
        }
        for (int i = columns.size(); i < known.size(); i++) {
            columns.add(known.get(i).isEmpty() ? title : known.get(i));
        }
        return columns.size() == known.size();
    }

    private void write(int name, int open, String title, List<String> columns, boolean certain) {
        if (!certain) {
            draft.open("gh_open (");
            queries.arguments("", open + 1, s.match(open));
            draft.close();
            draft.alias(title);
            names(columns);
            return;
        }
        draft.open("lateral ( select");
        for (String column : columns) {
            draft.separator();
            queries.rows("", open + 1, s.match(open));
            draft.alias(column);
        }
        draft.close();
        draft.alias(title);
    }

    private void names(List<String> columns) {
        if (columns.isEmpty()) {
            return;
        }
        draft.syntax("(");
        for (String column : columns) {
            draft.separator();
            draft.out.name(column);
            draft.operand = true;
        }
        draft.close();
    }

    /// `XMLTABLE(… PASSING value COLUMNS …)`, `JSON_TABLE(value, path COLUMNS (…))`: each column draws on all that
    /// stands before its list.
    int document(int name) {
        int close = s.match(name + 1);
        int columns = draft.find(name + 2, close, "columns");
        List<Integer> names = new ArrayList<>();
        boolean json = s.is(name, "json_table");
        if (columns >= close || json && !s.is(columns + 1, "(")) {
            throw new Unwritten("a table function without its columns");
        }
        collect(json ? columns + 2 : columns + 1, json ? s.match(columns + 1) : close, names, 0);
        draft.open("lateral ( select");
        for (int column : names) {
            draft.separator();
            queries.rows(json ? "json_table" : "xmltable", name + 2, columns);
            draft.alias(column);
        }
        draft.close();
        return close;
    }

    private void collect(int from, int to, List<Integer> names, int depth) {
        int i = from;
        while (i < to) {
            int end = draft.find(i, to, ",");
            int nested = s.is(i, "nested") ? draft.find(i, end, "columns") : end;
            if (nested < end && s.is(nested + 1, "(") && depth < 16) {
                collect(nested + 2, s.match(nested + 1), names, depth + 1);
            } else if (s.kind(i).named()) {
                names.add(i);
                PgQueryText.plain(s, i, end);
            } else {
                throw new Unwritten("a column of another form");
            }
            i = end + 1;
        }
    }
}
