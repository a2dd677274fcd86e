package dev.gatehouse.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/// Gathers what one statement does. Facts are only ever added. Threads: one.
public final class FactsBuilder {
    private record Table(String schema, String name) {}

    private final Set<String> kinds = new LinkedHashSet<>();
    private final Set<String> effects = new LinkedHashSet<>();
    private final Map<Table, Set<String>> tables = new LinkedHashMap<>();
    private final Map<ColumnRef, Set<String>> columns = new LinkedHashMap<>();
    private @Nullable Lineage lineage;
    private String why = "";
    private final Set<Table> there = new HashSet<>();
    private boolean missing;
    private Optional<AbsentName> absent = Optional.empty();
    private final Set<String> functions = new LinkedHashSet<>();
    private boolean unfiltered;
    private boolean opaque;
    private List<Lineage> called = List.of();
    private StatementFacts.Code code = StatementFacts.Code.NONE;
    private String handle = "";
    private Optional<TemporaryChange> temporary = Optional.empty();
    private Optional<CopyOptions> copy = Optional.empty();
    private final Stores stores = new Stores();

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

    /// Takes over tables that a definition is about and does not make.
    public FactsBuilder there(FactsBuilder others) {
        there.addAll(others.tables.keySet());
        return within(others);
    }

    public FactsBuilder function(String function) {
        functions.add(function);
        return this;
    }

    /// Names the functions that calls may reach by their full names, where people have made some of these names.
    public FactsBuilder routines(Routines routines) {
        for (String function : List.copyOf(functions)) {
            functions.addAll(routines.called(function));
        }
        return this;
    }

    public FactsBuilder unfiltered() {
        unfiltered = true;
        return this;
    }

    /// The prepared statement or cursor that the statement is about.
    public FactsBuilder handle(String name) {
        handle = name;
        return this;
    }

    public FactsBuilder copy(CopyOptions options) {
        copy = Optional.of(options);
        return this;
    }

    public FactsBuilder temporary(TemporaryChange change) {
        temporary = Optional.of(change);
        return this;
    }

    /// The rows of the statement are kept: in a new table, a file, variables.
    public FactsBuilder keepsRows() {
        stores.rows();
        return this;
    }

    /// Whatever the statement looks at may be kept, or sent away.
    public FactsBuilder keepsAll() {
        stores.all();
        return this;
    }

    /// The tables whose definitions it changes may hold their values under other names afterwards.
    public FactsBuilder movesColumns() {
        stores.moves();
        return this;
    }

    /// Where the output columns come from; empty where nobody has looked.
    public Optional<Lineage> lineage() {
        return Optional.ofNullable(lineage);
    }

    /// What the results of a CALL may draw on.
    public FactsBuilder called(List<Lineage> results) {
        called = List.copyOf(results);
        return this;
    }

    /// What the code does that it runs.
    public FactsBuilder code(StatementFacts.Code ran) {
        code = ran;
        return this;
    }

    public FactsBuilder opaque() {
        opaque = true;
        return this;
    }

    /// Puts what a catalogue has shown in place of what the tokens alone suggest.
    public FactsBuilder resolve(
            Map<Catalog.Relation, Set<String>> found, Map<ColumnRef, Set<String>> uses, Lineage outputs) {
        tables.values().removeIf(access -> !access.contains("schema")); // what INTO makes is not there yet
        found.forEach((table, access) -> access.forEach(use -> table(table.schema(), table.name(), use)));
        columns.putAll(uses);
        lineage = outputs;
        return this;
    }

    /// Takes over what calls in the definition of a view do when it is read.
    public FactsBuilder calls(FactsBuilder definition) {
        functions.addAll(definition.functions);
        effects.addAll(definition.effects);
        opaque |= definition.opaque;
        stores.calls(definition.stores);
        return this;
    }

    /// Takes over what an expression or a query does that is only written down now, and run by whoever uses it.
    public FactsBuilder stored(FactsBuilder expression) {
        functions.addAll(expression.functions);
        expression.effects.stream().filter(effect -> !effect.equals("read")).forEach(effects::add);
        opaque |= expression.opaque;
        return this;
    }

    /// Says that whatever the statement looks at may be kept, for a later one to show.
    public FactsBuilder kept() {
        columns.values().stream().filter(uses -> uses.contains("predicate")).forEach(uses -> uses.add("output"));
        return this;
    }

    /// Names the schema of each table that the text names without one, where the catalogue says which it is. What
    /// is only being created is not there yet, whatever else has its name.
    public FactsBuilder qualify(Catalog catalog) {
        Map<Table, Set<String>> before = new LinkedHashMap<>(tables);
        tables.clear();
        before.forEach((table, access) -> {
            boolean created = kinds.contains("create") && access.contains("schema") && !there.contains(table);
            Table known = table.schema().isEmpty() && !created
                    ? catalog.relation("", table.name())
                            .map(found -> new Table(found.schema(), found.name()))
                            .orElse(table)
                    : table;
            if (access.contains("schema") && !created) {
                catalog.relation(known.schema(), known.name()).ifPresent(stores::moved);
            }
            Set<String> all = tables.computeIfAbsent(known, _ -> new TreeSet<>());
            all.addAll(access);
            if (!created
                    && catalog.relation(known.schema(), known.name())
                            .flatMap(catalog::temporary)
                            .isPresent()) {
                all.add(StatementFacts.TEMPORARY);
            }
        });
        return this;
    }

    /// Why the statement is not understood, for people.
    public FactsBuilder why(String reason) {
        why = reason;
        return this;
    }

    public String why() {
        return why;
    }

    /// Whether it is not understood for a name that is not in the catalogue.
    ///
    /// @param name that name, where the text itself has it
    public FactsBuilder missing(boolean isMissing, Optional<AbsentName> name) {
        missing |= isMissing;
        absent = absent.or(() -> name);
        return this;
    }

    public Optional<AbsentName> absent() {
        return absent;
    }

    public boolean missing() {
        return missing;
    }

    /// Takes over everything that another statement does, or only what it looks at if it is not going to run.
    public FactsBuilder include(FactsBuilder other, boolean runs) {
        other.tables.forEach(
                (table, access) -> access.forEach(use -> table(table.schema(), table.name(), runs ? use : "read")));
        functions.addAll(other.functions);
        other.columns.forEach((column, uses) ->
                columns.computeIfAbsent(column, _ -> new TreeSet<>()).addAll(runs ? uses : Set.of("predicate")));
        opaque |= other.opaque;
        why = why.isEmpty() ? other.why : why;
        missing(other.missing, other.absent);
        if (runs) {
            kinds.addAll(other.kinds);
            effects.addAll(other.effects);
            unfiltered |= other.unfiltered;
            lineage = other.lineage;
            stores.include(other.stores);
            temporary = other.temporary.or(() -> temporary);
        }
        return this;
    }

    /// Takes over the tables and columns of a query that is a part of a statement of another kind, and whose rows
    /// nobody sees.
    public FactsBuilder within(FactsBuilder query) {
        query.tables.forEach((table, access) -> access.forEach(use -> table(table.schema(), table.name(), use)));
        query.columns.forEach((column, uses) ->
                columns.computeIfAbsent(column, _ -> new TreeSet<>()).addAll(uses));
        stores.within(query.stored());
        return this;
    }

    /// The same for a query whose rows are assigned, or given to what may keep them.
    public FactsBuilder assigned(FactsBuilder query) {
        stores.within(Stores.sources(query.lineage));
        return within(query);
    }

    private Set<ColumnRef> stored() {
        return stores.of(Optional.ofNullable(lineage), columns, temporary);
    }

    public boolean empty() {
        return kinds.isEmpty();
    }

    public StatementFacts build() {
        List<StatementFacts.TableUse> uses = new ArrayList<>(tables.size());
        tables.forEach((table, access) -> uses.add(new StatementFacts.TableUse(table.schema(), table.name(), access)));
        List<StatementFacts.ColumnUse> refs = new ArrayList<>(columns.size());
        columns.forEach((column, used) ->
                refs.add(new StatementFacts.ColumnUse(column.schema(), column.table(), column.name(), used, Set.of())));
        Set<ColumnRef> stored = stored();
        Optional<Lineage> known = Optional.ofNullable(lineage)
                .or(() -> stored.isEmpty() ? Optional.empty() : Optional.of(new Lineage(List.of())))
                .map(each -> each.storing(stored));
        return new StatementFacts(
                kinds,
                effects,
                uses,
                refs,
                functions,
                unfiltered,
                opaque,
                known,
                handle,
                temporary,
                copy,
                called,
                code);
    }
}
