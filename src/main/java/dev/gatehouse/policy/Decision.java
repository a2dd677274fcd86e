package dev.gatehouse.policy;

import java.util.List;

/// What the policy says of a text.
public sealed interface Decision {
    /// Short, unique, in order of time.
    String id();

    /// The revision of the policy that decided.
    String revision();

    List<Reason> reasons();

    /// The same, decided anew.
    Decision as(String id);

    /// What somebody is told of it, in one line: these words, and the id to ask about.
    default String line(String words) {
        return words.replaceAll("\\p{Cntrl}+", " ") + " [decision " + id() + "]";
    }

    record Deny(String id, String revision, List<Reason> reasons) implements Decision {
        public Deny {
            reasons = List.copyOf(reasons);
        }

        @Override
        public Deny as(String id) {
            return new Deny(id, revision, reasons);
        }
    }

    /// Permitted, provided that every obligation is met.
    record Permit(String id, String revision, List<Reason> reasons, List<Obligation> obligations) implements Decision {
        public Permit {
            reasons = List.copyOf(reasons);
            obligations = List.copyOf(obligations);
        }

        @Override
        public Permit as(String id) {
            return new Permit(id, revision, reasons, obligations);
        }
    }
}
