package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;

/// The shortest decimal text of a number, whichever way a cell has it: `-12.5`, never `-012.50`, `+1` or `-0`.
///
/// What is no number (`NaN`, `Infinity`) is its text.
final class CanonicalNumber {
    private static final int NEGATIVE = 0x4000;
    private static final int NOT_A_NUMBER = 0xC000;
    private static final int INFINITY = 0xD000;
    private static final int NEGATIVE_INFINITY = 0xF000;
    private static final int NUMERIC_HEAD_BYTES = 8;

    /// What [#ofThirtyTwoBits] gives for all other numbers.
    static final long NO_INT = Long.MIN_VALUE;

    private static final int INT_DIGITS = 10;

    private byte[] text = new byte[64];
    private int length;

    byte[] bytes() {
        return text;
    }

    int lengthBytes() {
        return length;
    }

    /// The number if it is whole and 32 bits can hold it, with a sign or without; else [#NO_INT].
    long ofThirtyTwoBits() {
        int at = length > 0 && text[0] == '-' ? 1 : 0;
        if (length == at || length - at > INT_DIGITS) {
            return NO_INT;
        }
        long value = 0;
        for (int i = at; i < length; i++) {
            if (text[i] < '0' || text[i] > '9') {
                return NO_INT;
            }
            value = value * 10 + text[i] - '0';
        }
        value = at == 1 ? -value : value;
        return value >= Integer.MIN_VALUE && value < 1L << Integer.SIZE ? value : NO_INT;
    }

    /// From its text.
    void ofText(ByteBuf row, int start, int lengthBytes) {
        length = 0;
        for (int i = 0; i < lengthBytes; i++) {
            append(row.getByte(start + i));
        }
        shorten();
    }

    /// From an integer of `lengthBytes`.
    void ofInteger(ByteBuf row, int start, int lengthBytes, boolean bigEndian, boolean unsigned) {
        long value = 0;
        for (int i = 0; i < lengthBytes; i++) {
            int at = start + (bigEndian ? i : lengthBytes - 1 - i);
            value = value << 8 | row.getUnsignedByte(at);
        }
        int unused = Long.SIZE - 8 * lengthBytes;
        length = 0;
        if (unsigned) {
            decimal(value);
        } else {
            long signed = value << unused >> unused;
            if (signed < 0) {
                append((byte) '-');
            }
            decimal(Math.abs(signed)); // the least one is its own, and right when unsigned
        }
    }

    /// From PostgreSQL's `numeric`: `groups:int16 weight:int16 sign:int16 scale:int16 (0..9999:int16)*`. False when
    /// that is not what the cell has.
    boolean ofNumeric(ByteBuf row, int start, int lengthBytes) {
        length = 0;
        if (lengthBytes < NUMERIC_HEAD_BYTES) {
            return false;
        }
        int groups = row.getUnsignedShort(start);
        int weight = row.getShort(start + 2);
        if (lengthBytes != NUMERIC_HEAD_BYTES + 2 * groups) {
            return false;
        }
        switch (row.getUnsignedShort(start + 4)) {
            case 0 -> groups(row, start + NUMERIC_HEAD_BYTES, groups, weight);
            case NEGATIVE -> {
                append((byte) '-');
                groups(row, start + NUMERIC_HEAD_BYTES, groups, weight);
            }
            case NOT_A_NUMBER -> word("NaN");
            case INFINITY -> word("Infinity");
            case NEGATIVE_INFINITY -> word("-Infinity");
            default -> {
                return false;
            }
        }
        shorten();
        return true;
    }

    private void groups(ByteBuf row, int start, int groups, int weight) {
        append((byte) '0');
        int first = Math.min(0, weight + 1); // groups of zeros between the point and what there is
        for (int group = first; group < Math.max(groups, weight + 1); group++) {
            if (group == weight + 1) {
                append((byte) '.');
            }
            int digits = group >= 0 && group < groups ? row.getUnsignedShort(start + 2 * group) : 0;
            append((byte) ('0' + digits / 1000 % 10));
            append((byte) ('0' + digits / 100 % 10));
            append((byte) ('0' + digits / 10 % 10));
            append((byte) ('0' + digits % 10));
        }
    }

    /// Takes away what says nothing.
    private void shorten() {
        int from = 0;
        boolean negative = length > 0 && text[0] == '-';
        if (negative || length > 0 && text[0] == '+') {
            from = 1;
        }
        int point = from;
        while (point < length && text[point] >= '0' && text[point] <= '9') {
            point++;
        }
        int end = length;
        if (point < length && text[point] == '.') {
            while (end > point + 1 && text[end - 1] == '0') {
                end--;
            }
            end = end == point + 1 ? point : end;
        }
        while (from < point - 1 && text[from] == '0') {
            from++;
        }
        boolean zero = end - from == 1 && text[from] == '0';
        int at = negative && !zero ? 1 : 0;
        System.arraycopy(text, from, text, at, end - from);
        length = at + end - from;
    }

    private void decimal(long magnitude) {
        int from = length;
        long left = magnitude;
        do {
            append((byte) ('0' + Long.remainderUnsigned(left, 10)));
            left = Long.divideUnsigned(left, 10);
        } while (left != 0);
        for (int low = from, high = length - 1; low < high; low++, high--) {
            byte swapped = text[low];
            text[low] = text[high];
            text[high] = swapped;
        }
    }

    private void word(String word) {
        for (int i = 0; i < word.length(); i++) {
            append((byte) word.charAt(i));
        }
    }

    private void append(byte character) {
        if (length == text.length) {
            byte[] larger = new byte[2 * length];
            System.arraycopy(text, 0, larger, 0, length);
            text = larger;
        }
        text[length++] = character;
    }
}
