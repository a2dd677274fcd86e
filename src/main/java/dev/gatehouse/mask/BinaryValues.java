package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.StreamEdit;

/// Arrays and composites in PostgreSQL's binary form, with as many values as there were, each as long as it was and
/// of its type. None for what does not fit its numbers, or has a value that nobody can make.
///
/// @param type the container's own
record BinaryValues(int type) implements SameLength {
    @Override
    public boolean write(ByteBuf row, int start, int lengthBytes, boolean quotes, ByteBuf out) {
        int before = out.writerIndex();
        FilledValue value = new FilledValue(0);
        boolean whole = value.begin(type, lengthBytes) && value.edit(row, start, lengthBytes, out) && value.end(out);
        if (!whole) {
            out.writerIndex(before);
        }
        return whole;
    }

    @Override
    public @Nullable StreamEdit stream(boolean quotes, SensitiveKind kind, MaskTally tally) {
        FilledValue value = new FilledValue(0);
        return value.begin(type, Long.MAX_VALUE) ? new CountedCell(value, kind, tally) : null;
    }
}
