package dev.gatehouse.wire;

import java.util.concurrent.CompletionStage;

/// Rules on each statement before a byte of it reaches the server.
///
/// Threads: called on the session's event loop; may complete on any thread, and often completes at once. An
/// exceptional completion is treated as `Refusal.Internal`.
public interface StatementGate {
    CompletionStage<Ruling> rule(Session session, StatementRequest request);
}
