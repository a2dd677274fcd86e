package dev.gatehouse.wire;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.row.CellEdit;

/// What happens to the rows of one result set.
public sealed interface RowPlan {
    /// Rows leave as they came.
    record PassThrough() implements RowPlan {}

    /// Cells with an edit are rewritten; `edits` has one place a column, null where the cell passes.
    record Edit(List<@Nullable CellEdit> edits) implements RowPlan {}

    /// No row reaches the client: rows are swallowed, the server's query is cancelled, the refusal is sent.
    record Refuse(Refusal refusal) implements RowPlan {}

    RowPlan PASS_THROUGH = new PassThrough();
}
