package dev.gatehouse.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.catalog.Table;
import dev.gatehouse.detect.NameClassifier;
import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.ColumnRef;

/// The sensitive columns of one snapshot of a target's catalogue. A table is looked at when it is first asked for.
///
/// A column's evidence is also that of the columns of its name in the tables that share its rows: partitions,
/// children, and what those are of. Threads: any.
final class KnownColumns implements SensitiveColumns {
    /// No target's samples change as often while one snapshot is in force.
    private static final long SAMPLES = 1L << 24;

    private final String target;
    private final CatalogSnapshot snapshot;
    private final ConfiguredColumns configured;
    private final Samples samples;
    private final Consumer<Table> asked;
    private final long sampled;
    private final Map<Table.Name, Map<String, Set<SensitiveKind>>> looked = new ConcurrentHashMap<>();
    private volatile @Nullable Map<Table.Name, List<Table>> children;

    /// @param asked is told of each table when it is first asked for
    KnownColumns(
            String target,
            CatalogSnapshot snapshot,
            ConfiguredColumns configured,
            Samples samples,
            Consumer<Table> asked) {
        this.target = target;
        this.snapshot = snapshot;
        this.configured = configured;
        this.samples = samples;
        this.asked = asked;
        this.sampled = samples.version();
    }

    /// Whether nothing has come to be known since.
    boolean isOf(CatalogSnapshot snapshot) {
        return this.snapshot == snapshot && sampled == samples.version();
    }

    CatalogSnapshot snapshot() {
        return snapshot;
    }

    @Override
    public long version() {
        return snapshot.version() * SAMPLES + sampled;
    }

    /// A table that the snapshot does not have is judged by the names alone.
    @Override
    public Set<SensitiveKind> kinds(String schema, String table, String column) {
        Optional<Table> known = snapshot.table(schema, table);
        if (known.isEmpty()) {
            return SensitiveColumn.kinds(ofNames(schema, table, new Table.Column(column, "", "")));
        }
        Map<String, Set<SensitiveKind>> columns = columns(known.get());
        Set<SensitiveKind> kinds = columns.get(column);
        return kinds != null ? kinds : columns.getOrDefault(column.toLowerCase(Locale.ROOT), Set.of());
    }

    /// False for a table that the snapshot does not have.
    @Override
    public boolean any(String schema, String table) {
        return snapshot.table(schema, table)
                .filter(known -> !columns(known).isEmpty())
                .isPresent();
    }

    private Map<String, Set<SensitiveKind>> columns(Table table) {
        Table.Name name = name(table.relation());
        Map<String, Set<SensitiveKind>> known = looked.get(name);
        if (known == null) {
            asked.accept(table);
            known = new HashMap<>();
            for (SensitiveColumn column : evidence(table)) {
                known.put(column.column().name(), column.kinds());
                known.putIfAbsent(column.column().name().toLowerCase(Locale.ROOT), column.kinds());
            }
            known = Map.copyOf(known);
            looked.put(name, known);
        }
        return known;
    }

    /// The table's sensitive columns, in their order.
    List<SensitiveColumn> evidence(Table table) {
        Map<String, List<Evidence>> all = new LinkedHashMap<>();
        collect(table, all);
        for (Catalog.Relation parent : snapshot.parents(table.relation())) {
            snapshot.table(parent.schema(), parent.name()).ifPresent(found -> collect(found, all));
        }
        for (Table child : descendants(table)) {
            collect(child, all);
        }
        List<SensitiveColumn> sensitive = new ArrayList<>();
        Catalog.Relation relation = table.relation();
        for (int i = 0; i < relation.columns().size(); i++) {
            Table.Column column = table.column(i);
            List<Evidence> evidence = all.getOrDefault(column.name(), List.of());
            if (!evidence.isEmpty()) {
                sensitive.add(new SensitiveColumn(
                        new ColumnRef(relation.schema(), relation.name(), column.name()), column.type(), evidence));
            }
        }
        return sensitive;
    }

    /// One piece of evidence of each source for each kind is enough.
    private void collect(Table table, Map<String, List<Evidence>> all) {
        Catalog.Relation relation = table.relation();
        for (int i = 0; i < relation.columns().size(); i++) {
            Table.Column column = table.column(i);
            List<Evidence> found = ofNames(relation.schema(), relation.name(), column);
            found.addAll(samples.of(table, i));
            List<Evidence> known = all.computeIfAbsent(column.name(), _ -> new ArrayList<>());
            for (Evidence evidence : found) {
                if (known.stream()
                        .noneMatch(one -> one.kind() == evidence.kind() && one.source() == evidence.source())) {
                    known.add(evidence);
                }
            }
        }
    }

    private List<Evidence> ofNames(String schema, String table, Table.Column column) {
        List<Evidence> found = new ArrayList<>();
        NameClassifier.named(schema, table, column.name(), column.type())
                .forEach((kind, words) -> found.add(new Evidence(kind, Evidence.Source.NAMED, 0.9, words)));
        NameClassifier.commented(schema, column.type(), column.comment())
                .forEach((kind, words) -> found.add(new Evidence(kind, Evidence.Source.COMMENT, 0.7, words)));
        List<ConfiguredColumns.Pattern> patterns = configured.covering(target, schema, table, column.name());
        if (!patterns.isEmpty()) {
            String words = patterns.getFirst().text();
            Set<SensitiveKind> kinds =
                    found.isEmpty() ? untyped(schema, table, column.name()) : SensitiveColumn.kinds(found);
            kinds.forEach(kind -> found.add(new Evidence(kind, Evidence.Source.CONFIGURED, 1, words)));
        }
        return found;
    }

    /// What a configured column that looks harmless is most likely about.
    private static Set<SensitiveKind> untyped(String schema, String table, String column) {
        Set<SensitiveKind> kinds =
                NameClassifier.named(schema, table, column, "").keySet();
        return kinds.isEmpty() ? Set.of(SensitiveKind.SECRET) : kinds;
    }

    private List<Table> descendants(Table table) {
        Map<Table.Name, List<Table>> direct = children;
        if (direct == null) {
            Map<Table.Name, List<Table>> found = new HashMap<>();
            snapshot.tables().forEach(child -> child.parents()
                    .forEach(parent -> found.computeIfAbsent(parent, _ -> new ArrayList<>())
                            .add(child)));
            direct = Map.copyOf(found);
            children = direct;
        }
        List<Table> all = new ArrayList<>();
        List<Table> next = direct.getOrDefault(name(table.relation()), List.of());
        while (!next.isEmpty()) {
            List<Table> below = new ArrayList<>();
            for (Table child : next) {
                if (!all.contains(child)) {
                    all.add(child);
                    below.addAll(direct.getOrDefault(name(child.relation()), List.of()));
                }
            }
            next = below;
        }
        return all;
    }

    private static Table.Name name(Catalog.Relation relation) {
        return new Table.Name(relation.schema(), relation.name());
    }
}
