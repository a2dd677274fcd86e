package dev.gatehouse.gateway.reading;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.gatehouse.sql.ColumnRef;
import dev.gatehouse.sql.Lineage;
import dev.gatehouse.sql.StatementFacts;

/// What an `EXECUTE` in SQL does: all that the statements do which may have been prepared under its name. Other
/// statements than queries and changes of rows are not looked through.
final class Executions {
    private static final Set<String> EXECUTE = Set.of("execute");
    private static final Set<String> PLAIN = Set.of("prepare", "select", "insert", "update", "delete", "merge");

    private Executions() {}

    /// Whether the text is one EXECUTE, and nothing in it but that is left open.
    static boolean isOne(List<StatementFacts> statements) {
        if (statements.size() != 1) {
            return false;
        }
        StatementFacts facts = statements.getFirst();
        return facts.kinds().equals(EXECUTE)
                && !facts.handle().isEmpty()
                && facts.functions().stream().allMatch(function -> function.startsWith("@"));
    }

    /// The facts of `execute` as those of what it runs; empty where they cannot be told.
    ///
    /// @param prepared the facts of all its PREPAREs
    static Optional<StatementFacts> of(StatementFacts execute, List<StatementFacts> prepared) {
        boolean plain = prepared.stream()
                .allMatch(facts -> PLAIN.containsAll(facts.kinds())
                        && !facts.opaque()
                        && facts.temporary().isEmpty());
        if (prepared.isEmpty() || !plain) {
            return Optional.empty();
        }
        Set<String> kinds = new HashSet<>(EXECUTE);
        Set<String> effects = new HashSet<>();
        Set<String> functions = new HashSet<>(execute.functions());
        boolean unfiltered = false;
        List<StatementFacts> all = new ArrayList<>(prepared);
        for (StatementFacts facts : prepared) {
            kinds.addAll(facts.kinds());
            effects.addAll(facts.effects());
            functions.addAll(facts.functions());
            unfiltered |= facts.unfiltered();
        }
        kinds.remove("prepare");
        all.add(execute);
        return Optional.of(new StatementFacts(
                kinds,
                effects,
                tables(all),
                columns(all),
                functions,
                unfiltered,
                false,
                lineage(lineages(prepared)),
                execute.handle(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                StatementFacts.Code.NONE));
    }

    static List<Lineage> lineages(List<StatementFacts> prepared) {
        return prepared.stream()
                .flatMap(facts -> facts.lineage().stream())
                .distinct()
                .toList();
    }

    private record TableName(String schema, String name) {}

    private static List<StatementFacts.TableUse> tables(List<StatementFacts> all) {
        Map<TableName, Set<String>> uses = new LinkedHashMap<>();
        for (StatementFacts facts : all) {
            facts.tables().forEach(table -> uses.computeIfAbsent(
                            new TableName(table.schema(), table.name()), _ -> new TreeSet<>())
                    .addAll(table.access()));
        }
        List<StatementFacts.TableUse> tables = new ArrayList<>();
        uses.forEach((table, access) -> tables.add(new StatementFacts.TableUse(table.schema, table.name, access)));
        return tables;
    }

    private static List<StatementFacts.ColumnUse> columns(List<StatementFacts> all) {
        Map<ColumnRef, Set<String>> uses = new LinkedHashMap<>();
        for (StatementFacts facts : all) {
            facts.columns().forEach(column -> uses.computeIfAbsent(
                            new ColumnRef(column.schema(), column.table(), column.name()), _ -> new TreeSet<>())
                    .addAll(column.uses()));
        }
        List<StatementFacts.ColumnUse> columns = new ArrayList<>();
        uses.forEach((column, how) -> columns.add(
                new StatementFacts.ColumnUse(column.schema(), column.table(), column.name(), how, Set.of())));
        return columns;
    }

    /// What any of them has. The outputs of one are those of all, one by one, if all have as many.
    private static Optional<Lineage> lineage(List<Lineage> all) {
        if (all.size() < 2) {
            return all.stream().findFirst();
        }
        Set<String> derived = new LinkedHashSet<>();
        Set<ColumnRef> named = new LinkedHashSet<>();
        Set<ColumnRef> stored = new LinkedHashSet<>();
        for (Lineage lineage : all) {
            derived.addAll(lineage.derived());
            named.addAll(lineage.named());
            stored.addAll(lineage.stored());
        }
        boolean alike =
                all.stream().map(each -> each.outputs().size()).distinct().count() == 1;
        List<Lineage.Output> outputs = new ArrayList<>();
        for (int i = 0; alike && i < all.getFirst().outputs().size(); i++) {
            Set<ColumnRef> sources = new LinkedHashSet<>();
            Set<ColumnRef> views = new LinkedHashSet<>();
            for (Lineage lineage : all) {
                sources.addAll(lineage.outputs().get(i).sources());
                views.addAll(lineage.outputs().get(i).views());
            }
            outputs.add(new Lineage.Output(all.getFirst().outputs().get(i).name(), sources, views));
        }
        boolean nested = all.stream().anyMatch(Lineage::nested);
        return Optional.of(new Lineage(outputs, derived, nested, named, stored));
    }
}
