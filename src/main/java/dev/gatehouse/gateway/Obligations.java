package dev.gatehouse.gateway;

import java.util.Optional;

import dev.gatehouse.policy.Decision;
import dev.gatehouse.policy.Obligation;
import dev.gatehouse.policy.Reason;

/// Which obligations this gateway can meet. A permit with one that it cannot is a deny.
final class Obligations {
    private Obligations() {}

    /// `permit` itself, or the deny that it comes to.
    static Decision bind(Decision.Permit permit) {
        if (permit.obligations().isEmpty()) {
            return permit;
        }
        return permit.obligations().stream()
                .flatMap(obligation -> unmet(obligation).stream())
                .findFirst()
                .<Decision>map(reason -> new Decision.Deny(permit.id(), permit.revision(), java.util.List.of(reason)))
                .orElse(permit);
    }

    private static Optional<Reason> unmet(Obligation obligation) {
        String what =
                switch (obligation) {
                    case Obligation.Hold _ -> "a reviewer's approval, which this gateway cannot ask for";
                    case Obligation.Mask _ -> "masked columns, which this gateway cannot do";
                    case Obligation.LimitRows _ -> "a limit on rows, which this gateway cannot keep";
                    case Obligation.ReadOnly _ -> "a read-only transaction, which this gateway cannot enforce";
                    case Obligation.Timeout _ -> "a time limit, which this gateway cannot keep";
                };
        return Optional.of(new Reason(
                "obligation/" + obligation.type(),
                "the policy permits it only with " + what + "; ask the policy's owners for another way"));
    }
}
