package dev.gatehouse.inventory;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import dev.gatehouse.catalog.Table;
import dev.gatehouse.detect.SensitiveKind;

/// What samples of one target have shown.
///
/// What is found counts at once. It stays until the column's type changes: values that were there once may be
/// elsewhere in the table still, and nobody shall hide them behind rows of their own. Only what a cell or two have
/// said, which may be an accident, goes when enough cells do not say it. What an earlier start has found is as firm
/// as it was then: nobody shall hide values by waiting for a restart. Threads: any may read, one writes.
final class Samples {
    private final Map<Table.Name, Map<String, Sampled>> tables;
    private final AtomicLong version = new AtomicLong();
    private long edition;

    /// @param found in the order of the kinds
    record Sampled(String type, List<Found> found) {}

    /// @param weak whether enough cells that do not say it take it back
    record Found(Evidence evidence, boolean weak) {
        /// A key is no accident.
        ///
        /// @param cells that it rests on
        static Found of(Evidence evidence, int cells) {
            return new Found(
                    evidence,
                    switch (evidence.kind()) {
                        case KEY, TOKEN, PASSWORD -> false;
                        case EMAIL, PHONE, CARD, NATIONAL_ID, IBAN, ADDRESS, BIRTH_DATE, NAME, SECRET, INTERNAL ->
                            cells < CellCounts.FEWEST;
                    });
        }
    }

    /// What a look has shown of a column.
    ///
    /// @param cells that it rests on
    /// @param whole whether the sample was read to its end; else it speaks against nothing
    record Shown(List<Evidence> evidence, int cells, boolean whole) {
        boolean contradicts() {
            return whole && cells >= Basis.ENOUGH;
        }
    }

    /// Nothing is known.
    Samples() {
        this(Map.of());
    }

    /// @param known by an earlier start
    Samples(Map<Table.Name, Map<String, Sampled>> known) {
        this.tables = new ConcurrentHashMap<>(known);
    }

    /// Another one when anything has changed, be it only how many cells speak for it. For who writes.
    long edition() {
        return edition;
    }

    /// Grows when a kind comes to a column, or goes.
    long version() {
        return version.get();
    }

    List<Evidence> of(Table table, int column) {
        return found(table, column).stream().map(Found::evidence).toList();
    }

    private List<Found> found(Table table, int column) {
        Map<String, Sampled> columns = tables.get(name(table));
        Table.Column asked = table.column(column);
        Sampled sampled = columns == null ? null : columns.get(asked.name());
        return sampled == null || !sampled.type().equals(asked.type()) ? List.of() : sampled.found();
    }

    /// Takes in what a look at the table has shown, by the columns' indexes.
    void take(Table table, Map<Integer, Shown> shown) {
        Map<String, Sampled> known = tables.getOrDefault(name(table), Map.of());
        Map<String, Sampled> columns = new HashMap<>(known);
        boolean changed = false;
        for (Map.Entry<Integer, Shown> each : shown.entrySet()) {
            Table.Column column = table.column(each.getKey());
            List<Found> before = found(table, each.getKey());
            List<Found> after = merged(before, each.getValue());
            changed |= !kinds(before).equals(kinds(after));
            if (after.isEmpty()) {
                columns.remove(column.name());
            } else {
                columns.put(column.name(), new Sampled(column.type(), after));
            }
        }
        if (columns.equals(known)) {
            return;
        }
        edition++;
        if (columns.isEmpty()) {
            tables.remove(name(table));
        } else {
            tables.put(name(table), Map.copyOf(columns));
        }
        if (changed) {
            version.incrementAndGet(); // behind the evidence: who reads the new version reads that too
        }
    }

    private static List<Found> merged(List<Found> before, Shown shown) {
        Map<SensitiveKind, Found> all = new EnumMap<>(SensitiveKind.class);
        for (Found one : before) {
            if (!one.weak() || !shown.contradicts()) {
                all.put(one.evidence().kind(), one);
            }
        }
        for (Evidence evidence : shown.evidence()) {
            Found known = all.get(evidence.kind());
            Found found = Found.of(evidence, shown.cells());
            if (known == null || known.weak() || !found.weak()) {
                all.put(evidence.kind(), found);
            }
        }
        return new ArrayList<>(all.values());
    }

    private static List<SensitiveKind> kinds(List<Found> found) {
        return found.stream().map(one -> one.evidence().kind()).toList();
    }

    private static Table.Name name(Table table) {
        return new Table.Name(table.relation().schema(), table.relation().name());
    }
}
