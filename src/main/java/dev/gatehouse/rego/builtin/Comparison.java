package dev.gatehouse.rego.builtin;

import java.util.List;

import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoBoolean;
import dev.gatehouse.rego.RegoValue;

/// Comparisons of any two values.
final class Comparison {
    private Comparison() {}

    static List<Builtins.Entry> entries() {
        return new Family()
                .add("gt", 2, (_, of) -> RegoBoolean.of(order(of) > 0))
                .add("gte", 2, (_, of) -> RegoBoolean.of(order(of) >= 0))
                .add("lt", 2, (_, of) -> RegoBoolean.of(order(of) < 0))
                .add("lte", 2, (_, of) -> RegoBoolean.of(order(of) <= 0))
                .add("equal", 2, (_, of) -> RegoBoolean.of(of[0].equals(of[1])))
                .add("neq", 2, (_, of) -> RegoBoolean.of(!of[0].equals(of[1])))
                .entries();
    }

    private static int order(RegoValue[] of) {
        return RegoValue.ORDER.compare(of[0], of[1]);
    }
}
