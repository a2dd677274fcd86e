package dev.gatehouse.wire.pg;

import dev.gatehouse.wire.ResultWatch;
import dev.gatehouse.wire.Terms;

/// Where a session stands with its client.
///
/// ```
/// Negotiating → Authenticating → Dialling → Ready (→ Settling) ⇄ Judging → Probing | Describing → Ready …
///                                             Ready ⇄ SkippingToSync, Ready ⇄ CopyIn, any → Leaving, any → Closed
/// ```
sealed interface PgPhase {
    /// Encryption and version are being settled.
    record Negotiating() implements PgPhase {}

    /// The password is awaited, or judged.
    record Authenticating() implements PgPhase {}

    /// The server leg is being opened.
    record Dialling() implements PgPhase {}

    /// Messages are taken as they come.
    record Ready() implements PgPhase {}

    /// A message waits: until the server has reported the settings that its text is read by, or until nothing runs
    /// any more that may have to be stopped.
    record Settling() implements PgPhase {}

    /// A statement waits for its ruling, and everything behind it.
    record Judging(HeldStatement statement) implements PgPhase {}

    /// An `Execute` may pass if its columns may; the server has been asked for them, and tells them by `answer`:
    /// those of its portal, or those of its prepared statement.
    record Probing(HeldStatement statement, ResultWatch watch, Terms terms, Reply answer, boolean ofPortal)
            implements PgPhase {}

    /// A `Query` that is a copy waits for the columns of the query that it copies, which are told by `answer`.
    record Describing(HeldStatement statement, String sql, ResultWatch watch, Terms terms, Reply answer)
            implements PgPhase {}

    /// After an error, what the client sends up to its `Sync` vanishes, as at a server.
    record SkippingToSync() implements PgPhase {}

    /// The server reads copy data.
    record CopyIn() implements PgPhase {}

    /// The client has said goodbye; the server ends the session.
    record Leaving() implements PgPhase {}

    record Closed() implements PgPhase {}

    PgPhase READY = new Ready();
    PgPhase SKIPPING_TO_SYNC = new SkippingToSync();
    PgPhase SETTLING = new Settling();
    PgPhase COPY_IN = new CopyIn();
    PgPhase LEAVING = new Leaving();
    PgPhase CLOSED = new Closed();
}
