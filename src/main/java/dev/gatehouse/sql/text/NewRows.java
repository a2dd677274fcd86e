package dev.gatehouse.sql.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.gatehouse.sql.Overwrite;
import dev.gatehouse.sql.Statement;

/// The rows that an INSERT or REPLACE gives, by their columns where its text names them.
///
/// @param values of each row and column; those of a query are of any column
/// @param from where they begin
/// @param to where they end
record NewRows(List<Overwrite> values, int from, int to) {
    private static NewRows within(Statement s, List<Overwrite> values, int from, int to) {
        int start = Math.min(from, s.size());
        return new NewRows(values, start, Math.clamp(to, start, s.size()));
    }

    /// Shape: `INSERT … [INTO] name [AS alias] [(columns)] [OVERRIDING … VALUE] rows`.
    ///
    /// @param verb where it begins
    static NewRows read(Constants constants, int verb) {
        Statement s = constants.s();
        int at = verb + 1;
        while (s.isAny(at, "low_priority", "delayed", "high_priority", "ignore", "into")) {
            at++;
        }
        while (s.kind(at).named() && s.is(at + 1, ".")) {
            at += 2;
        }
        at += s.kind(at).named() ? 1 : 0; // none in a MERGE
        at += s.is(at, "as") ? 2 : 0;
        List<Set<String>> columns = new ArrayList<>();
        if (s.is(at, "(") && !s.isAny(at + 1, "select", "values", "with", "table", "(")) {
            int close = s.match(at);
            for (int i = at + 1; i < close; i++) {
                if (s.kind(i).named()) {
                    columns.add(Set.of(constants.name(i)));
                }
            }
            at = close + 1;
        }
        at += s.is(at, "overriding") ? 3 : 0;
        List<Overwrite> values = new ArrayList<>();
        if (!s.isAny(at, "values", "value")) {
            int end = end(s, at);
            values.add(new Overwrite(Set.of(), constants.in(at, end)));
            return within(s, values, at, end);
        }
        int row = at + 1;
        while (s.is(row, "(") || s.is(row, "row") || s.is(row, ",")) {
            if (s.is(row, "(")) {
                row(constants, row, columns, values);
            }
            row = s.match(row) + 1;
        }
        return within(s, values, at, row);
    }

    /// Where the query ends that gives the rows.
    private static int end(Statement s, int from) {
        for (int i = from; i < s.size(); i++) {
            if (s.match(i) > i) {
                i = s.match(i);
            } else if (s.match(i) < i || s.is(i, "on") && s.isAny(i + 1, "conflict", "duplicate")) {
                return i;
            }
        }
        return s.size();
    }

    private static void row(Constants constants, int open, List<Set<String>> columns, List<Overwrite> into) {
        Statement s = constants.s();
        int close = s.match(open);
        int start = open + 1;
        int index = 0;
        for (int i = start; i <= close; i++) {
            if (i == close || s.is(i, ",")) {
                into.add(new Overwrite(index < columns.size() ? columns.get(index) : Set.of(), constants.in(start, i)));
                start = i + 1;
                index++;
            } else if (s.match(i) > i) {
                i = s.match(i);
            }
        }
    }
}
