package dev.gatehouse.wire.pg;

import io.netty.buffer.ByteBuf;

/// A message that passes, or vanishes, in whatever pieces it comes.
final class StreamedMessage {
    private int left;
    private boolean passes;
    private boolean shown;
    private int unshown;

    /// `bytes` are to come, of which the first `headerBytes` are not shown; the rest of them only if `shows`.
    void begin(int bytes, boolean goesOn, boolean shows, int headerBytes) {
        left = bytes;
        passes = goesOn;
        shown = shows;
        unshown = headerBytes;
    }

    boolean isOpen() {
        return left > 0;
    }

    boolean passes() {
        return passes;
    }

    /// Takes what it has of so many bytes; returns how many that are.
    int take(int available) {
        int taken = Math.min(available, left);
        left -= taken;
        return taken;
    }

    /// Shows what was taken, before it passes.
    void show(PgFrameDecoder.Receiver receiver, ByteBuf buffer, int start, int lengthBytes) {
        if (shown) {
            receiver.piece(buffer, start + unshown, lengthBytes - unshown);
            unshown = 0;
        }
    }
}
