package dev.gatehouse.rego.builtin;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.Builtin;
import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoNumber;
import dev.gatehouse.rego.RegoSet;
import dev.gatehouse.rego.RegoValue;

/// `+ - * / %` and the roundings: exact, save for quotients, which have the digits of a 64-bit mantissa.
final class Arithmetic {
    /// 64 bits hold 19 decimal digits and a bit.
    private static final MathContext QUOTIENT = new MathContext(20, RoundingMode.HALF_EVEN);

    private Arithmetic() {}

    static List<Builtins.Entry> entries() {
        return new Family()
                .add("plus", 2, Shape.numbers(Arithmetic::plus))
                .add("minus", 2, Arithmetic::minus)
                .add("mul", 2, Shape.numbers(Arithmetic::times))
                .add("div", 2, Shape.numbers(Arithmetic::divide))
                .add("rem", 2, Shape.numbers(Arithmetic::remainder))
                .add("abs", 1, onOne(BigDecimal::abs))
                .add("round", 1, onOne(value -> value.setScale(0, RoundingMode.HALF_UP)))
                .add("ceil", 1, onOne(value -> value.setScale(0, RoundingMode.CEILING)))
                .add("floor", 1, onOne(value -> value.setScale(0, RoundingMode.FLOOR)))
                .entries();
    }

    static @Nullable RegoValue plus(BuiltinCall call, RegoNumber a, RegoNumber b) {
        if (a.isLong() && b.isLong()) {
            long sum = a.longValue() + b.longValue();
            if (((a.longValue() ^ sum) & (b.longValue() ^ sum)) >= 0) {
                return RegoNumber.of(sum);
            }
        }
        return bounded(call, a.decimal().add(b.decimal()));
    }

    private static @Nullable RegoValue minus(BuiltinCall call, RegoValue[] arguments) {
        if (arguments[0] instanceof RegoNumber a && arguments[1] instanceof RegoNumber b) {
            if (a.isLong() && b.isLong()) {
                long difference = a.longValue() - b.longValue();
                if (((a.longValue() ^ b.longValue()) & (a.longValue() ^ difference)) >= 0) {
                    return RegoNumber.of(difference);
                }
            }
            return bounded(call, a.decimal().subtract(b.decimal()));
        }
        if (arguments[0] instanceof RegoSet a && arguments[1] instanceof RegoSet b) {
            return SetAlgebra.difference(call, a, b);
        }
        boolean first = arguments[0] instanceof RegoNumber || arguments[0] instanceof RegoSet;
        return call.wrongType(first ? 2 : 1, "number or set");
    }

    static @Nullable RegoValue times(BuiltinCall call, RegoNumber a, RegoNumber b) {
        if (a.isLong() && b.isLong()) {
            long high = Math.multiplyHigh(a.longValue(), b.longValue());
            long low = a.longValue() * b.longValue();
            if ((high == 0 && low >= 0) || (high == -1 && low < 0)) {
                return RegoNumber.of(low);
            }
        }
        call.spend((long) a.decimal().precision() * b.decimal().precision() >> 8);
        return bounded(call, a.decimal().multiply(b.decimal()));
    }

    private static @Nullable RegoValue divide(BuiltinCall call, RegoNumber a, RegoNumber b) {
        if (b.decimal().signum() == 0) {
            return call.failed("divide by zero");
        }
        if (a.isLong() && b.isLong() && b.longValue() != -1 && a.longValue() % b.longValue() == 0) {
            return RegoNumber.of(a.longValue() / b.longValue());
        }
        return bounded(call, a.decimal().divide(b.decimal(), QUOTIENT));
    }

    private static @Nullable RegoValue remainder(BuiltinCall call, RegoNumber a, RegoNumber b) {
        if (!a.isWhole() || !b.isWhole()) {
            return call.failed("modulo on floating-point number");
        }
        if (b.decimal().signum() == 0) {
            return call.failed("modulo by zero");
        }
        if (a.isLong() && b.isLong()) {
            return RegoNumber.of(b.longValue() == -1 ? 0 : a.longValue() % b.longValue());
        }
        return RegoNumber.of(
                a.decimal().toBigIntegerExact().remainder(b.decimal().toBigIntegerExact()));
    }

    @FunctionalInterface
    private interface OnDecimal {
        BigDecimal apply(BigDecimal value);
    }

    private static Builtin onOne(OnDecimal function) {
        return (call, arguments) -> arguments[0] instanceof RegoNumber number
                ? bounded(call, function.apply(number.decimal()))
                : call.wrongType(1, "number");
    }

    /// The number, or undefined when it has outgrown the bounds of a number.
    static @Nullable RegoValue bounded(BuiltinCall call, BigDecimal value) {
        try {
            return RegoNumber.of(value);
        } catch (ArithmeticException e) {
            return call.failed("number out of bounds");
        }
    }
}
