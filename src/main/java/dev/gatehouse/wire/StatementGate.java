package dev.gatehouse.wire;

import java.util.concurrent.CompletionStage;

/// Rules on each statement before a byte of it reaches the server.
///
/// Threads: called on the session's event loop; may complete on any thread, and often completes at once. An
/// exceptional completion is treated as `Refusal.Internal`.
public interface StatementGate {
    CompletionStage<Ruling> rule(Session session, StatementRequest request);

    /// The server has said where it stands. Told in the order of its answers: behind the end of each statement that
    /// was answered before. Threads: the session's event loop.
    default void stands(Session session, Standing standing) {}

    /// What the client gets for the payload of a notification that another session has sent through the server, at
    /// any time. Threads: the session's event loop.
    default String notified(Session session, String channel, String payload) {
        return payload;
    }

    /// The server has thrown away what the session had made for itself: settings, tables, prepared statements.
    /// Threads: the session's event loop.
    default void reset(Session session) {}
}
