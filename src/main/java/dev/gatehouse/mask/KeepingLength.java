package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.StreamEdit;

/// A mask of whole values that leaves, where a cell must keep its length, what it leaves anyway if that is as long,
/// and else a value of that length that tells nothing.
///
/// @param other null if the type has no such values
record KeepingLength(CellEdit mask, @Nullable SameLength other, SensitiveKind kind, MaskTally tally)
        implements CellEdit {
    @Override
    public int edit(ByteBuf row, int start, int lengthBytes, ByteBuf out) {
        return mask.edit(row, start, lengthBytes, out);
    }

    @Override
    public int fit(ByteBuf row, int start, int lengthBytes, boolean quotes, ByteBuf out) {
        int before = out.writerIndex();
        int written = mask.fit(row, start, lengthBytes, quotes, out);
        boolean quoted = !quotes && out.indexOf(before, out.writerIndex(), (byte) '"') >= 0;
        if (written != NULL && !quoted) {
            return written;
        }
        out.writerIndex(before);
        return other != null && other.write(row, start, lengthBytes, quotes, out) ? lengthBytes : NULL;
    }

    @Override
    public boolean fitsAny() {
        return other != null;
    }

    @Override
    public @Nullable StreamEdit stream(boolean quotes) {
        return other == null ? null : other.stream(quotes, kind, tally);
    }
}
