package dev.gatehouse.sql.tree;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.sql.ColumnRef;

/// The relations that names may mean at one level of a statement, and the level around it.
final class Scope {
    /// Columns that every table of PostgreSQL has beside its own.
    private static final Set<String> SYSTEM = Set.of("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid", "oid");

    private final @Nullable Scope outer;
    private final List<Relation> relations = new ArrayList<>();
    private final List<Relation> qualifiers = new ArrayList<>();
    /// What the named windows of this level draw on.
    final Set<ColumnRef> windows = new LinkedHashSet<>();
    /// What `*` means here: columns merged by USING stand once, in front.
    private List<Relation.Column> star = List.of();

    Scope(@Nullable Scope outer) {
        this.outer = outer;
    }

    @Nullable
    Scope outer() {
        return outer;
    }

    List<Relation> relations() {
        return relations;
    }

    /// A relation that qualifies names here, but whose columns stand here already under another one.
    void hide(Relation relation) {
        qualifiers.add(relation);
    }

    void add(Relation relation) {
        add(relation, List.of());
    }

    /// @param merged the names that a USING or NATURAL join makes one
    void add(Relation relation, List<String> merged) {
        List<Relation.Column> next = new ArrayList<>();
        for (String name : merged) {
            Set<ColumnRef> sources = new LinkedHashSet<>();
            star.stream()
                    .filter(column -> column.name().equals(name))
                    .forEach(column -> sources.addAll(column.sources()));
            sources.addAll(relation.find(name).orElseThrow(() -> new Unread("a join column that is not there")));
            next.add(new Relation.Column(name, sources));
        }
        star.stream().filter(column -> !merged.contains(column.name())).forEach(next::add);
        relation.columns().stream()
                .filter(column -> !merged.contains(column.name()))
                .forEach(next::add);
        star = next;
        relations.add(relation);
    }

    List<String> common(Relation other) {
        return star.stream()
                .map(Relation.Column::name)
                .filter(name -> other.find(name).isPresent())
                .distinct()
                .toList();
    }

    List<Relation.Column> star() {
        if (relations.stream().anyMatch(Relation::open)) {
            throw new Unread("a star over columns that are not known");
        }
        return star;
    }

    /// The columns of the relation of this name, nearest first.
    Relation relation(String schema, String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            List<Relation> all = new ArrayList<>(scope.relations);
            all.addAll(scope.qualifiers);
            for (Relation relation : all) {
                if (schema.isEmpty()
                        ? relation.alias().equals(name)
                        : relation.alias().equals(relation.table())
                                && relation.table().equals(name)
                                && relation.schema().equals(schema)) {
                    return relation;
                }
            }
        }
        throw new Unread("a qualifier that names nothing");
    }

    Set<ColumnRef> qualified(String schema, String relation, String name) {
        Relation found = relation(schema, relation);
        Optional<Set<ColumnRef>> column = found.find(name);
        if (column.isPresent()) {
            return column.get();
        }
        if (found.open()) {
            return found.rest();
        }
        if (SYSTEM.contains(name)) {
            return Set.of();
        }
        throw new Unread("a column that is not there");
    }

    /// What a name without a qualifier draws on: columns at the nearest level that has one, else a whole row.
    Optional<Set<ColumnRef>> unqualified(String name) {
        Set<ColumnRef> found = new LinkedHashSet<>();
        boolean any = false;
        for (Scope scope = this; scope != null; scope = scope.outer) {
            boolean certain = false;
            for (Relation relation : scope.relations) {
                Optional<Set<ColumnRef>> column = relation.find(name);
                certain |= column.isPresent();
                any |= column.isPresent() || relation.open();
                found.addAll(column.orElse(relation.open() ? relation.rest() : Set.of()));
            }
            if (certain) {
                return Optional.of(found);
            }
        }
        Optional<Set<ColumnRef>> row = wholeRow(name);
        row.ifPresent(found::addAll);
        return any || row.isPresent()
                ? Optional.of(found)
                : SYSTEM.contains(name) ? Optional.of(Set.of()) : Optional.empty();
    }

    private Optional<Set<ColumnRef>> wholeRow(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            for (Relation relation : scope.relations) {
                if (relation.alias().equals(name)) {
                    return Optional.of(relation.all());
                }
            }
        }
        return Optional.empty();
    }
}
