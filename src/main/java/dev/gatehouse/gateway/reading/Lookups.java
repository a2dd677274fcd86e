package dev.gatehouse.gateway.reading;

import java.util.List;
import java.util.Optional;

import dev.gatehouse.catalog.SessionNames;
import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.Procedure;
import dev.gatehouse.sql.Routines;
import dev.gatehouse.sql.TemporaryTable;

/// A catalogue that remembers whether a name was looked for that a newer snapshot might have; not one that the
/// session itself hides. For one reading. Threads: one.
final class Lookups implements Catalog {
    private final Catalog catalog;
    private final SessionNames names;
    private boolean missed;
    private boolean hid;

    Lookups(Catalog catalog, SessionNames names) {
        this.catalog = catalog;
        this.names = names;
    }

    boolean missed() {
        return missed;
    }

    /// Whether a name was looked for that the session itself hides, for which no snapshot helps.
    boolean hid() {
        return hid;
    }

    @Override
    public long version() {
        return catalog.version();
    }

    @Override
    public Optional<Relation> relation(String schema, String name) {
        Optional<Relation> found = catalog.relation(schema, name);
        missed |= found.isEmpty() && !names.mayHide(name);
        hid |= found.isEmpty() && names.mayHide(name);
        return found;
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
    public Optional<Procedure> procedure(String schema, String name) {
        return catalog.procedure(schema, name);
    }

    @Override
    public Routines routines() {
        return catalog.routines();
    }

    @Override
    public Catalog forDefinitions() {
        return catalog.forDefinitions();
    }
}
