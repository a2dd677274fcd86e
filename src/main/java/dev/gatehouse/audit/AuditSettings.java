package dev.gatehouse.audit;

import dev.gatehouse.journal.Durability;

/// How statements are recorded.
///
/// @param read how durable the entry of a permitted statement that only reads must be before it is forwarded
/// @param write the same for every other statement, and for refusals
/// @param literals whether SQL keeps its literals on the record
public record AuditSettings(Durability read, Durability write, Literals literals) {
    public enum Literals {
        /// The text as the client sent it.
        KEEP,
        /// `?` for the literals that meet a sensitive column, or may do so, and for whatever else is sensitive by
        /// its content.
        SENSITIVE,
        /// `?` for each literal.
        REPLACE
    }

    public static final AuditSettings STANDARD =
            new AuditSettings(Durability.WRITTEN, Durability.SYNCED, Literals.SENSITIVE);
}
