package dev.gatehouse.sql;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Gathers what one statement does. Facts are only ever added. Threads: one.
public final class FactsBuilder {
    private record Table(String schema, String name) {}

    private final Set<String> kinds = new LinkedHashSet<>();
    private final Set<String> effects = new LinkedHashSet<>();
    private final Map<Table, Set<String>> tables = new LinkedHashMap<>();
    private final Set<String> functions = new LinkedHashSet<>();
    private boolean unfiltered;
    private boolean opaque;

    public FactsBuilder kind(String kind) {
        kinds.add(kind);
        return this;
    }

    public FactsBuilder effect(String... added) {
        effects.addAll(List.of(added));
        return this;
    }

    public FactsBuilder effects(Set<String> added) {
        effects.addAll(added);
        return this;
    }

    /// `schema` is empty where the text names none.
    public FactsBuilder table(String schema, String name, String access) {
        tables.computeIfAbsent(new Table(schema, name), _ -> new TreeSet<>()).add(access);
        return this;
    }

    public FactsBuilder function(String function) {
        functions.add(function);
        return this;
    }

    public FactsBuilder unfiltered() {
        unfiltered = true;
        return this;
    }

    public FactsBuilder opaque() {
        opaque = true;
        return this;
    }

    /// Takes over everything that another statement does, or only what it looks at if it is not going to run.
    public FactsBuilder include(FactsBuilder other, boolean runs) {
        other.tables.forEach(
                (table, access) -> access.forEach(use -> table(table.schema(), table.name(), runs ? use : "read")));
        functions.addAll(other.functions);
        opaque |= other.opaque;
        if (runs) {
            kinds.addAll(other.kinds);
            effects.addAll(other.effects);
            unfiltered |= other.unfiltered;
        }
        return this;
    }

    public boolean empty() {
        return kinds.isEmpty();
    }

    public StatementFacts build() {
        List<StatementFacts.TableUse> uses = new ArrayList<>(tables.size());
        tables.forEach((table, access) -> uses.add(new StatementFacts.TableUse(table.schema(), table.name(), access)));
        return new StatementFacts(kinds, effects, uses, List.of(), functions, unfiltered, opaque);
    }
}
