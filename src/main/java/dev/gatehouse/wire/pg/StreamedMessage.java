package dev.gatehouse.wire.pg;

/// A message that passes, is edited, or vanishes, in whatever pieces it comes.
final class StreamedMessage {
    private int left;
    private byte treatment = FrameTable.REFUSE;
    private boolean editing; // its end has not been handed on

    /// `bytes` are to come, which are treated so ([FrameTable]).
    void begin(int bytes, byte treated) {
        left = bytes;
        treatment = treated;
        editing = treated == FrameTable.EDIT;
    }

    boolean isOpen() {
        return left > 0;
    }

    /// Whether a part of it has been handed on, and the rest has not.
    boolean isBegun() {
        return editing || isOpen() && treatment == FrameTable.PASS;
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

    /// What was taken of it has been edited and handed on.
    void edited() {
        editing = isOpen();
    }
}
