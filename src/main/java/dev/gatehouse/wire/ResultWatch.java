package dev.gatehouse.wire;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.row.ColumnMeta;

/// Follows the results of one forwarded statement. Threads: the session's event loop only.
public interface ResultWatch {
    /// Whether [#columns] wants to be asked; when not, column descriptions and rows pass, and the server is not
    /// asked for columns that it does not describe by itself.
    boolean wantsColumns();

    /// What the server's announcement of columns is held against, whenever there is one; null for nothing.
    @Nullable
    Provenance provenance();

    /// What came of it: at the latest before the end, and before [#columns] of the same result where that is asked.
    void announced(Announced announced);

    /// Before the first row of each result set.
    RowPlan columns(List<ColumnMeta> columns);

    /// Before the first line of a copy to the client, which announces no more than this of its columns. Asked when
    /// [#wantsColumns].
    CopyPlan copied(int columns, boolean binary);

    /// A query whose columns are those of the copy that the statement is, for a session that can ask the server for
    /// them beforehand; it is only described, not run. Null for none, or where nobody wants to know.
    default @Nullable String copiedQuery() {
        return null;
    }

    /// The columns of [#copiedQuery], before [#copied].
    default void copyDescribed(List<ColumnMeta> columns) {}

    /// What the client gets in place of the server's error or notice; may redact. Of a watch that wants columns it
    /// is also asked for what the server says outside of any statement, and then behind the end as well.
    ServerError serverError(ServerError error);

    /// The cells that its plans have changed so far, by the words for what was in them, for whoever counts.
    default Map<String, Long> maskedCells() {
        return Map.of();
    }

    /// Exactly once for each forwarded statement.
    void finished(Outcome outcome);
}
