package dev.gatehouse.policy;

import java.util.List;

/// What the policy says of a text.
public sealed interface Decision {
    /// Short, unique, in order of time.
    String id();

    /// The revision of the policy that decided.
    String revision();

    List<Reason> reasons();

    record Deny(String id, String revision, List<Reason> reasons) implements Decision {
        public Deny {
            reasons = List.copyOf(reasons);
        }
    }

    /// Permitted, provided that every obligation is met.
    record Permit(String id, String revision, List<Reason> reasons, List<Obligation> obligations) implements Decision {
        public Permit {
            reasons = List.copyOf(reasons);
            obligations = List.copyOf(obligations);
        }
    }
}
