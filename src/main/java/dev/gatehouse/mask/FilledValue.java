package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.StreamEdit;

/// Puts in the place of each binary value one of its type that is as long ([PgSameLength]).
final class FilledValue implements ValueStream {
    private static final int GATHERED_BYTES = CellText.WINDOW_BYTES;
    private static final int MOST_DEPTH = 8;

    private final int depth;
    private final ByteBuf gathered = Unpooled.buffer(0, GATHERED_BYTES);
    private @Nullable SameLength small;
    private @Nullable StreamEdit large;
    private @Nullable WalkedValues walked;
    private @Nullable WalkedValues values; // of which it is the way now

    FilledValue(int depth) {
        this.depth = depth;
    }

    @Override
    public boolean begin(int type, long lengthBytes) {
        gathered.clear();
        small = null;
        large = null;
        values = null;
        if (PgSameLength.isContainer(type)) {
            if (depth >= MOST_DEPTH) {
                return false;
            }
            values = walked();
            values.begin(PgType.of(type) == PgType.RECORD);
            return true;
        }
        SameLength same = PgSameLength.ofBinary(type);
        if (lengthBytes <= GATHERED_BYTES) {
            small = same;
        } else if (same != null) {
            large = same.stream(true, SensitiveKind.INTERNAL, new MaskTally()); // the cell is counted, not its values
        }
        return small != null || large != null;
    }

    private WalkedValues walked() {
        if (walked == null) {
            walked = new WalkedValues(new FilledValue(depth + 1));
        }
        return walked;
    }

    @Override
    public boolean edit(ByteBuf piece, int start, int lengthBytes, ByteBuf out) {
        if (values != null) {
            return values.edit(piece, start, lengthBytes, out);
        }
        if (large != null) {
            return large.edit(piece, start, lengthBytes, out);
        }
        gathered.writeBytes(piece, start, lengthBytes);
        return true;
    }

    @Override
    public boolean end(ByteBuf out) {
        if (values != null) {
            return values.end();
        }
        if (large != null) {
            return large.end(out);
        }
        return small != null && small.write(gathered, 0, gathered.readableBytes(), true, out);
    }
}
