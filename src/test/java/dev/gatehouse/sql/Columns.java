package dev.gatehouse.sql;

import java.util.TreeSet;
import java.util.stream.Collectors;

/// Writes what became of columns in one line, for tables of tests: `outputs / predicates / writes`.
public final class Columns {
    private Columns() {}

    public static String show(StatementFacts facts) {
        String outputs = facts.lineage().map(Columns::show).orElse("?");
        return (outputs + " / " + uses(facts, "predicate") + " / " + uses(facts, "write"))
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String show(Lineage lineage) {
        return lineage.outputs().stream()
                .map(output -> output.sources().isEmpty()
                        ? "-"
                        : output.sources().stream()
                                .map(ref -> ref.table() + "." + ref.name())
                                .sorted()
                                .collect(Collectors.joining("+")))
                .collect(Collectors.joining(", "));
    }

    /// The columns with this use, in order.
    public static String uses(StatementFacts facts, String use) {
        TreeSet<String> found = new TreeSet<>();
        for (StatementFacts.ColumnUse column : facts.columns()) {
            if (column.uses().contains(use)) {
                found.add(column.table() + "." + column.name());
            }
        }
        return String.join(" ", found);
    }
}
