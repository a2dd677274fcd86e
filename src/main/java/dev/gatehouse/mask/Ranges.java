package dev.gatehouse.mask;

/// PostgreSQL's ranges and multiranges in their binary form, with the bounds that they have, each of them zero.
///
/// Shape: of a range `flags:int8 (length:int32 bound)*`, a bound for each end that is finite; of a multirange
/// `count:int32 (length:int32 range)*` (`range_send`, `multirange_send`). A bound of a `numrange` is a `numeric`
/// ([NumericZero]), of any other built-in one zero bytes are a value.
final class Ranges implements Walk {
    private static final int EMPTY = 0x01;
    private static final int INCLUSIVE = 0x02 | 0x04;
    private static final int LOWER_INFINITE = 0x08;
    private static final int UPPER_INFINITE = 0x10;
    private static final int KNOWN = EMPTY | INCLUSIVE | LOWER_INFINITE | UPPER_INFINITE;
    private static final int NUMERIC_HEAD_BYTES = 8;

    private enum Part {
        COUNT,
        RANGE_LENGTH,
        FLAGS,
        BOUND_LENGTH,
        BOUND,
        END
    }

    private final boolean numeric;
    private final boolean several;
    private Part part;
    private long ranges; // to come
    private int bounds; // to come of this range
    private int number;
    private int numberBytes;
    private long boundBytes;
    private long boundAt;

    Ranges(boolean numeric, boolean several) {
        this.numeric = numeric;
        this.several = several;
        this.part = several ? Part.COUNT : Part.FLAGS;
    }

    @Override
    public boolean isWhole() {
        return part == Part.END;
    }

    @Override
    public int next(int was) {
        return switch (part) {
            case COUNT, RANGE_LENGTH, BOUND_LENGTH -> number(was);
            case FLAGS -> flags(was);
            case BOUND -> bound();
            case END -> MISFIT;
        };
    }

    private int number(int was) {
        number = number << 8 | was;
        if (++numberBytes < Integer.BYTES) {
            return was;
        }
        int whole = number;
        number = 0;
        numberBytes = 0;
        boolean fits = whole >= 0;
        if (part == Part.COUNT) {
            ranges = whole;
            rangeEnds();
        } else if (part == Part.RANGE_LENGTH) {
            part = Part.FLAGS;
        } else {
            boundBytes = whole;
            boundAt = 0;
            part = Part.BOUND;
            fits = numeric ? whole >= NUMERIC_HEAD_BYTES && whole % Short.BYTES == 0 : whole > 0;
        }
        return fits ? was : MISFIT;
    }

    private int flags(int was) {
        boolean empty = (was & EMPTY) != 0;
        int infinite = was & (LOWER_INFINITE | UPPER_INFINITE);
        bounds = empty ? 0 : 2 - Integer.bitCount(infinite);
        boundEnds();
        return (was & ~KNOWN) != 0 ? MISFIT : was;
    }

    private int bound() {
        long at = boundAt++;
        long groups = (boundBytes - NUMERIC_HEAD_BYTES) / Short.BYTES;
        if (boundAt == boundBytes) {
            bounds--;
            boundEnds();
        }
        return numeric && at < Short.BYTES ? (int) (at == 0 ? groups >> 8 : groups) & 0xFF : 0;
    }

    private void boundEnds() {
        if (bounds > 0) {
            part = Part.BOUND_LENGTH;
        } else {
            rangeEnds();
        }
    }

    private void rangeEnds() {
        part = several && ranges-- > 0 ? Part.RANGE_LENGTH : Part.END;
    }
}
