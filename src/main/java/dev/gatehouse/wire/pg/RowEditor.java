package dev.gatehouse.wire.pg;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// Rewrites the planned cells of the messages of one result. Threads: the session's event loop only.
interface RowEditor {
    /// Edits the message `frame[start, start + lengthBytes)`. Returns null when it stays where it lies, by
    /// [#shorterBytes] shorter, else the message that goes in its place, which the caller owns. Errors:
    /// `ProtocolViolation` when the message does not fit its lengths or the plan.
    @Nullable
    ByteBuf edit(ByteBuf frame, int start, int lengthBytes);

    /// By how much the message that was edited last got shorter where it lies.
    int shorterBytes();

    /// Cells that an edit has changed so far.
    long editedCells();

    void release();
}
