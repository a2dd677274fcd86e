package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.CellEdit;

/// Leaves an array without elements, in the binary form.
///
/// Shape: `dimensions:int32 nulls:int32 elementType:int32 …` (PostgreSQL's `array_send`); the type of the elements
/// is the cell's own.
final class EmptyArray implements CellEdit {
    private static final int HEAD_BYTES = 12;

    private final SensitiveKind kind;
    private final MaskTally tally;

    EmptyArray(SensitiveKind kind, MaskTally tally) {
        this.kind = kind;
        this.tally = tally;
    }

    @Override
    public int edit(ByteBuf row, int start, int lengthBytes, ByteBuf out) {
        tally.count(kind);
        if (lengthBytes < HEAD_BYTES) {
            return NULL;
        }
        out.writeLong(0).writeInt(row.getInt(start + 8));
        return HEAD_BYTES;
    }
}
