package dev.gatehouse.rego.builtin;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoValue;

/// `array.*`.
final class ArrayParts {
    private ArrayParts() {}

    static List<Builtins.Entry> entries() {
        return new Family()
                .add("array.concat", 2, ArrayParts::concat)
                .add("array.flatten", 1, ArrayParts::flatten)
                .add("array.slice", 3, ArrayParts::slice)
                .add("array.reverse", 1, ArrayParts::reverse)
                .entries();
    }

    private static @Nullable RegoValue concat(BuiltinCall call, RegoValue[] of) {
        if (!(of[0] instanceof RegoArray a)) {
            return call.wrongType(1, "array");
        }
        if (!(of[1] instanceof RegoArray b)) {
            return call.wrongType(2, "array");
        }
        call.spend((long) a.size() + b.size());
        var both = RegoArray.builder();
        a.forEach(both::add);
        b.forEach(both::add);
        return both.build();
    }

    private static @Nullable RegoValue flatten(BuiltinCall call, RegoValue[] of) {
        if (!(of[0] instanceof RegoArray outer)) {
            return call.wrongType(1, "array");
        }
        var flat = RegoArray.builder();
        for (var item : outer) {
            call.spend(1 + Shape.size(item));
            if (item instanceof RegoArray inner) {
                inner.forEach(flat::add);
            } else {
                flat.add(item);
            }
        }
        return flat.build();
    }

    private static @Nullable RegoValue slice(BuiltinCall call, RegoValue[] of) {
        if (!(of[0] instanceof RegoArray array)) {
            return call.wrongType(1, "array");
        }
        var start = Shape.integer(of[1]);
        if (start == null) {
            return call.wrongType(2, "integer number");
        }
        var stop = Shape.integer(of[2]);
        if (stop == null) {
            return call.wrongType(3, "integer number");
        }
        int to = Math.clamp(stop, 0, array.size());
        int from = Math.clamp(start, 0, to);
        call.spend(to - from);
        return RegoArray.of(array.asList().subList(from, to));
    }

    private static @Nullable RegoValue reverse(BuiltinCall call, RegoValue[] of) {
        if (!(of[0] instanceof RegoArray array)) {
            return call.wrongType(1, "array");
        }
        call.spend(array.size());
        return RegoArray.of(array.asList().reversed());
    }
}
