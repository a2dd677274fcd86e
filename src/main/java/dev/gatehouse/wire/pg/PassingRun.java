package dev.gatehouse.wire.pg;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// What passes of the buffer that is decoded and has not been handed on yet: always one run of its bytes. Where a
/// message in it got shorter, what follows moves left, over bytes that nobody needs any more.
final class PassingRun {
    private int start;
    private int end;

    /// Nothing passes yet; the next bytes come from `at` or behind it.
    void restart(int at) {
        start = at;
        end = at;
    }

    int bytes() {
        return end - start;
    }

    /// `buffer[at, at + lengthBytes)` passes, behind all that was added before.
    void add(ByteBuf buffer, int at, int lengthBytes) {
        if (at != end) {
            buffer.setBytes(end, buffer, at, lengthBytes);
        }
        end += lengthBytes;
    }

    /// The run so far, for its taker to own; null if it is empty. The next begins at `next`.
    @Nullable
    ByteBuf take(ByteBuf buffer, int next) {
        ByteBuf run = end > start ? buffer.retainedSlice(start, end - start) : null;
        restart(next);
        return run;
    }

    /// The last of this buffer: the buffer itself, or null if the run is empty, and the buffer let go.
    @Nullable
    ByteBuf takeLast(ByteBuf buffer) {
        if (end == start) {
            buffer.release();
            return null;
        }
        return buffer.setIndex(start, end);
    }
}
