package dev.gatehouse.rego;

import org.jspecify.annotations.Nullable;

/// What a built-in may ask of the evaluation that calls it: steps, the time, and a place to say why it has no
/// result.
///
/// Threads: one; lives as long as the evaluation.
public final class BuiltinCall {
    /// Characters; bounds the time of one call, which is not interrupted.
    private static final int MAX_TEXT = 1 << 22;

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

    /// Pays for walking all of a value: to compare it, to print it. Call it *before*.
    public void walk(RegoValue value) {
        meter.walk(value);
    }

    /// Refuses a value that was made too large; to be asked after each step that may make one hold another twice.
    public <T extends RegoValue> T made(T value) {
        return meter.made(value);
    }

    /// Pays for characters, and refuses a text that grows too long. Call it *before* they are written.
    ///
    /// @param soFar characters written already
    public void write(long soFar, long more) {
        if (soFar + more > MAX_TEXT) {
            throw new EvaluationStopped(EvaluationStopped.Code.BUDGET_SPENT, "a text is too long");
        }
        meter.spend(more >> 4);
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
