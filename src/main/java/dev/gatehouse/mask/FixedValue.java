package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.CellEdit;

/// Leaves the same bytes of every cell.
final class FixedValue implements CellEdit {
    private final byte[] value;
    private final SensitiveKind kind;
    private final MaskTally tally;

    FixedValue(byte[] value, SensitiveKind kind, MaskTally tally) {
        this.value = value;
        this.kind = kind;
        this.tally = tally;
    }

    @Override
    public int edit(ByteBuf row, int start, int lengthBytes, ByteBuf out) {
        tally.count(kind);
        out.writeBytes(value);
        return value.length;
    }
}
