package dev.gatehouse.sql.tree;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.sql.AbsentName;
import dev.gatehouse.sql.ColumnRef;

/// The relations that names may mean at one level of a statement, and the level around it.
final class Scope {
    private final @Nullable Scope outer;
    private final Language language;
    private final List<Relation> relations = new ArrayList<>();
    /// The output columns that are known so far, where the language shows them.
    private List<Relation.Column> outputs = List.of();
    /// What `*` means here: columns merged by USING stand once, in front.
    private List<Relation.Column> star = List.of();

    Scope(@Nullable Scope outer, Language language) {
        this.outer = outer;
        this.language = language;
    }

    @Nullable
    Scope outer() {
        return outer;
    }

    /// Makes the output columns visible, if the language does; the list may grow.
    void show(List<Relation.Column> columns) {
        outputs = language.outputs() ? columns : List.of();
    }

    List<Relation> relations() {
        return relations;
    }

    void add(Relation relation) {
        add(relation, List.of(), false);
    }

    /// Takes over what a scope of its own has gathered for one element of a list.
    void include(Scope element) {
        relations.addAll(element.relations);
        List<Relation.Column> next = new ArrayList<>(star);
        next.addAll(element.star);
        star = next;
    }

    /// Adds the right side of a join.
    ///
    /// @param merged the names that a USING or NATURAL join makes one; PostgreSQL shows them in this order, MySQL
    ///     in the order of the side that keeps all its rows
    /// @param flipped whether that is the right side, which then stands first
    void add(Relation relation, List<String> merged, boolean flipped) {
        boolean flips = flipped && language.mergesByColumns();
        List<Relation.Column> first = flips ? relation.columns() : star;
        List<Relation.Column> second = flips ? star : relation.columns();
        List<Relation.Column> next = new ArrayList<>();
        for (String name : language.mergesByColumns() ? ordered(merged, first) : merged) {
            next.add(new Relation.Column(name, merge(name, relation)));
        }
        first.stream().filter(column -> apart(column, merged)).forEach(next::add);
        second.stream().filter(column -> apart(column, merged)).forEach(next::add);
        star = next;
        relations.add(relation);
    }

    private Set<ColumnRef> merge(String name, Relation relation) {
        Set<ColumnRef> sources = new LinkedHashSet<>();
        for (Relation.Column column : star) {
            if (language.sameColumn(column.name(), name)) {
                sources.addAll(column.sources());
            }
        }
        sources.addAll(relation.find(name, language).orElseThrow(() -> Unread.missingColumn(name)));
        return sources;
    }

    private List<String> ordered(List<String> merged, List<Relation.Column> columns) {
        List<String> ordered = new ArrayList<>();
        for (Relation.Column column : columns) {
            if (!apart(column, merged)) {
                ordered.add(column.name());
            }
        }
        if (ordered.size() != merged.size()) {
            throw new Unread("a join over columns of one name");
        }
        return ordered;
    }

    private boolean apart(Relation.Column column, List<String> merged) {
        return merged.stream().noneMatch(name -> language.sameColumn(column.name(), name));
    }

    /// The names that a NATURAL join with this relation makes one.
    List<String> common(Relation other) {
        List<String> common = new ArrayList<>();
        if (other.open()) {
            throw new Unread("a join over columns that are not known");
        }
        for (Relation.Column column : star()) {
            if (other.find(column.name(), language).isPresent() && apart(column, common)) {
                common.add(column.name());
            }
        }
        return common;
    }

    List<Relation.Column> star() {
        if (relations.stream().anyMatch(Relation::uncounted)) {
            throw new Unread("a star over columns that are not known");
        }
        return star;
    }

    /// The relations of this name at the nearest level that has one; more than one only where the server takes
    /// tables of different schemas under one name.
    List<Relation> relations(String schema, String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            List<Relation> found = scope.here(schema, name);
            if (!found.isEmpty()) {
                return found;
            }
        }
        throw Unread.missing(AbsentName.Kind.RELATION, schema, name);
    }

    private List<Relation> here(String schema, String name) {
        if (!language.certain(name, language.foldsTables())) {
            throw new Unread("a qualifier that could mean another");
        }
        List<Relation> found = new ArrayList<>();
        collect(relations, schema, name, found);
        return found;
    }

    private void collect(List<Relation> among, String schema, String name, List<Relation> into) {
        for (Relation relation : among) {
            if (relation.qualifies(schema, name, language)) {
                into.add(relation);
            }
            collect(relation.inside(), schema, name, into);
        }
    }

    /// MySQL looks further out when the nearest relation of this name has no such column, PostgreSQL does not.
    Set<ColumnRef> qualified(String schema, String relation, String name) {
        boolean known = false;
        for (Scope scope = this; scope != null; scope = scope.outer) {
            List<Relation> here = scope.here(schema, relation);
            boolean any = !here.isEmpty() && language.system().contains(name);
            Set<ColumnRef> sources = new LinkedHashSet<>();
            for (Relation found : here) {
                Optional<Set<ColumnRef>> column = found.find(name, language);
                any |= column.isPresent() || found.open();
                sources.addAll(column.orElse(found.open() ? found.rest() : Set.of()));
            }
            if (any) {
                return sources;
            }
            known |= !here.isEmpty();
            if (known && language.rows()) {
                break;
            }
        }
        throw known || !language.rows()
                ? Unread.missing(AbsentName.Kind.COLUMN, relation, name)
                : Unread.missing(AbsentName.Kind.RELATION, schema, relation);
    }

    /// What a name without a qualifier draws on: columns at the nearest level that has one, else a whole row.
    Optional<Set<ColumnRef>> unqualified(String name) {
        Set<ColumnRef> found = new LinkedHashSet<>();
        boolean any = false;
        for (Scope scope = this; scope != null; scope = scope.outer) {
            any |= scope.addOutputs(name, found);
            boolean certain = false;
            for (Relation relation : scope.relations) {
                Optional<Set<ColumnRef>> column = relation.find(name, language);
                certain |= column.isPresent();
                any |= column.isPresent() || relation.open();
                found.addAll(column.orElse(relation.open() ? relation.rest() : Set.of()));
            }
            if (certain && language.certain(name, language.foldsColumns())) {
                return Optional.of(found);
            }
        }
        Optional<Set<ColumnRef>> row = wholeRow(name);
        row.ifPresent(found::addAll);
        return any || row.isPresent() || language.system().contains(name) ? Optional.of(found) : Optional.empty();
    }

    /// The relations of this level that have a column of this name.
    List<Relation> having(String name) {
        return relations.stream()
                .flatMap(relation -> Stream.concat(Stream.of(relation), relation.inside().stream()))
                .filter(relation -> relation.find(name, language).isPresent())
                .toList();
    }

    /// Whether a column has this name, here or further out.
    boolean column(String name) {
        for (Scope scope = this; scope != null; scope = scope.outer) {
            if (scope.relations.stream()
                    .anyMatch(relation ->
                            relation.open() || relation.find(name, language).isPresent())) {
                return true;
            }
        }
        return false;
    }

    private boolean addOutputs(String name, Set<ColumnRef> into) {
        boolean any = false;
        for (Relation.Column output : outputs) {
            if (language.sameColumn(output.name(), name)) {
                any = true;
                into.addAll(output.sources());
            }
        }
        return any;
    }

    private Optional<Set<ColumnRef>> wholeRow(String name) {
        if (!language.rows()) {
            return Optional.empty();
        }
        for (Scope scope = this; scope != null; scope = scope.outer) {
            List<Relation> rows = new ArrayList<>();
            collect(scope.relations, "", name, rows);
            if (!rows.isEmpty()) {
                Set<ColumnRef> all = new LinkedHashSet<>();
                rows.forEach(relation -> all.addAll(relation.all()));
                return Optional.of(all);
            }
        }
        return Optional.empty();
    }
}
