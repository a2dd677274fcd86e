package dev.gatehouse.mask;

import java.util.List;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.StreamEdit;

/// The first of several that has a value of the cell's length.
record OneOf(List<SameLength> choices) implements SameLength {
    static OneOf of(SameLength... choices) {
        return new OneOf(List.of(choices));
    }

    /// Values that have one length each.
    static OneOf values(byte[]... values) {
        SameLength[] choices = new SameLength[values.length];
        for (int i = 0; i < values.length; i++) {
            choices[i] = new Exactly(values[i]);
        }
        return of(choices);
    }

    private record Exactly(byte[] value) implements SameLength {
        @Override
        public boolean write(ByteBuf row, int start, int lengthBytes, boolean quotes, ByteBuf out) {
            if (lengthBytes != value.length) {
                return false;
            }
            out.writeBytes(value);
            return true;
        }

        @Override
        public @Nullable StreamEdit stream(boolean quotes, SensitiveKind kind, MaskTally tally) {
            return null;
        }
    }

    @Override
    public boolean write(ByteBuf row, int start, int lengthBytes, boolean quotes, ByteBuf out) {
        for (int i = 0; i < choices.size(); i++) {
            if (choices.get(i).write(row, start, lengthBytes, quotes, out)) {
                return true;
            }
        }
        return false;
    }

    /// By the first, of which there are large values if of any.
    @Override
    public @Nullable StreamEdit stream(boolean quotes, SensitiveKind kind, MaskTally tally) {
        return choices.getFirst().stream(quotes, kind, tally);
    }
}
