package dev.gatehouse.gateway.reading;

import dev.gatehouse.gateway.session.SessionScope;
import dev.gatehouse.wire.Badge;
import dev.gatehouse.wire.Session;

/// The badge of a session whose texts are read: what is kept for it from one text to the next.
public interface ReadingBadge extends Badge {
    /// What the session has done.
    SessionScope scope();

    /// The readings of EXECUTE that it has used lately.
    KnownExecutions executions();

    /// Errors: `IllegalStateException` for a session that nobody has let in.
    static ReadingBadge of(Session session) {
        if (session.badge() instanceof ReadingBadge badge) {
            return badge;
        }
        throw new IllegalStateException("a session without a principal");
    }
}
