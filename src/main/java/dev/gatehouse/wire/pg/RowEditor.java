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

    /// A message that is too large to be in memory at once begins, whose body has so many bytes. Returns whether it
    /// passes in pieces, which [#piece] is shown then, all of them; if not, the result goes no further.
    boolean beginPieces(int bodyBytes);

    /// Takes the next bytes of such a message's body, and appends what the client gets by now, with the last of
    /// them all of it: as many bytes. Errors as of [#edit].
    void piece(ByteBuf buffer, int start, int lengthBytes, ByteBuf out);

    /// Whether a cell of the message that passed in pieces was left blank, since it cannot be masked so: with that
    /// message the result ends.
    boolean isSpoilt();

    /// Cells that an edit has changed so far.
    long editedCells();

    void release();
}
