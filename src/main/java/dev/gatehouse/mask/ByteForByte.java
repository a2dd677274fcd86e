package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.StreamEdit;

/// Values of which each byte is told by its place and by the byte that was there.
interface ByteForByte extends SameLength {
    /// Bytes that are made outside of a buffer, which would check its bounds for each.
    int AT_ONCE = 4096;

    byte at(long index, byte was);

    @Override
    default boolean write(ByteBuf row, int start, int lengthBytes, boolean quotes, ByteBuf out) {
        append(0, row, start, lengthBytes, out);
        return true;
    }

    @Override
    default StreamEdit stream(boolean quotes, SensitiveKind kind, MaskTally tally) {
        Pieces cell = new Pieces() {
            private long done;

            @Override
            public boolean edit(ByteBuf piece, int start, int lengthBytes, ByteBuf out) {
                append(done, piece, start, lengthBytes, out);
                done += lengthBytes;
                return true;
            }

            @Override
            public boolean end(ByteBuf out) {
                return true;
            }
        };
        return new CountedCell(cell, kind, tally);
    }

    private void append(long done, ByteBuf row, int start, int lengthBytes, ByteBuf out) {
        byte[] some = new byte[Math.min(lengthBytes, AT_ONCE)];
        for (int from = 0; from < lengthBytes; from += some.length) {
            int bytes = Math.min(some.length, lengthBytes - from);
            row.getBytes(start + from, some, 0, bytes);
            for (int i = 0; i < bytes; i++) {
                some[i] = at(done + from + i, some[i]);
            }
            out.writeBytes(some, 0, bytes);
        }
    }
}
