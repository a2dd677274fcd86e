package dev.gatehouse.rego;

import java.math.BigDecimal;
import java.math.BigInteger;

import org.jspecify.annotations.Nullable;

/// An exact decimal number; whole numbers that fit are kept as a long.
///
/// Canonical: one value has one form (`1.0` is the long 1; a decimal has no trailing zeros), so equality is by
/// form. Bounded: at most [#MAX_DIGITS] digits and an exponent of at most [#MAX_EXPONENT], so that no sum of two
/// numbers can fill the memory.
public final class RegoNumber implements RegoValue {
    public static final int MAX_DIGITS = 4_096;
    public static final int MAX_EXPONENT = 4_096;

    private static final int MAX_PLAIN_SCALE = 20;
    private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final int CACHED_FROM = -128;
    private static final RegoNumber[] CACHED = new RegoNumber[1_152];

    static {
        for (int i = 0; i < CACHED.length; i++) {
            CACHED[i] = new RegoNumber(CACHED_FROM + i, null);
        }
    }

    private final long whole;
    private final @Nullable BigDecimal big;

    private RegoNumber(long whole, @Nullable BigDecimal big) {
        this.whole = whole;
        this.big = big;
    }

    public static RegoNumber of(long value) {
        long slot = value - CACHED_FROM;
        return slot >= 0 && slot < CACHED.length ? CACHED[(int) slot] : new RegoNumber(value, null);
    }

    /// Errors: [ArithmeticException] over the bounds.
    public static RegoNumber of(BigDecimal value) {
        if (!fits(value)) {
            throw new ArithmeticException("number out of bounds");
        }
        if (value.signum() == 0) {
            return of(0);
        }
        var canonical = value.stripTrailingZeros();
        if (canonical.scale() <= 0 && canonical.compareTo(LONG_MIN) >= 0 && canonical.compareTo(LONG_MAX) <= 0) {
            return of(canonical.longValueExact());
        }
        return new RegoNumber(0, canonical);
    }

    /// Errors: [ArithmeticException] over the bounds.
    public static RegoNumber of(BigInteger value) {
        return value.bitLength() < Long.SIZE ? of(value.longValue()) : of(new BigDecimal(value));
    }

    static boolean fits(BigDecimal value) {
        return value.precision() <= MAX_DIGITS && Math.abs((long) value.precision() - value.scale()) <= MAX_EXPONENT;
    }

    /// A whole number that fits a long.
    public boolean isLong() {
        return big == null;
    }

    /// Only meaningful when [#isLong].
    public long longValue() {
        return whole;
    }

    public boolean isWhole() {
        return big == null || big.scale() <= 0;
    }

    public BigDecimal decimal() {
        return big == null ? BigDecimal.valueOf(whole) : big;
    }

    public double doubleValue() {
        return big == null ? whole : big.doubleValue();
    }

    int compareTo(RegoNumber that) {
        if (big == null && that.big == null) {
            return Long.compare(whole, that.whole);
        }
        return decimal().compareTo(that.decimal());
    }

    @Override
    public long weight() {
        return big == null ? 1 : 1L + (big.precision() >> 4);
    }

    @Override
    public String typeName() {
        return "number";
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof RegoNumber that)) {
            return false;
        }
        if (big == null || that.big == null) {
            return big == that.big && whole == that.whole;
        }
        return big.equals(that.big);
    }

    @Override
    public int hashCode() {
        return big == null ? Long.hashCode(whole) * 31 : big.hashCode();
    }

    /// JSON's form: in full while short, else with an exponent.
    @Override
    public String toString() {
        if (big == null) {
            return Long.toString(whole);
        }
        return Math.abs(big.scale()) <= MAX_PLAIN_SCALE
                ? big.toPlainString()
                : big.toString().replace("E+", "e").replace('E', 'e');
    }
}
