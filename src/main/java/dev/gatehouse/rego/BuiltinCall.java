package dev.gatehouse.rego;

import org.jspecify.annotations.Nullable;

/// What a built-in may ask of the evaluation that calls it: steps, the time, and a place to say why it has no
/// result.
///
/// Threads: one; lives as long as the evaluation.
public final class BuiltinCall {
    private final Meter meter;
    private final boolean strict;
    private final long nowNs;

    BuiltinCall(Meter meter, boolean strict, long nowNs) {
        this.meter = meter;
        this.strict = strict;
        this.nowNs = nowNs;
    }

    /// Pays for work: one step for about one element looked at or sixteen characters made. Call it *before* the
    /// work.
    /// Errors: [EvaluationStopped] when the budget is spent.
    public void spend(long steps) {
        meter.spend(steps);
    }

    /// Nanoseconds since 1970, the same throughout one evaluation.
    public long nowNs() {
        return nowNs;
    }

    /// An argument (counted from 1) is of the wrong type.
    public @Nullable RegoValue wrongType(int operand, String expected) {
        if (strict) {
            throw new EvaluationStopped(
                    EvaluationStopped.Code.TYPE_ERROR, "operand " + operand + " must be " + expected);
        }
        return null;
    }

    /// The arguments have no result.
    public @Nullable RegoValue failed(String why) {
        if (strict) {
            throw new EvaluationStopped(EvaluationStopped.Code.BUILTIN_ERROR, why);
        }
        return null;
    }
}
