package dev.gatehouse.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.Catalog;

/// Puts rows of columns, ordered by table, together to [Schemas]. Each text is kept once. Threads: one.
final class SchemaGatherer {
    private final boolean folds;
    private final Set<String> folding;
    private final Map<String, Map<String, Table>> tables = new HashMap<>();
    private final Set<String> temporary = new HashSet<>();
    private final Set<String> usable = new HashSet<>();
    private final Map<String, String> texts = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private final List<String> comments = new ArrayList<>();
    private List<Table.Name> parents = List.of();
    private String path = "";
    private String schema = "";
    private String table = "";
    private boolean view;
    private String definition = "";

    /// @param folding schemas whose names, and those in them, fold in any case; in small letters
    SchemaGatherer(boolean folds, Set<String> folding) {
        this.folds = folds;
        this.folding = folding;
    }

    void usable(String schema) {
        usable.add(folded(schema, schema));
    }

    void temporary(String name) {
        temporary.add(text(name));
    }

    /// The table that the columns behind belong to; the same again changes nothing.
    ///
    /// @param definition of a view; a view without one cannot be read, and is left out
    void table(String schema, String name, boolean view, @Nullable String definition) {
        if (!schema.equals(this.schema) || !name.equals(table)) {
            flush();
            this.schema = text(schema);
            table = text(name);
            this.view = view;
            this.definition = "";
        }
        if (definition != null) {
            this.definition = definition;
        }
    }

    /// Where the rows of the table belong too.
    void parents(List<Table.Name> parents) {
        this.parents = parents;
    }

    void column(String name, String type, @Nullable String comment) {
        names.add(text(name));
        types.add(text(type));
        comments.add(comment == null ? "" : text(comment));
    }

    /// The path of a session that has not said otherwise.
    void path(String path) {
        this.path = path;
    }

    Schemas schemas(String user, String system) {
        flush();
        Map<String, Map<String, Table>> all = new HashMap<>();
        tables.forEach((name, content) -> all.put(name, Map.copyOf(content)));
        return new Schemas(all, temporary, usable, user, path, system, folds, folding);
    }

    private void flush() {
        if (!table.isEmpty() && view != definition.isEmpty()) {
            Catalog.Relation relation = new Catalog.Relation(schema, table, names, definition);
            boolean commented = comments.stream().anyMatch(comment -> !comment.isEmpty());
            tables.computeIfAbsent(folded(schema, schema), _ -> new HashMap<>())
                    .put(folded(schema, table), new Table(relation, types, commented ? comments : List.of(), parents));
        }
        names.clear();
        types.clear();
        comments.clear();
        parents = List.of();
    }

    private String folded(String schema, String name) {
        return folds || folding.contains(Ascii.lower(schema)) ? text(Ascii.lower(name)) : name;
    }

    private String text(String text) {
        return texts.computeIfAbsent(text, same -> same);
    }
}
