package dev.gatehouse.gateway;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.catalog.TargetCatalog;
import dev.gatehouse.inventory.SensitiveColumns;

/// What is known of a target at one moment.
///
/// @param snapshot null where there is none yet
/// @param bound whether statements are read against a catalogue at all
record TargetView(String target, @Nullable CatalogSnapshot snapshot, boolean bound, SensitiveColumns sensitive) {
    static TargetView of(String target, @Nullable TargetCatalog catalog, ColumnKnowledge knowledge) {
        CatalogSnapshot snapshot = catalog == null ? null : catalog.current().orElse(null);
        return new TargetView(
                target,
                snapshot,
                catalog != null,
                snapshot == null ? SensitiveColumns.NONE : knowledge.of(target, snapshot));
    }

    /// Whether nothing has become known since; by identity, which is enough to tell that nothing changed.
    boolean isStill(TargetView now) {
        return snapshot == now.snapshot && sensitive.version() == now.sensitive.version();
    }

    /// Another one for each state of knowledge.
    long version() {
        return snapshot == null ? bound ? -1 : -2 : snapshot.version();
    }
}
