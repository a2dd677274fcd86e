package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.CellEdit;

/// Leaves NULL of every cell.
final class NullValue implements CellEdit {
    private final SensitiveKind kind;
    private final MaskTally tally;

    NullValue(SensitiveKind kind, MaskTally tally) {
        this.kind = kind;
        this.tally = tally;
    }

    @Override
    public int edit(ByteBuf row, int start, int lengthBytes, ByteBuf out) {
        tally.count(kind);
        return NULL;
    }
}
