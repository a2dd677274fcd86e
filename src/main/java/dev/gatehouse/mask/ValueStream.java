package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;

/// What becomes of one binary value of PostgreSQL after the other, each as it comes and as long as it was. False is
/// for a value that cannot be masked.
interface ValueStream {
    /// A value of this type begins.
    boolean begin(int type, long lengthBytes);

    /// Takes the next bytes of it; appends what is settled.
    boolean edit(ByteBuf piece, int start, int lengthBytes, ByteBuf out);

    /// It has ended; appends the rest of it.
    boolean end(ByteBuf out);
}
