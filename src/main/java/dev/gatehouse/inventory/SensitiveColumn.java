package dev.gatehouse.inventory;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.sql.ColumnRef;

/// A column and why it is sensitive.
///
/// @param type as the server writes it
/// @param evidence at least one; of other tables too, where those share its rows
public record SensitiveColumn(ColumnRef column, String type, List<Evidence> evidence) {
    public SensitiveColumn {
        evidence = List.copyOf(evidence);
    }

    public Set<SensitiveKind> kinds() {
        return kinds(evidence);
    }

    static Set<SensitiveKind> kinds(Collection<Evidence> evidence) {
        Set<SensitiveKind> kinds = EnumSet.noneOf(SensitiveKind.class);
        evidence.forEach(one -> kinds.add(one.kind()));
        return Collections.unmodifiableSet(kinds);
    }
}
