package dev.gatehouse.sql;

import java.util.TreeSet;

import dev.gatehouse.sql.Analysis.NotUnderstood;
import dev.gatehouse.sql.Analysis.Understood;

/// Writes an analysis in one line, for tables of tests: `kinds / effects / tables / flags`, statements apart by ` ;
/// `.
public final class Facts {
    private Facts() {}

    public static String show(Analysis analysis) {
        return switch (analysis) {
            case NotUnderstood _ -> "not understood";
            case Understood understood ->
                String.join(
                        " ; ", understood.statements().stream().map(Facts::show).toList());
        };
    }

    private static String show(StatementFacts facts) {
        TreeSet<String> tables = new TreeSet<>();
        for (StatementFacts.TableUse table : facts.tables()) {
            String name = table.schema().isEmpty() ? table.name() : table.schema() + "." + table.name();
            tables.add(name + "=" + String.join("+", new TreeSet<>(table.access())));
        }
        String flags = (facts.unfiltered() ? " unfiltered" : "") + (facts.opaque() ? " opaque" : "");
        return (join(facts.kinds()) + "/" + join(facts.effects()) + "/" + String.join(" ", tables) + "/"
                + flags.strip());
    }

    private static String join(java.util.Set<String> words) {
        return String.join(" ", new TreeSet<>(words));
    }
}
