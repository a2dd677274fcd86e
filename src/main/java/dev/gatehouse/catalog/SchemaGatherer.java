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
import dev.gatehouse.sql.Procedure;
import dev.gatehouse.sql.Routines;

/// Puts rows of columns, ordered by table, together to [Schemas]. Each text is kept once. Threads: one.
final class SchemaGatherer {
    private final boolean folds;
    private final Set<String> folding;
    private final boolean foldsRoutines;
    private final Map<String, Map<String, Table>> tables = new HashMap<>();
    private final Set<String> temporary = new HashSet<>();
    private final Set<String> usable = new HashSet<>();
    private final Map<String, String> texts = new HashMap<>();
    private final Map<String, Set<String>> functions = new HashMap<>();
    private final Map<String, Set<String>> operators = new HashMap<>();
    private final Map<String, Set<String>> conversions = new HashMap<>();
    private final Map<String, Map<String, Procedure>> procedures = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> types = new ArrayList<>();
    private final List<String> comments = new ArrayList<>();
    private final Set<String> computed = new HashSet<>();
    private final List<Integer> attributes = new ArrayList<>();
    private List<Table.Name> parents = List.of();
    private long id;
    private String path = "";
    private String schema = "";
    private String table = "";
    private boolean view;
    private String definition = "";

    /// @param folding schemas whose names, and those in them, fold in any case; in small letters
    /// @param foldsRoutines names of functions are compared without regard to case
    SchemaGatherer(boolean folds, Set<String> folding, boolean foldsRoutines) {
        this.foldsRoutines = foldsRoutines;
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

    /// The number by which the server announces the table.
    void number(long id) {
        this.id = id;
    }

    /// The number of the next column.
    void attribute(int number) {
        attributes.add(number);
    }

    /// Where the rows of the table belong too.
    void parents(List<Table.Name> parents) {
        this.parents = parents;
    }

    /// A function that people have made.
    void function(String inSchema, String name) {
        String key = foldsRoutines ? Ascii.lower(name) : name;
        functions.computeIfAbsent(key, _ -> new HashSet<>()).add(inSchema + "." + name);
    }

    /// An operator, and the function behind it.
    void operator(String operator, String function) {
        operators.computeIfAbsent(operator, _ -> new HashSet<>()).add(function);
    }

    /// The type that a cast makes, and the function behind it.
    void conversion(String type, String function) {
        conversions.computeIfAbsent(type, _ -> new HashSet<>()).add(function);
    }

    /// A procedure, and its body.
    void procedure(String name, Procedure procedure) {
        procedures
                .computeIfAbsent(folded(procedure.schema(), procedure.schema()), _ -> new HashMap<>())
                .put(Ascii.lower(name), procedure);
    }

    void column(String name, String type, @Nullable String comment) {
        names.add(text(name));
        types.add(text(type));
        comments.add(comment == null ? "" : text(comment));
    }

    /// The column named last is computed from others.
    void computed() {
        computed.add(names.getLast());
    }

    /// The path of a session that has not said otherwise.
    void path(String path) {
        this.path = path;
    }

    Schemas schemas(String user, String system) {
        flush();
        Map<String, Map<String, Table>> all = new HashMap<>();
        tables.forEach((name, content) -> all.put(name, Map.copyOf(content)));
        return new Schemas(
                all,
                temporary,
                usable,
                user,
                path,
                system,
                folds,
                folding,
                new Routines(functions, operators, conversions, foldsRoutines),
                procedures);
    }

    private void flush() {
        if (!table.isEmpty() && view != definition.isEmpty()) {
            Catalog.Relation relation = new Catalog.Relation(schema, table, names, definition, computed);
            boolean commented = comments.stream().anyMatch(comment -> !comment.isEmpty());
            tables.computeIfAbsent(folded(schema, schema), _ -> new HashMap<>())
                    .put(
                            folded(schema, table),
                            new Table(relation, types, commented ? comments : List.of(), parents, numbers()));
        }
        attributes.clear();
        computed.clear();
        id = 0;
        names.clear();
        types.clear();
        comments.clear();
        parents = List.of();
    }

    private Table.Number numbers() {
        boolean plain = true;
        for (int i = 0; i < attributes.size(); i++) {
            plain &= attributes.get(i) == i + 1;
        }
        return id == 0 ? Table.Number.NONE : new Table.Number(id, plain ? List.of() : attributes);
    }

    private String folded(String schema, String name) {
        return folds || folding.contains(Ascii.lower(schema)) ? text(Ascii.lower(name)) : name;
    }

    private String text(String text) {
        return texts.computeIfAbsent(text, same -> same);
    }
}
