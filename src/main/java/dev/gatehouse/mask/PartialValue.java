package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.CellEdit;

/// Leaves the shape of a text, as long as it was. Of a text over [#LONGEST_BYTES] nothing is left but its length.
final class PartialValue implements CellEdit {
    private static final int LONGEST_BYTES = 4096;

    private final SensitiveKind kind;
    private final MaskTally tally;
    private byte[] text = new byte[64];

    PartialValue(SensitiveKind kind, MaskTally tally) {
        this.kind = kind;
        this.tally = tally;
    }

    @Override
    public int edit(ByteBuf row, int start, int lengthBytes, ByteBuf out) {
        tally.count(kind);
        if (lengthBytes > LONGEST_BYTES) {
            out.ensureWritable(lengthBytes);
            for (int i = 0; i < lengthBytes; i++) {
                out.writeByte(PartialText.HIDDEN);
            }
            return lengthBytes;
        }
        if (lengthBytes > text.length) {
            text = new byte[Integer.highestOneBit(lengthBytes - 1) * 2];
        }
        row.getBytes(start, text, 0, lengthBytes);
        PartialText.hide(text, 0, lengthBytes, kind);
        out.writeBytes(text, 0, lengthBytes);
        return lengthBytes;
    }
}
