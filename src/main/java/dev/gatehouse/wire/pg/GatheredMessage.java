package dev.gatehouse.wire.pg;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/// A message that is looked into and did not lie in one buffer, in memory that grows with what has come.
final class GatheredMessage {
    /// It starts no larger than this, whatever it says of itself.
    private static final int FIRST_BYTES = 16 << 10;

    private final ByteBufAllocator alloc;
    private @Nullable ByteBuf bytes;
    private int total;

    GatheredMessage(ByteBufAllocator alloc) {
        this.alloc = alloc;
    }

    /// Begins a message of so many bytes; what is there of it is written to the buffer that is returned.
    ByteBuf begin(int totalBytes) {
        total = totalBytes;
        ByteBuf first = alloc.buffer(Math.min(totalBytes, FIRST_BYTES), totalBytes);
        bytes = first;
        return first;
    }

    /// What has come of it; null if there is none.
    @Nullable
    ByteBuf bytes() {
        return bytes;
    }

    boolean isWhole() {
        return bytes != null && bytes.readableBytes() == total;
    }

    /// Takes what it has of `buffer[at, at + available)`; returns how much that is.
    int take(ByteBuf buffer, int at, int available) {
        ByteBuf into = bytes;
        if (into == null) {
            return 0;
        }
        int length = Math.min(available, total - into.readableBytes());
        into.writeBytes(buffer, at, length);
        return length;
    }

    /// It is somebody else's now.
    void handOver() {
        bytes = null;
    }

    void release() {
        if (bytes != null) {
            bytes.release();
            bytes = null;
        }
    }
}
