package dev.gatehouse.rego;

import java.time.Duration;

/// How much one evaluation may cost.
///
/// @param steps statements run, elements looked at, and the like
/// @param calls how deep functions may call one another
public record Budget(long steps, Duration time, int calls) {
    public static final Budget STANDARD = new Budget(5_000_000, Duration.ofMillis(500), 128);

    public Budget {
        if (steps <= 0 || time.isNegative() || time.isZero() || calls <= 0) {
            throw new IllegalArgumentException("a budget is positive");
        }
    }
}
