package dev.gatehouse.rego;

/// Counts the steps of one evaluation and looks at the clock every [#STRIDE] of them. Threads: one.
final class Meter {
    static final int STRIDE = 4_096;

    private final Budget budget;
    private final long startedNs;
    private long left;
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
