package dev.gatehouse.wire;

import java.util.ArrayDeque;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// Buffers that were read and wait in their order, undecoded, and how much memory they hold: more than their bytes
/// when they came in small pieces. Ownership: takes what it is given; gives it back, or releases it.
public final class Backlog {
    /// What a buffer costs beside its bytes, roughly.
    private static final int BUFFER_BYTES = 256;

    private final ArrayDeque<ByteBuf> waiting = new ArrayDeque<>();
    private int bytes;

    public int bytes() {
        return bytes;
    }

    public void add(ByteBuf last) {
        waiting.addLast(last);
        bytes += cost(last);
    }

    /// What was taken comes back, ahead of all others.
    public void putBack(ByteBuf first) {
        waiting.addFirst(first);
        bytes += cost(first);
    }

    public @Nullable ByteBuf poll() {
        ByteBuf next = waiting.poll();
        if (next != null) {
            bytes -= cost(next);
        }
        return next;
    }

    public void release() {
        waiting.forEach(ByteBuf::release);
        waiting.clear();
        bytes = 0;
    }

    /// A slice holds all of what it is cut from.
    private static int cost(ByteBuf buffer) {
        ByteBuf whole = buffer;
        for (ByteBuf next = whole.unwrap(); next != null; next = whole.unwrap()) {
            whole = next;
        }
        return whole.capacity() + BUFFER_BYTES;
    }
}
