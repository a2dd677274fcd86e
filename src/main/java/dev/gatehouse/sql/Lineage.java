package dev.gatehouse.sql;

import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Where the values of a result come from: for each output column, in order, the base columns that it draws on. May
/// name too many, never too few.
///
/// @param derived aliases, and names of queries and views
/// @param nested whether a query, a view or a function stands among the tables: MySQL and MariaDB then announce
///     columns by names that the text gives them inside, and by `derived` as if those were tables
/// @param named every column of tables and views that the text names, whether or not anything comes of it
/// @param stored base columns whose values the statement keeps where a later one may read them, or sends away: in
///     tables, files, variables, settings, messages. Not among them is what goes to a table of the session whose
///     columns are followed, and what stays in the same column of the same table. A statement may store something
///     and have no outputs
public record Lineage(
        List<Output> outputs, Set<String> derived, boolean nested, Set<ColumnRef> named, Set<ColumnRef> stored) {
    public Lineage {
        outputs = List.copyOf(outputs);
        derived = Set.copyOf(derived);
        named = Set.copyOf(named);
        stored = Set.copyOf(stored);
    }

    public Lineage(List<Output> outputs) {
        this(outputs, Set.of(), false, Set.of(), Set.of());
    }

    /// The same with these columns stored.
    Lineage storing(Set<ColumnRef> columns) {
        return new Lineage(outputs, derived, nested, named, columns);
    }

    /// The same with other names of outputs.
    public Lineage naming(UnaryOperator<String> names) {
        return new Lineage(
                outputs.stream()
                        .map(output -> new Output(names.apply(output.name), output.sources, output.views))
                        .toList(),
                derived,
                nested,
                named,
                stored);
    }

    /// The same of a result whose columns may have any names.
    public Lineage unnamed() {
        return new Lineage(
                outputs.stream()
                        .map(output -> new Output("", output.sources(), output.views()))
                        .toList(),
                derived,
                nested,
                named,
                stored);
    }

    /// `name` as the result calls it, empty where the server makes one up.
    ///
    /// @param views the columns of views on the way from the sources to here
    public record Output(String name, Set<ColumnRef> sources, Set<ColumnRef> views) {
        public Output {
            sources = Set.copyOf(sources);
            views = Set.copyOf(views);
        }

        public Output(String name, Set<ColumnRef> sources) {
            this(name, sources, Set.of());
        }
    }
}
