package dev.gatehouse.rego.builtin;

import java.math.BigInteger;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.Builtin;
import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoNumber;
import dev.gatehouse.rego.RegoValue;

/// `bits.*` over whole numbers of any size.
final class Bits {
    private static final BigInteger MAX_SHIFT = BigInteger.valueOf(8_192);

    private Bits() {}

    static List<Builtins.Entry> entries() {
        return new Family()
                .add("bits.or", 2, onTwo((_, a, b) -> a.or(b)))
                .add("bits.and", 2, onTwo((_, a, b) -> a.and(b)))
                .add("bits.xor", 2, onTwo((_, a, b) -> a.xor(b)))
                .add("bits.lsh", 2, onTwo((call, a, b) -> shift(call, a, b, true)))
                .add("bits.rsh", 2, onTwo((call, a, b) -> shift(call, a, b, false)))
                .add("bits.negate", 1, Bits::negate)
                .entries();
    }

    @FunctionalInterface
    private interface OnTwo {
        @Nullable
        BigInteger apply(BuiltinCall call, BigInteger a, BigInteger b);
    }

    private static Builtin onTwo(OnTwo function) {
        return (call, of) -> {
            if (!(of[0] instanceof RegoNumber a) || !a.isWhole()) {
                return call.wrongType(1, "integer number");
            }
            if (!(of[1] instanceof RegoNumber b) || !b.isWhole()) {
                return call.wrongType(2, "integer number");
            }
            return number(
                    call,
                    function.apply(
                            call, a.decimal().toBigIntegerExact(), b.decimal().toBigIntegerExact()));
        };
    }

    private static @Nullable RegoValue negate(BuiltinCall call, RegoValue[] of) {
        if (!(of[0] instanceof RegoNumber a) || !a.isWhole()) {
            return call.wrongType(1, "integer number");
        }
        return number(call, a.decimal().toBigIntegerExact().not());
    }

    private static @Nullable BigInteger shift(BuiltinCall call, BigInteger a, BigInteger by, boolean left) {
        if (by.signum() < 0) {
            call.wrongType(2, "an unsigned integer number");
            return null;
        }
        if (by.compareTo(MAX_SHIFT) > 0) {
            if (left) {
                call.failed("shift out of bounds");
                return null;
            }
            return a.signum() < 0 ? BigInteger.ONE.negate() : BigInteger.ZERO;
        }
        return left ? a.shiftLeft(by.intValueExact()) : a.shiftRight(by.intValueExact());
    }

    private static @Nullable RegoValue number(BuiltinCall call, @Nullable BigInteger value) {
        if (value == null) {
            return null;
        }
        try {
            return RegoNumber.of(value);
        } catch (ArithmeticException e) {
            return call.failed("number out of bounds");
        }
    }
}
