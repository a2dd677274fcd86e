package dev.gatehouse.sql;

import java.util.List;
import java.util.Set;

/// Where the values of a result come from: for each output column, in order, the base columns that it draws on. May
/// name too many, never too few.
///
/// @param derived aliases, and names of queries and views. MariaDB announces the columns of queries and views by
///     them, as if they were tables
/// @param named every column of tables and views that the text names, whether or not anything comes of it
public record Lineage(List<Output> outputs, Set<String> derived, Set<ColumnRef> named) {
    public Lineage {
        outputs = List.copyOf(outputs);
        derived = Set.copyOf(derived);
        named = Set.copyOf(named);
    }

    public Lineage(List<Output> outputs) {
        this(outputs, Set.of(), Set.of());
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
