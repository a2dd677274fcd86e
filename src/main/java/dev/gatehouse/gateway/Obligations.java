package dev.gatehouse.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.gateway.masking.MaskRules;
import dev.gatehouse.gateway.masking.MaskTerms;
import dev.gatehouse.gateway.masking.Masking;
import dev.gatehouse.gateway.reading.Reading;
import dev.gatehouse.policy.Decision;
import dev.gatehouse.policy.Obligation;
import dev.gatehouse.policy.Reason;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Target;
import dev.gatehouse.wire.Terms;

/// What a permit's obligations come to: terms that the session keeps, the strictest of each kind, or a deny. A
/// permit with an obligation that this gateway cannot meet for this text is a deny.
final class Obligations {
    /// The rule that refuses what cannot be held to reading.
    static final String READ_ONLY = "obligation/read_only";

    private static final int MOST_REASONS = 2;

    private Obligations() {}

    /// A decision, and the terms that come with a permit: the session's, and those of the values.
    record Bound(Decision decision, Terms terms, MaskTerms masks) {
        static Bound of(Decision.Deny deny) {
            return new Bound(deny, Terms.NONE, MaskTerms.NONE);
        }

        /// What was permitted, refused for these reasons.
        Bound denied(List<Reason> reasons) {
            return of(new Decision.Deny(decision.id(), decision.revision(), reasons));
        }
    }

    static Bound bind(
            Decision.Permit permit, Reading reading, Target target, Masking masking, MaskRules.Beside beside) {
        if (permit.obligations().isEmpty()) {
            return new Bound(permit, Terms.NONE, MaskTerms.NONE);
        }
        long rows = Long.MAX_VALUE;
        @Nullable Duration time = null;
        boolean readOnly = false;
        List<Obligation.Mask> asked = new ArrayList<>();
        for (Obligation obligation : permit.obligations()) {
            Optional<Reason> unmet = unmet(obligation);
            if (unmet.isPresent()) {
                return denied(permit, unmet.get());
            }
            switch (obligation) {
                case Obligation.LimitRows limit -> rows = Math.min(rows, limit.rows());
                case Obligation.Timeout limit ->
                    time = time == null || limit.after().compareTo(time) < 0 ? limit.after() : time;
                case Obligation.ReadOnly _ -> readOnly = true;
                case Obligation.Mask mask -> asked.add(mask);
                case Obligation.Hold _ -> throw new IllegalStateException(obligation.type());
            }
        }
        Terms.Access access = Terms.Access.ANY;
        if (readOnly) {
            switch (ReadOnlyTexts.of(target.protocol()).judge(reading)) {
                case ReadOnlyTexts.Verdict.Unfit(String why) -> {
                    return denied(permit, reason("read_only", "the policy permits only reading here, and " + why));
                }
                case ReadOnlyTexts.Verdict.Fit(Terms.Access needed) -> access = needed;
            }
        }
        MaskTerms masks;
        try {
            masks = masking.terms(target.name(), asked);
        } catch (MaskTerms.NotUnderstood e) {
            return denied(
                    permit,
                    reason("mask", "the policy asks for " + e.getMessage() + "; ask the policy's owners to mend it"));
        }
        Optional<Reason> unfit = MaskRules.broken(masks, reading, beside);
        if (unfit.isPresent()) {
            return denied(permit, unfit.get());
        }
        return new Bound(
                permit,
                new Terms(
                        reading.isOneStatement(),
                        access,
                        rows == Long.MAX_VALUE ? null : rowLimit(permit, rows, reading),
                        time == null ? null : timeLimit(permit, time)),
                masks);
    }

    private static Bound denied(Decision.Permit permit, Reason reason) {
        return Bound.of(new Decision.Deny(permit.id(), permit.revision(), List.of(reason)));
    }

    private static Optional<Reason> unmet(Obligation obligation) {
        String what =
                switch (obligation) {
                    case Obligation.Hold _ -> "a reviewer's approval, which this gateway cannot ask for";
                    case Obligation.Mask _, Obligation.LimitRows _, Obligation.ReadOnly _, Obligation.Timeout _ -> "";
                };
        return what.isEmpty()
                ? Optional.empty()
                : Optional.of(reason(
                        obligation.type(),
                        "the policy permits it only with " + what + "; ask the policy's owners for another way"));
    }

    private static Reason reason(String type, String message) {
        return new Reason("obligation/" + type, message);
    }

    private static Terms.RowLimit rowLimit(Decision.Permit permit, long most, Reading reading) {
        String limit = "the policy shows at most " + most + (most == 1 ? " row" : " rows") + said(permit);
        return new Terms.RowLimit(
                most,
                reading.isOneQuery(),
                permit.line("result ended after " + most + (most == 1 ? " row: " : " rows: ") + limit
                        + "; narrow the condition, aggregate, or page through it"),
                new Refusal.Cancelled(
                        permit.line("statement stopped: it did not come to an end of its rows, of which " + limit
                                + "; add a LIMIT, or send it as one query of its own"),
                        permit.id()));
    }

    private static Terms.TimeLimit timeLimit(Decision.Permit permit, Duration most) {
        return new Terms.TimeLimit(
                most,
                new Refusal.TimedOut(
                        permit.line("statement stopped after " + words(most) + ": the policy gives it no more time"
                                + said(permit) + "; narrow the condition, or split the work"),
                        permit.id()));
    }

    /// The sentences of the rules, where they gave any.
    private static String said(Decision.Permit permit) {
        return permit.reasons().isEmpty()
                ? ""
                : permit.reasons().stream()
                        .limit(MOST_REASONS)
                        .map(Reason::message)
                        .collect(Collectors.joining("; also: ", " (", ")"));
    }

    private static String words(Duration time) {
        return time.toMillis() % 1_000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }
}
