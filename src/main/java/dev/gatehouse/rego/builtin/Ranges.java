package dev.gatehouse.rego.builtin;

import java.math.BigInteger;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoNumber;
import dev.gatehouse.rego.RegoValue;

/// `numbers.range` and `numbers.range_step`: both ends included, up or down.
final class Ranges {
    private Ranges() {}

    static List<Builtins.Entry> entries() {
        return new Family()
                .add("numbers.range", 2, (call, of) -> range(call, of, BigInteger.ONE))
                .add("numbers.range_step", 3, Ranges::rangeStep)
                .entries();
    }

    private static @Nullable RegoValue rangeStep(BuiltinCall call, RegoValue[] of) {
        var step = whole(of[2]);
        if (step == null) {
            return call.wrongType(3, "integer number");
        }
        return step.signum() <= 0 ? call.failed("step must be a positive integer") : range(call, of, step);
    }

    private static @Nullable RegoValue range(BuiltinCall call, RegoValue[] of, BigInteger step) {
        var from = whole(of[0]);
        if (from == null) {
            return call.wrongType(1, "integer number");
        }
        var to = whole(of[1]);
        if (to == null) {
            return call.wrongType(2, "integer number");
        }
        var steps = to.subtract(from).abs().divide(step);
        if (steps.bitLength() > 31) {
            return call.failed("range out of bounds");
        }
        call.spend(steps.longValueExact() + 1);
        var stride = to.compareTo(from) < 0 ? step.negate() : step;
        var range = RegoArray.builder();
        var at = from;
        for (long i = 0; i <= steps.longValueExact(); i++) {
            range.add(RegoNumber.of(at));
            at = at.add(stride);
        }
        return range.build();
    }

    private static @Nullable BigInteger whole(RegoValue value) {
        return value instanceof RegoNumber number && number.isWhole()
                ? number.decimal().toBigIntegerExact()
                : null;
    }
}
