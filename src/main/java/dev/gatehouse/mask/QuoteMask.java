package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.CellEdit;

/// Fills what a text quotes as SQL does (`'…'`), and long numbers, in the same number of bytes: for plans and
/// messages that show constants. A quote that is not closed fills all behind it.
///
/// Shape: `''` is a quote inside, and so is one behind a backslash.
public final class QuoteMask implements CellEdit {
    private static final int FEWEST_DIGITS = 8;

    private final MaskTally tally;

    public QuoteMask(MaskTally tally) {
        this.tally = tally;
    }

    @Override
    public int edit(ByteBuf row, int start, int lengthBytes, ByteBuf out) {
        int written = out.writerIndex();
        out.writeBytes(row, start, lengthBytes);
        int end = written + lengthBytes;
        boolean changed = false;
        int at = written;
        while (at < end) {
            byte b = out.getByte(at);
            int to = b == '\'' ? quoteEnd(out, at + 1, end) : isDigit(b) ? digitsEnd(out, at, end) : at;
            int from = b == '\'' ? at + 1 : at;
            if (b == '\'' || to - from >= FEWEST_DIGITS) {
                for (int i = from; i < to; i++) {
                    changed |= out.getByte(i) != '*';
                    out.setByte(i, '*');
                }
            }
            at = Math.max(to, at) + (isDigit(b) ? 0 : 1);
        }
        if (!changed) {
            out.writerIndex(written);
            return UNCHANGED;
        }
        tally.count(SensitiveKind.SECRET);
        return lengthBytes;
    }

    private static int quoteEnd(ByteBuf text, int from, int end) {
        int at = from;
        while (at < end) {
            byte b = text.getByte(at);
            if (b == '\\') {
                at += 2;
            } else if (b == '\'' && at + 1 < end && text.getByte(at + 1) == '\'') {
                at += 2;
            } else if (b == '\'') {
                return at;
            } else {
                at++;
            }
        }
        return end;
    }

    private static int digitsEnd(ByteBuf text, int from, int end) {
        int at = from;
        while (at < end && isDigit(text.getByte(at))) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
