package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.StreamEdit;

/// Fills one cell, piece by piece; counts it with its first piece. Holds back as much as the filling's end.
final class FilledCell implements StreamEdit {
    private final Filling filling;
    private final SensitiveKind kind;
    private final MaskTally tally;
    private long cellBytes;
    private long filled;

    FilledCell(Filling filling, SensitiveKind kind, MaskTally tally) {
        this.filling = filling;
        this.kind = kind;
        this.tally = tally;
    }

    @Override
    public boolean edit(ByteBuf piece, int start, int lengthBytes, ByteBuf out) {
        if (cellBytes == 0) {
            tally.count(kind);
        }
        cellBytes += lengthBytes;
        long until = cellBytes - filling.tailBytes();
        filling.write(filled, until, out);
        filled = Math.max(filled, until);
        return true;
    }

    @Override
    public boolean end(ByteBuf out) {
        if (!filling.fits(cellBytes)) {
            return false;
        }
        filling.writeTail(out);
        return true;
    }

    @Override
    public boolean isChanged() {
        return true;
    }
}
