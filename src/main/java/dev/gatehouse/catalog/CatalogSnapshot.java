package dev.gatehouse.catalog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.Procedure;
import dev.gatehouse.sql.Routines;
import dev.gatehouse.sql.TemporaryTable;

/// The schemas of one target at one moment. As a [Catalog] itself it finds names without a schema
/// only in the system's own, as the definitions of views have them; sessions ask it [#along] theirs. Immutable.
/// Threads: any.
public final class CatalogSnapshot implements Catalog {
    private final long version;
    private final Schemas schemas;
    /// For each name the only table that has it; empty where several do.
    private final Map<String, Optional<Table>> unique = new HashMap<>();
    private final Map<Long, Table> numbered = new HashMap<>();

    CatalogSnapshot(long version, Schemas schemas) {
        this.version = version;
        this.schemas = schemas;
        schemas.tables()
                .values()
                .forEach(tables -> tables.forEach(
                        (name, table) -> unique.merge(name, Optional.of(table), (_, _) -> Optional.empty())));
        schemas.tables().values().stream()
                .flatMap(tables -> tables.values().stream())
                .filter(table -> table.number().id() != 0)
                .forEach(table -> numbered.put(table.number().id(), table));
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public boolean foldsTables() {
        return schemas.folds();
    }

    @Override
    public Routines routines() {
        return schemas.routines();
    }

    @Override
    public Optional<Procedure> procedure(String schema, String name) {
        return Optional.ofNullable(schemas.procedures()
                .getOrDefault(folded(schema, schema), Map.of())
                .get(Ascii.lower(name)));
    }

    Schemas schemas() {
        return schemas;
    }

    /// The path of a session that has not said otherwise.
    public Optional<NamePath> defaultPath() {
        return NamePath.ofSearchPath(schemas.path());
    }

    public int tableCount() {
        return schemas.tables().values().stream().mapToInt(Map::size).sum();
    }

    /// All of them, views included; in no order.
    public List<Table> tables() {
        return schemas.tables().values().stream()
                .flatMap(tables -> tables.values().stream())
                .toList();
    }

    @Override
    public Optional<Relation> relation(String schema, String name) {
        return table(schema.isEmpty() ? schemas.system() : schema, name).map(Table::relation);
    }

    /// Whether a session that has done `names` can be certain that there is no such table; `schema` may be empty.
    public boolean lacks(String schema, String name, SessionNames names) {
        boolean own = names.mayHide(name)
                || names.anyTemporary() && schemas.temporary().contains(name)
                || TemporaryTable.isSchema(schema) && names.ownAny();
        boolean anywhere = unique.containsKey(folded("", name));
        return !own && (!schema.isEmpty() || names.path().isPresent() || !anywhere);
    }

    /// The table of this schema and name, for those who classify columns.
    public Optional<Table> table(String schema, String name) {
        Map<String, Table> tables = schemas.tables().get(folded(schema, schema));
        return tables == null ? Optional.empty() : Optional.ofNullable(tables.get(folded(schema, name)));
    }

    /// Whether the server takes both for names of one table.
    public boolean sameTable(String schema, String name, String otherSchema, String otherName) {
        return folded(schema, schema).equals(folded(otherSchema, otherSchema))
                && folded(schema, name).equals(folded(otherSchema, otherName));
    }

    /// The table that a server announces by this number.
    public Optional<Table> numbered(long id) {
        return Optional.ofNullable(numbered.get(id));
    }

    @Override
    public List<Relation> parents(Relation child) {
        List<Relation> all = new ArrayList<>();
        Deque<Relation> next = new ArrayDeque<>(List.of(child));
        while (!next.isEmpty()) {
            Relation each = next.remove();
            for (Table.Name name :
                    table(each.schema(), each.name()).map(Table::parents).orElse(List.of())) {
                table(name.schema(), name.name())
                        .map(Table::relation)
                        .filter(parent -> !all.contains(parent))
                        .ifPresent(parent -> {
                            all.add(parent);
                            next.add(parent);
                        });
            }
        }
        return all;
    }

    /// The catalogue as a session sees it that has done `names` so far.
    public Catalog along(SessionNames names) {
        return new Along(names);
    }

    private String folded(String schema, String name) {
        return schemas.folds() || schemas.folding().contains(Ascii.lower(schema)) ? Ascii.lower(name) : name;
    }

    private Optional<Table> onPath(NamePath path, String name) {
        List<String> order = path.schemas();
        if (!order.contains(schemas.system())) {
            Optional<Table> system = table(schemas.system(), name);
            if (system.isPresent()) {
                return system;
            }
        }
        for (String each : order) {
            String schema = each.equals("$user") ? schemas.user() : each;
            Optional<Table> found =
                    schemas.usable().contains(folded(schema, schema)) ? table(schema, name) : Optional.empty();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private final class Along implements Catalog {
        private final SessionNames names;
        private final Map<Table.Name, TemporaryTable> own = new HashMap<>();

        Along(SessionNames names) {
            this.names = names;
            names.own().forEach((name, table) -> own.put(key(name.schema(), name.name()), table));
        }

        private Table.Name key(String schema, String name) {
            return new Table.Name(folded(schema, schema), folded(schema, name));
        }

        @Override
        public Optional<TemporaryTable> temporary(Relation table) {
            return Optional.ofNullable(own.get(key(table.schema(), table.name())));
        }

        /// The session's own table of this name. Where the system has a schema of its own (PostgreSQL), temporary
        /// tables come before all others, unless the path names their schema; elsewhere each hides the other
        // one of
        /// its full name.
        private Optional<TemporaryTable> own(String schema, String name) {
            String in = schema;
            if (!schemas.system().isEmpty()) {
                in = schema.isEmpty() || schema.equals(TemporaryTable.PG_SCHEMA) ? TemporaryTable.PG_SCHEMA : schema;
            } else if (schema.isEmpty()) {
                in = names.path()
                        .filter(path -> !path.schemas().isEmpty())
                        .map(path -> path.schemas().getFirst())
                        .orElse("");
            }
            return Optional.ofNullable(own.get(key(in, name)));
        }

        /// Whether it is not certain that the session's own table comes first.
        private boolean unordered(String schema) {
            return schema.isEmpty()
                    && names.path()
                            .map(path -> path.schemas().stream().anyMatch(TemporaryTable::isSchema))
                            .orElse(true);
        }

        private static boolean ascii(String name) {
            return name.chars().allMatch(c -> c < 0x80);
        }

        /// Names that the server folds by tables of its own.
        private boolean uncertain(String name) {
            return schemas.folds() && !ascii(name) && own.keySet().stream().anyMatch(key -> !ascii(key.name()));
        }

        @Override
        public long version() {
            return version;
        }

        @Override
        public boolean foldsTables() {
            return schemas.folds();
        }

        @Override
        public Optional<Relation> relation(String schema, String name) {
            boolean mayBeOwn = schema.isEmpty() || TemporaryTable.isSchema(schema);
            if (changed(schema, name) || mayBeOwn && temporary(name) || uncertain(name)) {
                return Optional.empty();
            }
            Optional<TemporaryTable> mine = own(schema, name);
            if (mine.isPresent()) {
                return unordered(schema) ? Optional.empty() : mine.map(TemporaryTable::relation);
            }
            Optional<Table> table = !schema.isEmpty()
                    ? table(schema, name)
                    : names.path()
                            .map(path -> onPath(path, name))
                            .orElseGet(() -> unique.getOrDefault(folded("", name), Optional.empty()));
            return table.map(Table::relation);
        }

        @Override
        public List<Relation> parents(Relation child) {
            return CatalogSnapshot.this.parents(child);
        }

        @Override
        public Routines routines() {
            return schemas.routines();
        }

        @Override
        public Optional<Procedure> procedure(String schema, String name) {
            if (!names.changed().isEmpty()) {
                return Optional.empty();
            }
            Optional<String> in = schema.isEmpty()
                    ? names.path().flatMap(path -> path.schemas().stream().findFirst())
                    : Optional.of(schema);
            return in.flatMap(each -> CatalogSnapshot.this.procedure(each, name));
        }

        private boolean changed(String schema, String name) {
            return names.changed().contains(folded("", name))
                    || names.changed().contains(SessionNames.ALL)
                            && (schema.isEmpty() || !schema.equals(schemas.system()));
        }

        private boolean temporary(String name) {
            return names.temporary().contains(folded("", name))
                    || names.anyTemporary() && schemas.temporary().contains(name);
        }

        @Override
        public Catalog forDefinitions() {
            return names.changed().isEmpty()
                    ? CatalogSnapshot.this
                    : new Along(new SessionNames(
                            Optional.of(new NamePath(List.of())), names.changed(), java.util.Set.of(), false));
        }
    }
}
