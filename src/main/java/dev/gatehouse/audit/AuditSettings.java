package dev.gatehouse.audit;

import dev.gatehouse.journal.Durability;

/// How statements are recorded.
///
/// @param read how durable the entry of a permitted statement that only reads must be before it is forwarded
/// @param write the same for every other statement, and for refusals
/// @param literals whether SQL keeps its literals on the record
public record AuditSettings(Durability read, Durability write, Literals literals) {
    /// KEEP: the text as the client sent it. REPLACE: each literal is `?`.
    public enum Literals {
        KEEP,
        REPLACE
    }

    public static final AuditSettings STANDARD =
            new AuditSettings(Durability.WRITTEN, Durability.SYNCED, Literals.KEEP);
}
