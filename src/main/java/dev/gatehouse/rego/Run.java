package dev.gatehouse.rego;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// The moving parts of one evaluation: budget, remembered rules, results. Threads: one.
final class Run {
    final Meter meter;
    final BuiltinCall call;
    final List<RegoValue> results = new ArrayList<>(1);

    /// By the slot of each rule: its value, [#UNDEFINED], or null when it was not evaluated yet. Replaced under
    /// `with`.
    @Nullable
    Object[] remembered;

    /// What the last `return` gave.
    @Nullable
    RegoValue returned;

    static final Object UNDEFINED = new Object();

    Run(Budget budget, boolean strict, long nowNs, int rules) {
        meter = new Meter(budget);
        call = new BuiltinCall(meter, strict, nowNs);
        remembered = new Object[rules];
    }

    /// Hides what was remembered, since it may not hold under a changed input or data; returns it for [#restore].
    @Nullable
    Object[] forget() {
        var before = remembered;
        remembered = new Object[before.length];
        return before;
    }

    void restore(@Nullable Object[] before) {
        remembered = before;
    }
}
