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

    private final ConstantRules constants;
    private int replacements;

    /// @param constants those of the same plan over the same data
    Run(Budget budget, boolean strict, long nowNs, ConstantRules constants) {
        meter = new Meter(budget);
        call = new BuiltinCall(meter, strict, nowNs);
        this.constants = constants;
        remembered = constants.start();
    }

    /// Hides what was remembered, since it may not hold under a changed input or data; returns it for [#restore].
    @Nullable
    Object[] forget() {
        var before = remembered;
        remembered = new Object[before.length];
        replacements++;
        return before;
    }

    void restore(@Nullable Object[] before) {
        remembered = before;
        replacements--;
    }

    /// A rule that depends on data alone has this value.
    void found(int slot, Object value) {
        if (replacements == 0) {
            constants.add(slot, value);
        }
    }
}
