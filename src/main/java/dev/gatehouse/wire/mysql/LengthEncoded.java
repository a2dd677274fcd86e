package dev.gatehouse.wire.mysql;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.ProtocolViolation;

/// MySQL's length-encoded integers and strings.
///
/// Shape: one byte below 251, or `0xFC int16`, `0xFD int24`, `0xFE int64`, all little-endian; `0xFB` stands for
/// NULL where a string is expected ("Protocol::LengthEncodedInteger").
/// Errors: `ProtocolViolation` when the bytes end early or the number is no length.
final class LengthEncoded {
    /// What [#read] gives for a NULL.
    static final long NULL = -1;

    private static final int NULL_MARK = 0xFB;
    private static final int TWO_BYTES = 0xFC;
    private static final int THREE_BYTES = 0xFD;
    private static final int EIGHT_BYTES = 0xFE;

    private LengthEncoded() {}

    /// Reads one number, or [#NULL].
    static long read(ByteBuf in) {
        need(in, 1);
        int first = in.readUnsignedByte();
        return switch (first) {
            case NULL_MARK -> NULL;
            case TWO_BYTES -> need(in, 2).readUnsignedShortLE();
            case THREE_BYTES -> need(in, 3).readUnsignedMediumLE();
            case EIGHT_BYTES -> need(in, 8).readLongLE();
            case 0xFF -> throw new ProtocolViolation("0xFF is no length");
            default -> first;
        };
    }

    /// Reads a length and checks that as many bytes follow; -1 for NULL.
    static int readLength(ByteBuf in) {
        long length = read(in);
        if (length == NULL) {
            return -1;
        }
        if (length < 0 || length > in.readableBytes()) {
            throw new ProtocolViolation("a length of " + length + " exceeds its packet");
        }
        return (int) length;
    }

    /// Steps over a string, which must not be NULL: servers differ in how much they step over then.
    static void skipString(ByteBuf in) {
        int length = readLength(in);
        if (length < 0) {
            throw new ProtocolViolation("a string is NULL where there must be one");
        }
        in.skipBytes(length);
    }

    static void write(ByteBuf out, long value) {
        if (value >= 0 && value < NULL_MARK) {
            out.writeByte((int) value);
        } else if (value >= 0 && value <= 0xFFFF) {
            out.writeByte(TWO_BYTES).writeShortLE((int) value);
        } else if (value >= 0 && value <= 0xFFFFFF) {
            out.writeByte(THREE_BYTES).writeMediumLE((int) value);
        } else {
            out.writeByte(EIGHT_BYTES).writeLongLE(value);
        }
    }

    /// How many bytes [#write] takes for `value`.
    static int width(long value) {
        if (value >= 0 && value < NULL_MARK) {
            return 1;
        }
        if (value >= 0 && value <= 0xFFFF) {
            return 3;
        }
        return value >= 0 && value <= 0xFFFFFF ? 4 : 9;
    }

    private static ByteBuf need(ByteBuf in, int bytes) {
        if (in.readableBytes() < bytes) {
            throw new ProtocolViolation("a packet ends within a number");
        }
        return in;
    }
}
