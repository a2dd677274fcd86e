package dev.gatehouse.sql;

import java.util.List;
import java.util.Set;

/// Where the values of a result come from: for each output column, in order, the base columns that it draws on. May
/// name too many, never too few.
public record Lineage(List<Output> outputs) {
    public Lineage {
        outputs = List.copyOf(outputs);
    }

    /// `name` as the result calls it, empty where the server makes one up.
    public record Output(String name, Set<ColumnRef> sources) {
        public Output {
            sources = Set.copyOf(sources);
        }
    }
}
