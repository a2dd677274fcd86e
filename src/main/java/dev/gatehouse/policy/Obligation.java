package dev.gatehouse.policy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What must be done for a statement to be permitted. Whoever cannot do it refuses the statement.
public sealed interface Obligation {
    /// The name in the policy's output.
    String type();

    /// Wait until `quorum` of the reviewers have agreed.
    ///
    /// @param reviewers the groups whose members may agree
    record Hold(List<String> reviewers, int quorum, Optional<Duration> expires) implements Obligation {
        public Hold {
            reviewers = List.copyOf(reviewers);
        }

        @Override
        public String type() {
            return "hold";
        }
    }

    /// Mask values: by sensitive kind (`*` is every kind that is not named) and by column.
    ///
    /// @param atScan columns that conditions, joins and orders shall see masked too
    record Mask(Map<String, String> kinds, Map<String, String> columns, List<String> atScan) implements Obligation {
        /// The masks of the contract; any other is not understood.
        public static final Set<String> MASKS = Set.of("redact", "partial", "hash", "null");

        public Mask {
            kinds = Map.copyOf(kinds);
            columns = Map.copyOf(columns);
            atScan = List.copyOf(atScan);
        }

        public Mask(Map<String, String> kinds, Map<String, String> columns) {
            this(kinds, columns, List.of());
        }

        @Override
        public String type() {
            return "mask";
        }
    }

    record LimitRows(long rows) implements Obligation {
        @Override
        public String type() {
            return "limit_rows";
        }
    }

    record ReadOnly() implements Obligation {
        @Override
        public String type() {
            return "read_only";
        }
    }

    record Timeout(Duration after) implements Obligation {
        @Override
        public String type() {
            return "timeout";
        }
    }
}
