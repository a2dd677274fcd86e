package dev.gatehouse.support;

import java.time.Duration;

import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.StatementRequest;
import dev.gatehouse.wire.Terms;

/// Terms on which the texts of a test are permitted, as the gateway would put them: one that has no `;` is one
/// statement, and if it begins with `select` one query.
public final class TextTerms {
    public static final Duration TIME = Duration.ofSeconds(30);
    public static final Refusal TIME_UP = new Refusal.TimedOut("time is up", "d-1");
    public static final Refusal OVERRUN = new Refusal.Cancelled("no end of rows", "d-1");

    private TextTerms() {}

    public static Terms rows(long most, StatementRequest request) {
        boolean one = !request.sql().contains(";");
        boolean oneQuery = one && request.sql().startsWith("select");
        return new Terms(one, false, new Terms.RowLimit(most, oneQuery, "only so many", OVERRUN), null);
    }

    public static Terms time(StatementRequest request) {
        return new Terms(!request.sql().contains(";"), false, null, new Terms.TimeLimit(TIME, TIME_UP));
    }

    public static Terms readOnly(StatementRequest request) {
        return new Terms(!request.sql().contains(";"), true, null, null);
    }
}
