package dev.gatehouse.wire.row;

import io.netty.buffer.ByteBuf;

/// One mask on one cell that is too large to be in memory at once: piece by piece, in the buffers in which the
/// pieces were read. The cell keeps its length.
///
/// Each piece has gone on to the client when the next one comes, so nothing can be taken back: what is not sure to
/// be harmless is masked. Pieces are as long as they come, down to one byte. Threads: the session's event loop
/// only.
public interface StreamEdit {
    /// Masks `piece[start, start + lengthBytes)`, the next bytes of the cell, where they lie; touches no others,
    /// and neither keeps the buffer nor moves its indexes.
    void edit(ByteBuf piece, int start, int lengthBytes);
}
