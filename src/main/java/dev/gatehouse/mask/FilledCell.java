package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;

/// Fills one cell, piece by piece. Holds back as much as the filling's end.
final class FilledCell implements Pieces {
    private final Filling filling;
    private long cellBytes;
    private long filled;

    FilledCell(Filling filling) {
        this.filling = filling;
    }

    @Override
    public boolean edit(ByteBuf piece, int start, int lengthBytes, ByteBuf out) {
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
}
