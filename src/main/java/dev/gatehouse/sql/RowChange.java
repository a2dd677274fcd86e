package dev.gatehouse.sql;

import java.util.Set;

/// Reads the head of INSERT, REPLACE, UPDATE, DELETE and MERGE: what is changed, and whether a filter holds it.
final class RowChange {
    private static final Set<String> MODIFIERS =
            Set.of("low_priority", "delayed", "high_priority", "ignore", "quick", "into", "only", "history");

    private final Statement s;
    private final Dialect dialect;
    private final FactsBuilder facts;

    RowChange(Statement statement, Dialect dialect, FactsBuilder facts) {
        this.s = statement;
        this.dialect = dialect;
        this.facts = facts;
    }

    /// Whether a statement that changes rows begins here; names alone can look like it inside parentheses.
    boolean beginsAt(int i, boolean outermost) {
        return switch (s.at(i)) {
            case "insert", "replace" -> !s.is(i + 1, "(") && (outermost || s.is(i + 1, "into"));
            case "delete" -> outermost || s.is(i + 1, "from");
            case "merge" -> s.is(i + 1, "into");
            case "update" -> outermost || s.is(i + 1, "only") || s.kind(i + 1).named();
            default -> false;
        };
    }

    /// Answers the last token that belongs to the head.
    int read(int verb, Frame frame) {
        String word = s.at(verb);
        facts.effect("write").kind(word.equals("replace") ? "insert" : word);
        if ((word.equals("update") || word.equals("delete")) && !RowFilter.filtered(s, verb, frame.end, dialect)) {
            facts.unfiltered();
        }
        return switch (word) {
            case "replace" -> {
                facts.kind("delete");
                yield target(verb + 1);
            }
            case "insert" -> target(verb + 1);
            case "merge" -> merge(verb, frame);
            case "update" -> update(verb, frame);
            default -> delete(verb, frame);
        };
    }

    private int merge(int verb, Frame frame) {
        frame.using = true;
        boolean joined = RowFilter.joined(s, verb, frame.end, dialect);
        for (int i = s.find(verb, frame.end, "then"); i >= 0; i = s.find(i + 1, frame.end, "then")) {
            if (s.isAny(i + 1, "update", "delete", "insert")) {
                facts.kind(s.at(i + 1));
            }
            if (s.isAny(i + 1, "update", "delete") && !RowFilter.mergeFiltered(s, verb, i, joined, dialect)) {
                facts.unfiltered();
            }
        }
        return target(verb + 1);
    }

    private int update(int verb, Frame frame) {
        frame.query = true;
        if (!dialect.changesJoined()) {
            return target(verb + 1);
        }
        frame.list = true;
        frame.table = true;
        frame.access = "write";
        return skip(verb + 1) - 1;
    }

    private int delete(int verb, Frame frame) {
        frame.query = true;
        if (!dialect.changesJoined()) {
            frame.using = true;
            return target(s.is(verb + 1, "from") ? verb + 2 : verb + 1);
        }
        frame.access = "write";
        int using = s.find(verb, frame.end, "using", "where");
        int from = s.find(verb, frame.end, "from");
        frame.list = true;
        frame.table = true;
        // DELETE FROM a USING list, unless that USING belongs to a join: then both are in the list, and both are read.
        boolean usingList = using >= 0 && s.is(using, "using") && !s.is(using + 1, "(");
        return usingList ? using : Math.max(from, verb);
    }

    private int skip(int from) {
        int i = from;
        while (MODIFIERS.contains(s.at(i)) && (s.kind(i + 1).named() || s.is(i + 1, "("))) {
            i++;
        }
        return i;
    }

    private int target(int from) {
        int i = skip(from);
        if (!s.kind(i).named()) {
            facts.opaque();
            return from - 1;
        }
        QualifiedName name = QualifiedName.read(s, i, dialect);
        facts.table(name.schema(), name.name(), "write");
        return name.last();
    }
}
