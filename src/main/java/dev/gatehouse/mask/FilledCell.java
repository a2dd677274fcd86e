package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.StreamEdit;

/// Fills one cell, piece by piece; counts it with its first piece.
final class FilledCell implements StreamEdit {
    private final Filling filling;
    private final long cellBytes;
    private final SensitiveKind kind;
    private final MaskTally tally;
    private long filled;

    FilledCell(Filling filling, long cellBytes, SensitiveKind kind, MaskTally tally) {
        this.filling = filling;
        this.cellBytes = cellBytes;
        this.kind = kind;
        this.tally = tally;
    }

    @Override
    public void edit(ByteBuf piece, int start, int lengthBytes) {
        if (filled == 0) {
            tally.count(kind);
        }
        for (int index = start; index < start + lengthBytes; index++) {
            piece.setByte(index, filling.at(filled++, cellBytes));
        }
    }
}
