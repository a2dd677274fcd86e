package dev.gatehouse.gateway;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.gateway.session.ColumnKnowledge;
import dev.gatehouse.inventory.SensitiveColumns;

/// Knowledge of columns that a test writes down: `schema.table.column` and what is in it.
public final class KnownColumns implements ColumnKnowledge, SensitiveColumns {
    private final long version;
    private final Map<String, Set<SensitiveKind>> columns = new HashMap<>();

    private KnownColumns(long version) {
        this.version = version;
    }

    public static KnownColumns at(long version, String column, SensitiveKind kind) {
        return new KnownColumns(version).and(column, kind);
    }

    public KnownColumns and(String column, SensitiveKind kind) {
        columns.put(column, Set.of(kind));
        return this;
    }

    @Override
    public SensitiveColumns of(String target, CatalogSnapshot snapshot) {
        return this;
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public Set<SensitiveKind> kinds(String schema, String table, String column) {
        return columns.getOrDefault(schema + "." + table + "." + column, Set.of());
    }

    @Override
    public boolean any(String schema, String table) {
        return columns.keySet().stream().anyMatch(column -> column.startsWith(schema + "." + table + "."));
    }
}
