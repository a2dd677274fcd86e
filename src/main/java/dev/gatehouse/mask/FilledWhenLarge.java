package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.StreamEdit;

/// A mask of whole values, which leaves no more than a filling of cells that are too large to be in memory at once.
record FilledWhenLarge(CellEdit small, Filling filling, SensitiveKind kind, MaskTally tally) implements CellEdit {
    @Override
    public int edit(ByteBuf row, int start, int lengthBytes, ByteBuf out) {
        return small.edit(row, start, lengthBytes, out);
    }

    @Override
    public @Nullable StreamEdit stream(long lengthBytes) {
        return filling.stream(lengthBytes, kind, tally);
    }
}
