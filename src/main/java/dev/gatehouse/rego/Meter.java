package dev.gatehouse.rego;

import org.jspecify.annotations.Nullable;

/// Counts the steps of one evaluation and looks at the clock every [#STRIDE] of them. Threads: one.
final class Meter {
    static final int STRIDE = 4_096;

    /// Bounds what one comparison or one look-up can take before the clock is looked at again.
    private static final long MAX_WEIGHT = 1 << 21;

    private final Budget budget;
    private final long startedNs;
    private long left;
    private long maxWeight = MAX_WEIGHT;
    private int untilClock = STRIDE;
    private int depth;

    Meter(Budget budget) {
        this.budget = budget;
        startedNs = System.nanoTime();
        left = budget.steps();
    }

    void step() {
        if (--untilClock < 0) {
            lookAtClock(STRIDE);
        }
    }

    void spend(long steps) {
        if (steps < untilClock) {
            untilClock -= (int) steps;
        } else {
            lookAtClock(steps);
        }
    }

    /// What an evaluation was given may be worked with, however large: its parts with their paths, for one.
    void given(@Nullable RegoValue value) {
        if (value != null) {
            maxWeight = Math.min(RegoValue.MAX_WEIGHT - 1, maxWeight + 8 * value.weight());
        }
    }

    /// Refuses a value that was made too large: one that holds its parts over and over is small in memory and
    /// endless to walk.
    <T extends RegoValue> T made(T value) {
        if (value.weight() > maxWeight) {
            throw new EvaluationStopped(EvaluationStopped.Code.BUDGET_SPENT, "a value is too large");
        }
        return value;
    }

    /// Pays for a walk through a value, such as a comparison; small ones are part of the step they are made in.
    void walk(RegoValue value) {
        spend(value.weight() >> 2);
    }

    private void lookAtClock(long spent) {
        left -= Math.max(spent, STRIDE);
        untilClock = STRIDE;
        if (left < 0) {
            throw new EvaluationStopped(EvaluationStopped.Code.BUDGET_SPENT, "step budget spent");
        }
        if (System.nanoTime() - startedNs > budget.time().toNanos()) {
            throw new EvaluationStopped(EvaluationStopped.Code.BUDGET_SPENT, "time budget spent");
        }
    }

    void enterCall() {
        if (++depth > budget.calls()) {
            throw new EvaluationStopped(EvaluationStopped.Code.BUDGET_SPENT, "functions call one another too deeply");
        }
    }

    void leaveCall() {
        depth--;
    }
}
