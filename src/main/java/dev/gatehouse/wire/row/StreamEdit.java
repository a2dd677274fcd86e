package dev.gatehouse.wire.row;

import io.netty.buffer.ByteBuf;

/// One mask on one cell that is too large to be in memory at once: piece by piece. The cell keeps its length.
///
/// What is appended goes on to the client at once, so nothing can be taken back: an edit holds back what it cannot
/// be sure of yet, a bounded number of bytes, and masks what it may not wait for. Pieces are as long as they come,
/// down to one byte; what they are cut into makes no difference. Threads: the session's event loop only.
public interface StreamEdit {
    /// Takes `piece[start, start + lengthBytes)`, the next bytes of the cell, and appends what becomes of the cell
    /// as far as that is certain; neither keeps `piece`, nor writes to it, nor moves its indexes. Returns false
    /// when the cell turns out to be one that cannot be masked so.
    boolean edit(ByteBuf piece, int start, int lengthBytes, ByteBuf out);

    /// The cell has ended: appends the rest of it, so that all is as long as the cell. Returns as [#edit].
    boolean end(ByteBuf out);

    /// Whether what was appended may differ from the cell; said at its end.
    boolean isChanged();
}
