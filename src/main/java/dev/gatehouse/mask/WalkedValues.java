package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;

/// Walks an array or a composite in PostgreSQL's binary form as it comes, and has its values masked.
///
/// Shapes as of [PgBinary]; one that does not fit its numbers exactly cannot be masked.
final class WalkedValues {
    private static final int ARRAY_HEAD = 3;
    private static final int MOST_DIMENSIONS = 6;

    private final ValueStream value;
    private boolean record;
    private int number;
    private int numberBytes;
    private long numbers;
    private long head; // numbers in front of the first value
    private long count; // of values to come
    private int type;
    private boolean typed; // of a composite's next value, whose length is due
    private long valueLeft;

    WalkedValues(ValueStream value) {
        this.value = value;
    }

    void begin(boolean composite) {
        record = composite;
        numberBytes = 0;
        number = 0;
        numbers = 0;
        head = composite ? 1 : ARRAY_HEAD;
        count = 0;
        typed = false;
        valueLeft = 0;
    }

    boolean edit(ByteBuf piece, int start, int lengthBytes, ByteBuf out) {
        int at = start;
        int end = start + lengthBytes;
        while (at < end) {
            if (valueLeft > 0) {
                int bytes = (int) Math.min(valueLeft, end - at);
                valueLeft -= bytes;
                if (!value.edit(piece, at, bytes, out) || valueLeft == 0 && !value.end(out)) {
                    return false;
                }
                at += bytes;
            } else if (!numberByte(piece.getByte(at++), out)) {
                return false;
            }
        }
        return true;
    }

    boolean end() {
        return valueLeft == 0 && numberBytes == 0 && !typed && count == 0 && numbers >= head;
    }

    private boolean numberByte(byte next, ByteBuf out) {
        out.writeByte(next);
        number = number << 8 | next & 0xFF;
        numberBytes++;
        if (numberBytes < Integer.BYTES) {
            return true;
        }
        int whole = number;
        numberBytes = 0;
        number = 0;
        long index = numbers++;
        return index < head ? headNumber(index, whole) : lengthOrType(whole);
    }

    private boolean headNumber(long index, int whole) {
        if (record) {
            count = whole;
        } else if (index == 0) {
            head = ARRAY_HEAD + 2L * whole;
            count = whole == 0 ? 0 : 1;
            return whole >= 0 && whole <= MOST_DIMENSIONS;
        } else if (index == 2) {
            type = whole;
        } else if (index >= ARRAY_HEAD && (index - ARRAY_HEAD) % 2 == 0) {
            count *= whole;
            return whole >= 0 && count <= Integer.MAX_VALUE;
        }
        return whole >= 0 || !record;
    }

    private boolean lengthOrType(int whole) {
        if (count == 0) {
            return false;
        }
        if (record && !typed) {
            type = whole;
            typed = true;
            return true;
        }
        typed = false;
        count--;
        valueLeft = Math.max(0, whole);
        return whole >= -1 && (whole <= 0 || value.begin(type, whole));
    }
}
