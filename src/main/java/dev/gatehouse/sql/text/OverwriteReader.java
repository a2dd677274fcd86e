package dev.gatehouse.sql.text;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.sql.Overwrite;
import dev.gatehouse.sql.Overwrite.Value;
import dev.gatehouse.sql.Statement;

/// Finds in one statement what it puts in the place of values, by its tokens.
///
/// The right side of each assignment counts; where it names something, so do the new rows of an INSERT, by the
/// columns that it names, and what else the statement has besides its assignments and its condition. Threads: one.
final class OverwriteReader {
    private static final Set<String> ENDS =
            Set.of("where", "from", "returning", "order", "limit", "when", "on", "as", "union");
    private static final Set<String> NO_NAMES = Set.of("null", "true", "false", "default");

    /// In tokens: a column, its parts and subscripts.
    private static final int LONGEST_TARGET = 128;

    private final Statement s;
    private final Constants constants;
    private final BitSet assigned = new BitSet();
    private final BitSet rowTokens = new BitSet();
    private final List<Assignment> assignments = new ArrayList<>();
    private final List<Overwrite> rows = new ArrayList<>();
    private final List<Overwrite> found = new ArrayList<>();

    /// `[from, to)` stands right of an assignment.
    private record Assignment(Set<String> columns, int from, int to) {}

    OverwriteReader(Constants constants) {
        this.s = constants.s();
        this.constants = constants;
    }

    List<Overwrite> read() {
        if (s.is(0, "execute")) {
            found.add(new Overwrite(Set.of(), constants.in(1, s.size())));
        } else if (s.is(0, "load")) {
            load();
        } else {
            for (int i = 0; i < s.size(); i++) {
                verb(i);
            }
            add();
        }
        found.removeIf(each -> each.values().isEmpty());
        return found;
    }

    private void load() {
        int set = s.find(1, s.size(), "set");
        if (s.find(1, set < 0 ? s.size() : set, "replace") > 0) {
            found.add(new Overwrite(Set.of(), List.of(new Value.Unread())));
        }
    }

    private void verb(int i) {
        switch (s.at(i)) {
            case "set" -> assignments(i + 1);
            case "update" -> {
                if (s.is(i - 1, "key") && s.is(i - 2, "duplicate")) {
                    assignments(i + 1);
                }
            }
            case "insert", "replace" -> {
                if (!s.is(i + 1, "(") || s.is(i - 1, "then")) {
                    newRows(i);
                }
            }
            default -> {
                // says nothing of values
            }
        }
    }

    /// Those of a MERGE go where no row is.
    private void newRows(int verb) {
        NewRows given = NewRows.read(constants, verb);
        boolean assigns = s.is(given.from(), "set");
        if (!assigns) {
            rowTokens.set(given.from(), given.to());
        }
        if (s.is(verb, "replace")) {
            found.addAll(assigns ? List.of() : given.values());
        } else if (!s.is(verb - 1, "then") && !assigns) {
            rows.addAll(given.values());
        }
    }

    private void assignments(int from) {
        int at = from;
        while (at < s.size() && !assigned.get(at)) {
            int equals = equalSign(at);
            if (equals < 0) {
                return;
            }
            int end = end(equals + 1);
            assignments.add(new Assignment(names(at, equals), equals + 1, end));
            assigned.set(at, end);
            if (!s.is(end, ",")) {
                return;
            }
            at = end + 1;
        }
    }

    private int equalSign(int from) {
        int most = Math.min(s.size(), from + LONGEST_TARGET);
        for (int i = from; i < most; i++) {
            if (s.isAny(i, "=", ":=")) {
                return i;
            }
            if (s.isAny(i, "(", "[")) {
                i = s.match(i);
            } else if (!s.kind(i).named() && !s.is(i, ".")) {
                return -1;
            }
        }
        return -1;
    }

    /// Where the right side ends: at a comma, a word that begins another clause, or with what it stands in.
    private int end(int from) {
        int cases = 0;
        for (int i = from; i < s.size(); i++) {
            if (s.match(i) > i) {
                i = s.match(i);
            } else if (s.match(i) < i) {
                return i;
            } else if (s.is(i, "case")) {
                cases++;
            } else if (s.is(i, "end")) {
                cases--;
            } else if (cases <= 0 && (s.is(i, ",") || ENDS.contains(s.at(i)) && !comparison(i))) {
                return i;
            }
        }
        return s.size();
    }

    /// IS DISTINCT FROM.
    private boolean comparison(int i) {
        return s.is(i, "from") && s.is(i - 1, "distinct");
    }

    private Set<String> names(int from, int to) {
        Set<String> names = new HashSet<>();
        for (int i = from; i < to; i++) {
            if (s.kind(i).named() && !NO_NAMES.contains(s.at(i)) && !s.is(i + 1, "(")) {
                names.add(constants.name(i));
            }
        }
        return names;
    }

    /// Each list of values once, for all columns that may get it: texts may be long.
    private void add() {
        Set<String> naming = new HashSet<>();
        Map<String, Set<String>> takers = new HashMap<>();
        for (Assignment each : assignments) {
            found.add(new Overwrite(each.columns, constants.in(each.from, each.to)));
            for (String name : names(each.from, each.to)) {
                naming.addAll(each.columns);
                takers.computeIfAbsent(name, _ -> new HashSet<>()).addAll(each.columns);
            }
        }
        if (naming.isEmpty()) {
            return;
        }
        for (Overwrite row : rows) {
            Set<String> columns = new HashSet<>(row.columns().isEmpty() ? naming : Set.of());
            row.columns().forEach(name -> columns.addAll(takers.getOrDefault(name, Set.of())));
            if (!columns.isEmpty()) {
                found.add(new Overwrite(columns, row.values()));
            }
        }
        found.add(new Overwrite(naming, besides()));
    }

    /// What stands neither in an assignment, nor in new rows, nor in the condition of the statement itself.
    private List<Value> besides() {
        List<Value> values = new ArrayList<>();
        int depth = 0;
        boolean condition = false;
        for (int i = 0; i < s.size(); i++) {
            depth += s.match(i) > i ? 1 : s.match(i) < i ? -1 : 0;
            if (depth == 0 && s.isAny(i, "where", "limit", "returning", "when")) {
                condition = !s.is(i, "when");
            }
            if (!condition && !assigned.get(i) && !rowTokens.get(i)) {
                constants.add(i, values);
            }
        }
        return values;
    }
}
