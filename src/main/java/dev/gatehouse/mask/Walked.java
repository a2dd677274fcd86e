package dev.gatehouse.mask;

import java.util.function.Supplier;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.StreamEdit;

/// Values of which as many bytes are left as there were, each told by those before it. None for what does not fit
/// its numbers.
record Walked(Supplier<Walk> walks) implements SameLength {
    @Override
    public boolean write(ByteBuf row, int start, int lengthBytes, boolean quotes, ByteBuf out) {
        int before = out.writerIndex();
        Walk walk = walks.get();
        boolean whole = go(walk, row, start, lengthBytes, out) && walk.isWhole();
        if (!whole) {
            out.writerIndex(before);
        }
        return whole;
    }

    private static boolean go(Walk walk, ByteBuf piece, int start, int lengthBytes, ByteBuf out) {
        for (int at = start; at < start + lengthBytes; at++) {
            int left = walk.next(piece.getUnsignedByte(at));
            if (left == Walk.MISFIT) {
                return false;
            }
            out.writeByte(left);
        }
        return true;
    }

    @Override
    public StreamEdit stream(boolean quotes, SensitiveKind kind, MaskTally tally) {
        Walk walk = walks.get();
        Pieces cell = new Pieces() {
            @Override
            public boolean edit(ByteBuf piece, int start, int lengthBytes, ByteBuf out) {
                return go(walk, piece, start, lengthBytes, out);
            }

            @Override
            public boolean end(ByteBuf out) {
                return walk.isWhole();
            }
        };
        return new CountedCell(cell, kind, tally);
    }
}
