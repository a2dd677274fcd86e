package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.CellEdit;

/// Leaves another number of the column's type, never a negative one and never a fraction.
///
/// The canonical form is the shortest decimal text. Of columns that hold an `int` or more, equal numbers leave
/// equal ones, whatever the column: a whole number from 0 to 2³¹ - 1 leaves another one of them, and no two leave
/// the same; any other that 32 bits hold leaves one of them too, and all else one of 15 digits at most, which every
/// client's numbers hold. What is left of a smaller column's values fills the positive half of its type.
final class HashNumber implements CellEdit {
    private static final long FIFTEEN_DIGITS = 1_000_000_000_000_000L;
    private static final long INT_VALUES = 1L << Integer.SIZE - 1;

    /// How a cell has its number, and so how it is written.
    enum Form {
        TEXT,
        BIG_ENDIAN,
        LITTLE_ENDIAN,
        LITTLE_ENDIAN_UNSIGNED,
        /// PostgreSQL's `numeric` in binary.
        GROUPS
    }

    private final KeyedHash hash;
    private final Form form;
    private final long values;
    private final SensitiveKind kind;
    private final MaskTally tally;
    private final CanonicalNumber number = new CanonicalNumber();
    private final @Nullable Shuffle shuffle;

    /// `bits` are those of an integer type, and 64 for decimals of any precision.
    HashNumber(HashKey key, Form form, int bits, SensitiveKind kind, MaskTally tally) {
        this.hash = new KeyedHash(key);
        this.form = form;
        this.values = bits < Long.SIZE ? 1L << bits - 1 : FIFTEEN_DIGITS;
        this.shuffle = bits < Integer.SIZE ? null : new Shuffle(hash);
        this.kind = kind;
        this.tally = tally;
    }

    @Override
    public int edit(ByteBuf row, int start, int lengthBytes, ByteBuf out) {
        tally.count(kind);
        if (!read(row, start, lengthBytes)) {
            return NULL;
        }
        long left = left();
        int before = out.writerIndex();
        switch (form) {
            case TEXT -> decimal(left, out);
            case BIG_ENDIAN -> {
                for (int i = lengthBytes - 1; i >= 0; i--) {
                    out.writeByte((int) (left >> 8 * i));
                }
            }
            case LITTLE_ENDIAN, LITTLE_ENDIAN_UNSIGNED -> {
                for (int i = 0; i < lengthBytes; i++) {
                    out.writeByte((int) (left >> 8 * i));
                }
            }
            case GROUPS -> groups(left, out);
        }
        return out.writerIndex() - before;
    }

    private long left() {
        long whole = shuffle == null ? CanonicalNumber.NO_INT : number.ofThirtyTwoBits();
        if (shuffle != null && whole >= 0 && whole < INT_VALUES) {
            return shuffle.of((int) whole);
        }
        hash.begin(KeyedHash.NUMBER);
        hash.add(number.bytes(), 0, number.lengthBytes());
        return KeyedHash.number(hash.end()) % (whole == CanonicalNumber.NO_INT ? values : Math.min(values, INT_VALUES));
    }

    private boolean read(ByteBuf row, int start, int lengthBytes) {
        if (form == Form.GROUPS) {
            return number.ofNumeric(row, start, lengthBytes);
        }
        if (form == Form.TEXT) {
            number.ofText(row, start, lengthBytes);
            return true;
        }
        if (lengthBytes > Long.BYTES) {
            return false;
        }
        number.ofInteger(row, start, lengthBytes, form == Form.BIG_ENDIAN, form == Form.LITTLE_ENDIAN_UNSIGNED);
        return true;
    }

    private static void decimal(long value, ByteBuf out) {
        long unit = 1;
        while (value / unit >= 10) {
            unit *= 10;
        }
        for (; unit > 0; unit /= 10) {
            out.writeByte((int) ('0' + value / unit % 10));
        }
    }

    /// Four groups of four digits at most; those at the end that are zero are left out, as the server does.
    private static void groups(long value, ByteBuf out) {
        int weight = 0;
        long unit = 1;
        while (value / unit >= 10_000) {
            weight++;
            unit *= 10_000;
        }
        int head = out.writerIndex();
        out.writeShort(0).writeShort(weight).writeInt(0);
        int groups = 0;
        for (long left = value; left > 0; left %= unit, unit /= 10_000) {
            out.writeShort((int) (left / unit));
            groups++;
        }
        out.setShort(head, groups);
    }
}
