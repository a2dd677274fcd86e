package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.CellEdit;

/// Zeros as many as the cell has, behind a head that stays: bits and vectors, whose number is part of their type.
final class SameLengthZeros implements CellEdit {
    private final int headBytes;
    private final byte zero;
    private final SensitiveKind kind;
    private final MaskTally tally;

    /// `headBytes` say how many bits follow; NULL is left of a cell that is shorter.
    SameLengthZeros(int headBytes, byte zero, SensitiveKind kind, MaskTally tally) {
        this.headBytes = headBytes;
        this.zero = zero;
        this.kind = kind;
        this.tally = tally;
    }

    @Override
    public int edit(ByteBuf row, int start, int lengthBytes, ByteBuf out) {
        tally.count(kind);
        if (lengthBytes < headBytes) {
            return NULL;
        }
        out.writeBytes(row, start, headBytes);
        for (int i = headBytes; i < lengthBytes; i++) {
            out.writeByte(zero);
        }
        return lengthBytes;
    }
}
