package dev.gatehouse.sql;

import java.util.List;
import java.util.Optional;

/// What a text was read as. Total: every text has one.
public sealed interface Analysis {
    /// Hex digits that are equal for texts which differ only in literals, comments and white space.
    String fingerprint();

    /// One entry a statement, in order; empty for a text without a statement.
    record Understood(List<StatementFacts> statements, String fingerprint) implements Analysis {
        public Understood {
            statements = List.copyOf(statements);
        }
    }

    /// `why` is for people: what stopped the reading, without quoting literals.
    ///
    /// @param missing whether a name is not in the catalogue, which a newer one may know
    /// @param absent that name, where it stands in the text itself, and the text is one statement with no other
    ///     fault
    record NotUnderstood(String why, String fingerprint, boolean missing, Optional<AbsentName> absent)
            implements Analysis {
        public NotUnderstood(String why, String fingerprint) {
            this(why, fingerprint, false, Optional.empty());
        }
    }
}
