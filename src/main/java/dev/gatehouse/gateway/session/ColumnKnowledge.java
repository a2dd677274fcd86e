package dev.gatehouse.gateway.session;

import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.inventory.SensitiveColumns;

/// Knows which columns of targets are sensitive. Threads: any; asked for every statement, so it answers at once.
@FunctionalInterface
public interface ColumnKnowledge {
    /// What is known of the tables of `snapshot` by now.
    SensitiveColumns of(String target, CatalogSnapshot snapshot);

    /// Nobody has looked.
    ColumnKnowledge NONE = (_, _) -> SensitiveColumns.NONE;
}
