package dev.gatehouse.wire.pg;

/// A message that passes, is edited, or vanishes, in whatever pieces it comes.
final class StreamedMessage {
    private int left;
    private byte treatment = FrameTable.REFUSE;

    /// `bytes` are to come, which are treated so ([FrameTable]).
    void begin(int bytes, byte treated) {
        left = bytes;
        treatment = treated;
    }

    boolean isOpen() {
        return left > 0;
    }

    byte treatment() {
        return treatment;
    }

    /// Takes what it has of so many bytes; returns how many that are.
    int take(int available) {
        int taken = Math.min(available, left);
        left -= taken;
        return taken;
    }
}
