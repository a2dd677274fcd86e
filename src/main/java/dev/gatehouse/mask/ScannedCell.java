package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.StreamEdit;

/// Hides what is found in one cell that is too large to be in memory at once.
final class ScannedCell implements StreamEdit {
    private static final SensitiveKind[] KINDS = SensitiveKind.values();

    private final ScannedText text;
    /// Null when the cell is text.
    private final @Nullable ScannedValue value;
    private final MaskTally tally;

    /// As text, by this reading.
    ScannedCell(Reading reading, @Nullable Mask[] masks, MaskTally tally) {
        this.text = new ScannedText(masks);
        this.value = null;
        this.tally = tally;
        text.begin(reading);
    }

    private ScannedCell(ScannedText text, ScannedValue value, MaskTally tally) {
        this.text = text;
        this.value = value;
        this.tally = tally;
    }

    /// As a binary value of this type; null if it cannot be looked through.
    static @Nullable ScannedCell binary(int type, @Nullable Mask[] masks, MaskTally tally) {
        ScannedText text = new ScannedText(masks);
        ScannedValue value = new ScannedValue(masks, text, 0);
        return value.begin(type, Long.MAX_VALUE) ? new ScannedCell(text, value, tally) : null;
    }

    @Override
    public boolean edit(ByteBuf piece, int start, int lengthBytes, ByteBuf out) {
        if (value != null) {
            return value.edit(piece, start, lengthBytes, out);
        }
        text.edit(piece, start, lengthBytes, out);
        return true;
    }

    @Override
    public boolean end(ByteBuf out) {
        boolean whole = true;
        if (value != null) {
            whole = value.end(out);
        } else {
            text.end(out);
        }
        for (int bits = found(); bits != 0; bits &= bits - 1) {
            tally.count(KINDS[Integer.numberOfTrailingZeros(bits)]);
        }
        return whole;
    }

    @Override
    public boolean isChanged() {
        return found() != 0;
    }

    private int found() {
        return value == null ? text.found() : text.found() | value.found();
    }
}
