package dev.gatehouse.wire.pg;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;

/// What stands before a message's body: read where it lies, or put together here when a read has split it.
///
/// Shape: `type:int8 length:int32`, the length counting itself and not the type ("Message Formats").
final class PgFrameHeader {
    static final int BYTES = 5;

    private final byte[] split = new byte[BYTES];
    private int filled;

    /// How long the message is as a whole. Errors: `ProtocolViolation` for a length that cannot be.
    static int totalBytes(byte kind, int length) {
        if (length < 4 || length == Integer.MAX_VALUE) {
            throw new ProtocolViolation("invalid message length " + length + " of message type " + name(kind));
        }
        return length + 1;
    }

    static ProtocolViolation tooLarge(int totalBytes, int limitBytes) {
        return new ProtocolViolation(new Refusal.TooLarge("A message of " + totalBytes + " bytes is over the limit of "
                + limitBytes + " bytes for messages that are looked into. Send less at once."));
    }

    static ProtocolViolation unknown(byte kind) {
        return new ProtocolViolation("message type " + name(kind) + " has no place here");
    }

    private static String name(byte kind) {
        return kind > ' ' && kind < 0x7f ? "'" + (char) kind + "'" : "0x%02x".formatted(kind & 0xff);
    }

    /// Whether no message's header is being put together.
    boolean isEmpty() {
        return filled == 0;
    }

    boolean isWhole() {
        return filled == BYTES;
    }

    /// Takes of `in[at, at + available)` what is missing; returns how much.
    int fill(ByteBuf in, int at, int available) {
        int missing = Math.min(available, BYTES - filled);
        in.getBytes(at, split, filled, missing);
        filled += missing;
        return missing;
    }

    byte kind() {
        return split[0];
    }

    int totalBytes() {
        int length = (split[1] & 0xff) << 24 | (split[2] & 0xff) << 16 | (split[3] & 0xff) << 8 | (split[4] & 0xff);
        return totalBytes(kind(), length);
    }

    /// The header as it came.
    ByteBuf write(ByteBuf out) {
        return out.writeBytes(split);
    }

    /// The next header may be put together; this one can be read until then.
    void clear() {
        filled = 0;
    }
}
