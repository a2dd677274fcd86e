package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.StreamEdit;

/// PostgreSQL's `numeric` in its binary form: 0, in as many groups of four digits as there were.
///
/// Shape: `groups:int16 weight:int16 sign:int16 scale:int16 group:int16*` (`numeric_send`).
enum NumericZero implements SameLength {
    BINARY;

    private static final int HEAD_BYTES = 8;

    @Override
    public boolean write(ByteBuf row, int start, int lengthBytes, boolean quotes, ByteBuf out) {
        if (lengthBytes < HEAD_BYTES || lengthBytes % Short.BYTES != 0) {
            return false;
        }
        out.writeShort((lengthBytes - HEAD_BYTES) / Short.BYTES).writeZero(lengthBytes - Short.BYTES);
        return true;
    }

    @Override
    public @Nullable StreamEdit stream(boolean quotes, SensitiveKind kind, MaskTally tally) {
        return null;
    }
}
