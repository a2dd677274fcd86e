package dev.gatehouse.catalog;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.gatehouse.sql.ColumnRef;

/// What a server says of one text that it has not run.
public sealed interface ServerReading {
    /// All that it reads, as it has recorded it itself; its own catalogue's tables are not among them.
    ///
    /// @param columns of tables and views
    /// @param tables those too of which it reads no single column
    record Recorded(Set<ColumnRef> columns, Set<Table.Name> tables) implements ServerReading {
        public Recorded {
            columns = Set.copyOf(columns);
            tables = Set.copyOf(tables);
        }
    }

    /// Where it says that the columns of the result come from; what else it reads is not told.
    ///
    /// @param outputs in order; empty for what is computed
    record Announced(List<Optional<ColumnRef>> outputs) implements ServerReading {
        public Announced {
            outputs = List.copyOf(outputs);
        }
    }

    /// It does not take the text.
    record Refused(String why) implements ServerReading {}

    /// It cannot be asked about this text.
    record NotAsked(String why) implements ServerReading {}
}
