package dev.gatehouse.sql;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// Gathers which values a statement keeps for later ones to read, or sends away. Threads: one.
final class Stores {
    private final Set<ColumnRef> columns = new LinkedHashSet<>();
    private boolean rows;
    private boolean all;
    private boolean moves;

    /// The rows of the statement itself are kept.
    void rows() {
        rows = true;
    }

    /// Anything that the statement looks at may be.
    void all() {
        all = true;
    }

    /// The columns of tables may get other names, or other tables their rows.
    void moves() {
        moves = true;
    }

    /// A table whose definition changes.
    void moved(Catalog.Relation table) {
        if (moves) {
            table.columns().forEach(column -> columns.add(new ColumnRef(table.schema(), table.name(), column)));
        }
    }

    /// Takes over those of a part that runs as this statement does.
    void include(Stores other) {
        columns.addAll(other.columns);
        rows |= other.rows;
        all |= other.all;
    }

    /// Takes over those of what is called on the way.
    void calls(Stores other) {
        all |= other.all;
    }

    /// Takes over what a query in the statement stores.
    void within(Set<ColumnRef> stored) {
        columns.addAll(stored);
    }

    /// What has been stored in the end. A new table of the session alone is followed: its rows are not among it.
    ///
    /// @param uses how columns are used
    Set<ColumnRef> of(
            Optional<Lineage> lineage, Map<ColumnRef, Set<String>> uses, Optional<TemporaryChange> temporary) {
        Set<ColumnRef> stored = new LinkedHashSet<>(columns);
        lineage.ifPresent(known -> stored.addAll(known.stored()));
        boolean followed = temporary.isPresent() && temporary.get() instanceof TemporaryChange.Made;
        if (rows && !followed) {
            stored.addAll(sources(lineage.orElse(null)));
        }
        if (all) {
            lineage.ifPresent(known -> stored.addAll(known.named()));
            uses.forEach((column, how) -> {
                if (how.contains("output") || how.contains("predicate")) {
                    stored.add(column);
                }
            });
        }
        return stored;
    }

    /// What the rows draw on.
    static Set<ColumnRef> sources(@Nullable Lineage lineage) {
        Set<ColumnRef> sources = new LinkedHashSet<>();
        if (lineage != null) {
            lineage.outputs().forEach(output -> sources.addAll(output.sources()));
        }
        return sources;
    }
}
