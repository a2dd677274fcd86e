package dev.gatehouse.wire;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CopyLayout;

/// What happens to the lines of a copy to the client.
public sealed interface CopyPlan {
    /// Lines leave as they came.
    record PassThrough() implements CopyPlan {}

    /// Cells with an edit are rewritten in lines of this layout; `edits` has one place a column, null where the
    /// cell passes. An edit sees a cell as it is without the layout's quotes and escapes.
    record Edit(CopyLayout layout, List<@Nullable CellEdit> edits) implements CopyPlan {}

    /// No line reaches the client: they are swallowed, the server's copy is cancelled, the refusal is sent.
    record Refuse(Refusal refusal) implements CopyPlan {}

    CopyPlan PASS_THROUGH = new PassThrough();
}
