package dev.gatehouse.gateway;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.gatehouse.catalog.SessionNames;
import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.StatementFacts;

/// What a text may do to the meaning of names.
///
/// @param schema it changes schemas
/// @param names the tables whose definitions it changes; [SessionNames#ALL] where it does not say which
/// @param temporary the temporary tables that it makes
/// @param path it may change where names are looked up
/// @param role it may change as whom
/// @param hidden it does what cannot be seen, and so perhaps any of this
record NameChanges(
        boolean schema, Set<String> names, Set<String> temporary, boolean path, boolean role, boolean hidden) {
    static final NameChanges NONE = new NameChanges(false, Set.of(), Set.of(), false, false, false);
    private static final Set<String> PATH_KINDS = Set.of("set", "use", "discard");

    NameChanges {
        names = Set.copyOf(names);
        temporary = Set.copyOf(temporary);
    }

    boolean any() {
        return schema || path || hidden;
    }

    /// What names mean to the statements of a text that does all this between them.
    SessionNames within(SessionNames before) {
        Set<String> changed = new HashSet<>(before.changed());
        changed.addAll(names);
        Set<String> made = new HashSet<>(before.temporary());
        made.addAll(temporary);
        return new SessionNames(
                path || hidden ? java.util.Optional.empty() : before.path(), changed, made, before.anyTemporary());
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
        boolean schema = facts.effects().contains("schema");
        boolean path = facts.kinds().stream().anyMatch(PATH_KINDS::contains);
        if (!schema && !path && !facts.opaque()) {
            return NONE;
        }
        Set<String> names = new HashSet<>();
        Set<String> temporary = new HashSet<>();
        if (schema) {
            for (StatementFacts.TableUse table : facts.tables()) {
                boolean own = table.access().contains(StatementFacts.TEMPORARY)
                        || table.schema().startsWith("pg_temp");
                if (own) {
                    temporary.add(Ascii.lower(table.name()));
                    temporary.add(table.name());
                }
                if (table.access().contains("schema")) {
                    names.add(Ascii.lower(table.name()));
                    names.add(table.name());
                }
            }
        }
        if (schema && names.isEmpty() || facts.opaque()) {
            names.add(SessionNames.ALL);
        }
        boolean role = facts.kinds().contains("set")
                && (facts.opaque() || facts.effects().contains("privilege"));
        return new NameChanges(schema, names, temporary, path, role, facts.opaque());
    }

    private NameChanges and(NameChanges other) {
        Set<String> bothNames = new HashSet<>(names);
        bothNames.addAll(other.names);
        Set<String> bothTemporary = new HashSet<>(temporary);
        bothTemporary.addAll(other.temporary);
        return new NameChanges(
                schema || other.schema,
                bothNames,
                bothTemporary,
                path || other.path,
                role || other.role,
                hidden || other.hidden);
    }
}
