package dev.gatehouse.gateway.session;

import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.catalog.Table;
import dev.gatehouse.catalog.TargetCatalog;
import dev.gatehouse.inventory.SensitiveColumns;
import dev.gatehouse.sql.ColumnRef;

/// What is known of a target at one moment.
///
/// @param snapshot null where there is none yet
/// @param bound whether statements are read against a catalogue at all
public record TargetView(String target, @Nullable CatalogSnapshot snapshot, boolean bound, SensitiveColumns sensitive) {
    /// As it is now.
    ///
    /// @param catalog null where statements are read by their tokens alone
    public static TargetView of(String target, @Nullable TargetCatalog catalog, ColumnKnowledge knowledge) {
        CatalogSnapshot snapshot = catalog == null ? null : catalog.current().orElse(null);
        return new TargetView(
                target,
                snapshot,
                catalog != null,
                snapshot == null ? SensitiveColumns.NONE : knowledge.of(target, snapshot));
    }

    /// The type of a column as the catalogue writes it; empty where it is not known.
    public String type(ColumnRef column) {
        Optional<Table> table = snapshot == null ? Optional.empty() : snapshot.table(column.schema(), column.table());
        int index = table.map(known -> known.relation().columns().indexOf(column.name()))
                .orElse(-1);
        return index < 0 ? "" : table.orElseThrow().column(index).type();
    }

    /// Those of a table; none where it is not known.
    public Stream<ColumnRef> columns(String schema, String name) {
        return Stream.ofNullable(snapshot)
                .flatMap(known -> known.table(schema, name).stream())
                .map(Table::relation)
                .flatMap(table ->
                        table.columns().stream().map(column -> new ColumnRef(table.schema(), table.name(), column)));
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
