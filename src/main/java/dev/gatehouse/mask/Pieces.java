package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;

/// What becomes of the bytes of one value as they come; as many are left. False is for a value that cannot be
/// masked so. Threads: one.
interface Pieces {
    /// Takes the next bytes of the value; appends what is settled.
    boolean edit(ByteBuf piece, int start, int lengthBytes, ByteBuf out);

    /// It has ended; appends the rest of it.
    boolean end(ByteBuf out);
}
