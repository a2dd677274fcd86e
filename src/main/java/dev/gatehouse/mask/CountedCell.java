package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.StreamEdit;

/// A cell that is masked as a whole while it comes; counted with the first of its pieces.
final class CountedCell implements StreamEdit {
    private final Pieces cell;
    private final SensitiveKind kind;
    private final MaskTally tally;
    private boolean counted;

    CountedCell(Pieces cell, SensitiveKind kind, MaskTally tally) {
        this.cell = cell;
        this.kind = kind;
        this.tally = tally;
    }

    @Override
    public boolean edit(ByteBuf piece, int start, int lengthBytes, ByteBuf out) {
        if (!counted) {
            counted = true;
            tally.count(kind);
        }
        return cell.edit(piece, start, lengthBytes, out);
    }

    @Override
    public boolean end(ByteBuf out) {
        return cell.end(out);
    }

    @Override
    public boolean isChanged() {
        return true;
    }
}
