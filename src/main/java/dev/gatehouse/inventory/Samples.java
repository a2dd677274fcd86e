package dev.gatehouse.inventory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import dev.gatehouse.catalog.Table;

/// What samples of one target have shown. Evidence stays until the column's type changes: values that were there
/// once may be elsewhere in the table still. Threads: any may read, one writes.
final class Samples {
    private final Map<Table.Name, Map<String, Sampled>> tables = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong();

    private record Sampled(String type, List<Evidence> evidence) {}

    /// Grows when a kind comes to a column.
    long version() {
        return version.get();
    }

    List<Evidence> of(Table table, int column) {
        Map<String, Sampled> columns = tables.get(name(table));
        Table.Column asked = table.column(column);
        Sampled sampled = columns == null ? null : columns.get(asked.name());
        return sampled == null || !sampled.type().equals(asked.type()) ? List.of() : sampled.evidence();
    }

    /// Takes in what a look at the table has shown, by the columns' indexes.
    void take(Table table, Map<Integer, List<Evidence>> shown) {
        Map<String, Sampled> columns = new HashMap<>(tables.getOrDefault(name(table), Map.of()));
        boolean grows = false;
        for (Map.Entry<Integer, List<Evidence>> each : shown.entrySet()) {
            Table.Column column = table.column(each.getKey());
            List<Evidence> before = of(table, each.getKey());
            Map<dev.gatehouse.detect.SensitiveKind, Evidence> all = new java.util.LinkedHashMap<>();
            before.forEach(evidence -> all.put(evidence.kind(), evidence));
            each.getValue().forEach(evidence -> all.put(evidence.kind(), evidence));
            grows |= all.size() > before.size();
            if (!all.isEmpty()) {
                columns.put(column.name(), new Sampled(column.type(), List.copyOf(all.values())));
            }
        }
        if (!columns.isEmpty()) {
            tables.put(name(table), Map.copyOf(columns));
        }
        if (grows) {
            version.incrementAndGet(); // behind the evidence: who reads the new version reads that too
        }
    }

    private static Table.Name name(Table table) {
        return new Table.Name(table.relation().schema(), table.relation().name());
    }
}
