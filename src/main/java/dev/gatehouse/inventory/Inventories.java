package dev.gatehouse.inventory;

import java.util.Map;
import java.util.Optional;

import dev.gatehouse.catalog.CatalogSnapshot;

/// The inventories of all targets, by their names. Threads: any.
public final class Inventories implements AutoCloseable {
    private final Map<String, Inventory> targets;

    /// Ownership: they are closed with this.
    public Inventories(Map<String, Inventory> targets) {
        this.targets = Map.copyOf(targets);
    }

    /// Empty for a target that has none.
    public Optional<Inventory> of(String target) {
        return Optional.ofNullable(targets.get(target));
    }

    /// What is known of the target's columns; nothing of a target that has no inventory. At once.
    public SensitiveColumns of(String target, CatalogSnapshot snapshot) {
        Inventory inventory = targets.get(target);
        return inventory == null ? SensitiveColumns.NONE : inventory.current(snapshot);
    }

    @Override
    public void close() {
        targets.values().forEach(Inventory::close);
    }
}
