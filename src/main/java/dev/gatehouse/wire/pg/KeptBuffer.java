package dev.gatehouse.wire.pg;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/// Room for one cell at a time, kept from row to row; what a huge cell has needed is given back. Threads: one.
final class KeptBuffer {
    private static final int FIRST_BYTES = 256;
    private static final int MOST_KEPT_BYTES = 64 << 10;

    private final ByteBufAllocator alloc;
    private ByteBuf bytes;

    KeptBuffer(ByteBufAllocator alloc) {
        this.alloc = alloc;
        this.bytes = alloc.buffer(FIRST_BYTES);
    }

    /// Empty; lent until the next call.
    ByteBuf empty() {
        if (bytes.capacity() > MOST_KEPT_BYTES) {
            bytes.release();
            bytes = alloc.buffer(FIRST_BYTES);
        }
        return bytes.clear();
    }

    void release() {
        bytes.release();
    }
}
