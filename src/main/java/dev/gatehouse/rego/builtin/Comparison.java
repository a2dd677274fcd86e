package dev.gatehouse.rego.builtin;

import java.util.List;

import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoBoolean;
import dev.gatehouse.rego.RegoValue;

/// Comparisons of any two values.
final class Comparison {
    private Comparison() {}

    static List<Builtins.Entry> entries() {
        return new Family()
                .add("gt", 2, (call, of) -> RegoBoolean.of(order(call, of) > 0))
                .add("gte", 2, (call, of) -> RegoBoolean.of(order(call, of) >= 0))
                .add("lt", 2, (call, of) -> RegoBoolean.of(order(call, of) < 0))
                .add("lte", 2, (call, of) -> RegoBoolean.of(order(call, of) <= 0))
                .add("equal", 2, (call, of) -> RegoBoolean.of(same(call, of)))
                .add("neq", 2, (call, of) -> RegoBoolean.of(!same(call, of)))
                .entries();
    }

    private static boolean same(BuiltinCall call, RegoValue[] of) {
        call.walk(of[0]);
        return of[0].equals(of[1]);
    }

    private static int order(BuiltinCall call, RegoValue[] of) {
        call.walk(of[0]);
        call.walk(of[1]);
        return RegoValue.ORDER.compare(of[0], of[1]);
    }
}
