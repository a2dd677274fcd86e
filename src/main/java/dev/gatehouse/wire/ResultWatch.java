package dev.gatehouse.wire;

import java.util.List;

import dev.gatehouse.wire.row.ColumnMeta;

/// Follows the results of one forwarded statement. Threads: the session's event loop only.
public interface ResultWatch {
    /// Whether [#columns] wants to be asked; when not, column descriptions and rows pass unparsed.
    boolean wantsColumns();

    /// Before the first row of each result set.
    RowPlan columns(List<ColumnMeta> columns);

    /// What the client gets in place of the server's error; may redact.
    ServerError serverError(ServerError error);

    /// Exactly once for each forwarded statement.
    void finished(Outcome outcome);
}
