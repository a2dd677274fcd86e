package dev.gatehouse.gateway.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.gatehouse.catalog.SessionNames;
import dev.gatehouse.catalog.Table;
import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.sql.TemporaryTable;

/// What a text may do to the meaning of names.
///
/// @param schema it changes schemas
/// @param names the tables whose definitions it changes; [SessionNames#ALL] where it does not say which
/// @param path it may change where names are looked up
/// @param role it may change as whom
/// @param hidden it does what cannot be seen, and so perhaps any of this
/// @param own what it does to the session's temporary tables
record NameChanges(boolean schema, Set<String> names, boolean path, boolean role, boolean hidden, List<OwnStep> own) {
    static final NameChanges NONE = new NameChanges(false, Set.of(), false, false, false, List.of());
    private static final Set<String> PATH_KINDS = Set.of("set", "use", "discard");

    NameChanges {
        names = Set.copyOf(names);
        own = List.copyOf(own);
    }

    boolean any() {
        return schema || path || hidden || !own.isEmpty();
    }

    /// The same, with more that it may do to them.
    NameChanges and(List<OwnStep> more) {
        List<OwnStep> all = new ArrayList<>(own);
        all.addAll(more);
        return more.isEmpty() ? this : new NameChanges(schema, names, path, role, hidden, all);
    }

    /// The same, but for the session's temporary tables.
    NameChanges leavingOwn() {
        return new NameChanges(schema, names, path, role, hidden, List.of());
    }

    /// What names mean to the statements of a text that does all this between them. What it does to tables of the
    /// session alone hides them, but for what is written to them.
    ///
    /// @param fully whether a temporary table hides what has its full name
    SessionNames within(SessionNames before, boolean fully) {
        Set<String> changed = new HashSet<>(before.changed());
        changed.addAll(names);
        Set<String> made = new HashSet<>(before.temporary());
        Map<Table.Name, TemporaryTable> known = new HashMap<>(before.own());
        for (OwnStep step : own) {
            switch (step) {
                case OwnStep.Make(var table) -> add(made, table.table().name());
                case OwnStep.Drop(String _, String name) -> add(made, name);
                case OwnStep.Rename(Set<String> lost) -> lost.forEach(name -> add(made, name));
                case OwnStep.Lose(Set<String> lost) -> lost.forEach(name -> add(made, name));
                case OwnStep.LoseAll _, OwnStep.AllGone _ -> known.keySet().forEach(name -> add(made, name.name()));
                case OwnStep.Draw(String _, String name, var sources) ->
                    known.replaceAll((key, table) ->
                            Ascii.lower(key.name()).equals(Ascii.lower(name)) ? table.drawing(sources) : table);
            }
        }
        if (fully) {
            changed.addAll(made);
        }
        return new SessionNames(
                path || hidden ? Optional.empty() : before.path(),
                changed,
                made,
                before.anyTemporary() || hidden,
                known);
    }

    private static void add(Set<String> names, String name) {
        names.add(Ascii.lower(name));
        names.add(name);
    }

    static NameChanges of(List<StatementFacts> statements) {
        NameChanges all = NONE;
        for (StatementFacts facts : statements) {
            NameChanges one = of(facts);
            if (one.any()) {
                all = all.and(one);
            }
        }
        return all;
    }

    private static NameChanges of(StatementFacts facts) {
        boolean definition = facts.effects().contains("schema");
        boolean path = facts.kinds().stream().anyMatch(PATH_KINDS::contains);
        List<OwnStep> own = OwnStep.of(facts);
        if (!definition && !path && !facts.opaque() && own.isEmpty()) {
            return NONE;
        }
        Set<String> names = new HashSet<>();
        boolean others = false;
        boolean any = false;
        if (definition) {
            for (StatementFacts.TableUse table : facts.tables()) {
                if (table.access().contains("schema")) {
                    any = true;
                    if (!table.access().contains(StatementFacts.TEMPORARY)) {
                        others = true;
                        add(names, table.name());
                    }
                }
            }
        }
        if (definition && !any || facts.opaque()) {
            names.add(SessionNames.ALL);
        }
        boolean role = facts.kinds().contains("set")
                && (facts.opaque() || facts.effects().contains("privilege"));
        return new NameChanges(definition && (others || !any), names, path, role, facts.opaque(), own);
    }

    private NameChanges and(NameChanges other) {
        Set<String> bothNames = new HashSet<>(names);
        bothNames.addAll(other.names);
        List<OwnStep> bothOwn = new ArrayList<>(own);
        bothOwn.addAll(other.own);
        return new NameChanges(
                schema || other.schema,
                bothNames,
                path || other.path,
                role || other.role,
                hidden || other.hidden,
                bothOwn);
    }
}
