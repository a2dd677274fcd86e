package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.StreamEdit;

/// Arrays in PostgreSQL's binary form, with as many elements as there were, each as long as it was.
///
/// Shape as of [PgBinary]. None for an array that does not fit its numbers, or has an element without such a value.
///
/// @param element of the elements' type in binary form
record BinaryArray(SameLength element) implements SameLength {
    private static final int HEAD_BYTES = 12;
    private static final int DIMENSION_BYTES = 8;
    private static final int MOST_DIMENSIONS = 6;
    private static final int LENGTH_BYTES = 4;

    @Override
    public boolean write(ByteBuf row, int start, int lengthBytes, boolean quotes, ByteBuf out) {
        int before = out.writerIndex();
        boolean whole = elements(row, start, start + lengthBytes, quotes, out);
        if (!whole) {
            out.writerIndex(before);
        }
        return whole;
    }

    private boolean elements(ByteBuf row, int start, int end, boolean quotes, ByteBuf out) {
        int dimensions = end - start < HEAD_BYTES ? -1 : row.getInt(start);
        int at = start + HEAD_BYTES + DIMENSION_BYTES * dimensions;
        if (dimensions < 0 || dimensions > MOST_DIMENSIONS || at > end) {
            return false;
        }
        out.writeBytes(row, start, at - start);
        while (at < end) {
            int length = end - at < LENGTH_BYTES ? Integer.MAX_VALUE : row.getInt(at);
            at += LENGTH_BYTES;
            if (length < -1 || length > end - at) {
                return false;
            }
            out.writeInt(length);
            if (length > 0 && !element.write(row, at, length, quotes, out)) {
                return false;
            }
            at += Math.max(0, length);
        }
        return true;
    }

    @Override
    public @Nullable StreamEdit stream(boolean quotes, SensitiveKind kind, MaskTally tally) {
        return null;
    }
}
