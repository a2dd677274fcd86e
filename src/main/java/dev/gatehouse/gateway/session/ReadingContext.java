package dev.gatehouse.gateway.session;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.catalog.SessionNames;
import dev.gatehouse.inventory.SensitiveColumns;
import dev.gatehouse.sql.AbsentName;
import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.Routines;

/// Everything but the text that a reading depends on: the dialect, the server's settings, the catalogue, what is
/// known of its columns, and what the session has done to the meaning of names. Equal contexts read a text the
/// same. Immutable.
public final class ReadingContext {
    private final String dialect;
    private final Map<String, String> variables;
    private final SessionNames names;
    private final TargetView view;
    private final int hash;

    public ReadingContext(String dialect, Map<String, String> variables, SessionNames names, TargetView view) {
        this.dialect = dialect;
        this.variables = variables;
        this.names = names;
        this.view = view;
        this.hash = java.util.Objects.hash(
                dialect,
                variables,
                view.target(),
                names,
                view.version(),
                view.sensitive().version());
    }

    public String dialect() {
        return dialect;
    }

    public Map<String, String> variables() {
        return variables;
    }

    /// What the session has done to the meaning of names.
    public SessionNames names() {
        return names;
    }

    /// Whether statements are read against a catalogue.
    boolean bound() {
        return view.bound();
    }

    boolean hasSnapshot() {
        return view.snapshot() != null;
    }

    /// The name as the server would say that it is not there; empty where the session itself may have made it, or
    /// nobody knows where it is looked for.
    public Optional<AbsentName> told(AbsentName absent) {
        CatalogSnapshot snapshot = view.snapshot();
        if (snapshot == null) {
            return Optional.empty();
        }
        if (absent.kind() != AbsentName.Kind.TABLE) {
            return Optional.of(absent);
        }
        String schema = absent.qualifier();
        if (!snapshot.lacks(schema, absent.name(), names)) {
            return Optional.empty();
        }
        boolean inDatabase = schema.isEmpty() && dialect.equals("mysql");
        return Optional.of(
                inDatabase
                        ? new AbsentName(absent.kind(), variables.getOrDefault("database", ""), absent.name())
                        : absent);
    }

    /// Null where there is none yet, or none at all.
    public @Nullable CatalogSnapshot snapshot() {
        return view.snapshot();
    }

    public TargetView view() {
        return view;
    }

    /// What is known of the columns that the text may read.
    public SensitiveColumns sensitive() {
        return view.sensitive();
    }

    /// Whether this is still the context for these; by identity, which is enough to tell that nothing changed.
    boolean isFor(Map<String, String> variables, TargetView now) {
        return this.variables == variables && view.isStill(now);
    }

    /// The same for a text that itself changes what names mean.
    ///
    /// @param transactions whether it ends transactions too, with which temporary tables come and go
    ReadingContext within(NameChanges changes, boolean transactions) {
        boolean fully = dialect.equals("mysql");
        SessionNames others = changes.within(names, fully);
        if (transactions && !others.own().isEmpty() && !fully) {
            Set<String> hidden = new HashSet<>(others.temporary());
            others.own().keySet().forEach(name -> hidden.add(name.name()));
            others = new SessionNames(others.path(), others.changed(), hidden, others.anyTemporary(), others.own());
        }
        return new ReadingContext(dialect, variables, others, view);
    }

    /// The catalogue to read against; null where a text is read by its tokens alone. Without a snapshot no name is
    /// found.
    public @Nullable Catalog catalog() {
        CatalogSnapshot snapshot = view.snapshot();
        if (snapshot != null) {
            return snapshot.along(names);
        }
        return view.bound() ? NoNames.INSTANCE : null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof ReadingContext same
                        && hash == same.hash
                        && view.version() == same.view.version()
                        && view.sensitive().version() == same.view.sensitive().version()
                        && dialect.equals(same.dialect)
                        && view.target().equals(same.view.target())
                        && names.equals(same.names)
                        && variables.equals(same.variables);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    private enum NoNames implements Catalog {
        INSTANCE;

        @Override
        public Routines routines() {
            return Routines.NONE;
        }

        @Override
        public long version() {
            return -1;
        }

        @Override
        public Optional<Relation> relation(String schema, String name) {
            return Optional.empty();
        }
    }
}
