package dev.gatehouse.sql;

import java.util.List;
import java.util.Optional;

/// A catalogue for the later statements of a text whose earlier ones change what names mean. What they may have
/// changed is not found, so that a statement which names it is not understood.
///
/// @param schema where names without a schema are looked up; empty where that is not known any more
/// @param stale the earlier statements may have changed any table
public record LaterCatalog(Catalog catalog, Optional<String> schema, boolean stale) implements Catalog {
    /// Behind a statement with these facts, if it can have changed a table.
    public static Catalog after(StatementFacts facts, Catalog catalog) {
        boolean changes = facts.opaque() || facts.effects().contains("schema");
        return changes ? new LaterCatalog(catalog, Optional.empty(), true) : catalog;
    }

    /// Behind a statement that makes names without a schema mean those of this one.
    public static Catalog in(String schema, Catalog catalog) {
        return new LaterCatalog(catalog, Optional.of(schema), false);
    }

    /// Behind a statement that changes where names without a schema are looked up.
    public static Catalog elsewhere(Catalog catalog) {
        return new LaterCatalog(catalog, Optional.empty(), false);
    }

    @Override
    public long version() {
        return catalog.version();
    }

    @Override
    public Optional<Relation> relation(String schemaName, String name) {
        if (stale) {
            return Optional.empty();
        }
        return schemaName.isEmpty()
                ? schema.flatMap(current -> catalog.relation(current, name))
                : catalog.relation(schemaName, name);
    }

    @Override
    public Optional<Procedure> procedure(String schemaName, String name) {
        if (stale) {
            return Optional.empty();
        }
        return schemaName.isEmpty()
                ? schema.flatMap(current -> catalog.procedure(current, name))
                : catalog.procedure(schemaName, name);
    }

    @Override
    public Routines routines() {
        return catalog.routines();
    }

    @Override
    public Optional<TemporaryTable> temporary(Relation table) {
        return catalog.temporary(table);
    }

    @Override
    public boolean foldsTables() {
        return catalog.foldsTables();
    }

    @Override
    public List<Relation> parents(Relation table) {
        return catalog.parents(table);
    }

    @Override
    public Catalog forDefinitions() {
        return stale ? this : catalog.forDefinitions();
    }
}
