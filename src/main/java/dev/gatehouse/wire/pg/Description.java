package dev.gatehouse.wire.pg;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Announced;
import dev.gatehouse.wire.Provenance;
import dev.gatehouse.wire.ResultWatch;
import dev.gatehouse.wire.row.AnnouncedColumns;

/// What came of holding the columns of a prepared statement against its reading, when the client had them described
/// last. Its executions bring none: it counts for those that were judged by the same reading.
final class Description {
    private final Provenance provenance;
    private @Nullable Announced announced;

    private Description(Provenance provenance) {
        this.provenance = provenance;
    }

    /// Null where there is nothing to hold columns against.
    static @Nullable Description of(ResultWatch prepared) {
        Provenance provenance = prepared.provenance();
        return provenance == null ? null : new Description(provenance);
    }

    static @Nullable Description ofStatement(PreparedStatements.@Nullable Prepared statement) {
        return statement == null ? null : statement.description();
    }

    static @Nullable Description ofPortal(PreparedStatements.@Nullable Portal portal) {
        return portal == null ? null : portal.statement().description();
    }

    void compare(AnnouncedColumns columns) {
        announced = provenance.compare(0, columns);
    }

    /// Tells the watch of an execution.
    void tell(ResultWatch execution) {
        Announced known = announced;
        if (known != null && execution.provenance() == provenance) {
            execution.announced(known);
        }
    }
}
