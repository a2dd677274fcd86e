package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/// Hides what is found in one text after the other as it comes, window by window as [CellScan] does in a text that
/// is there: what is found is the same, however the text is cut.
///
/// Holds back a window, since what follows may be a part of what is found in it. Threads: one.
final class ScannedText {
    private static final int FIRST_BYTES = 256;

    private final @Nullable Mask[] masks;
    private byte[] held = new byte[FIRST_BYTES];
    private ByteBuf window = Unpooled.wrappedBuffer(held);
    private int count;
    private Reading reading = Reading.PLAIN;
    private boolean begun;
    private int state;
    private int found;

    ScannedText(@Nullable Mask[] masks) {
        this.masks = masks;
    }

    /// The kinds found in all texts so far, a bit each.
    int found() {
        return found;
    }

    void begin(Reading next) {
        reading = next;
        begun = false;
        state = 0;
        count = 0;
    }

    /// Takes the next bytes; appends those that are settled.
    void edit(ByteBuf piece, int start, int lengthBytes, ByteBuf out) {
        int at = start;
        int end = start + lengthBytes;
        while (at < end) {
            if (count > CellText.WINDOW_BYTES) {
                settle(CellText.WINDOW_BYTES, false, out);
            }
            int bytes = Math.min(end - at, CellText.WINDOW_BYTES + 1 - count);
            makeRoom(count + bytes);
            piece.getBytes(at, held, count, bytes);
            count += bytes;
            at += bytes;
        }
    }

    /// The text has ended: appends what is left of it.
    void end(ByteBuf out) {
        while (count > CellText.WINDOW_BYTES) {
            settle(CellText.WINDOW_BYTES, false, out);
        }
        if (count > 0) {
            settle(count, true, out);
        }
    }

    private void makeRoom(int bytes) {
        if (bytes > held.length) {
            byte[] more = new byte[Math.min(Integer.highestOneBit(bytes - 1) * 2, CellText.WINDOW_BYTES) + 1];
            System.arraycopy(held, 0, more, 0, count);
            held = more;
            window = Unpooled.wrappedBuffer(held);
        }
    }

    private void settle(int lengthBytes, boolean last, ByteBuf out) {
        if (!begun) {
            begun = true;
            reading = reading.of(window, 0, count);
        }
        CellScan scan = CellScan.beginInPlace(window, masks);
        int settled = scan.hideWindow(reading, lengthBytes, state, last);
        state = scan.stateBehind();
        found |= scan.found();
        scan.release();
        out.writeBytes(held, 0, settled);
        count -= settled;
        System.arraycopy(held, settled, held, 0, count);
    }
}
