package dev.gatehouse.wire.mysql;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.wire.Refusal;

/// Ends a session whose client has sent no command for too long. A session that awaits an answer is not idle.
final class IdleTimeout {
    private final MysqlSession session;
    private final long timeoutNanos;

    private IdleTimeout(MysqlSession session, long timeoutNanos) {
        this.session = session;
        this.timeoutNanos = timeoutNanos;
    }

    /// Zero: no bound.
    static void watch(MysqlSession session, Duration timeout) {
        if (timeout.isPositive()) {
            IdleTimeout idle = new IdleTimeout(session, timeout.toNanos());
            idle.lookIn(idle.timeoutNanos);
        }
    }

    private void lookIn(long nanos) {
        session.client.channel().eventLoop().schedule(this::look, nanos, TimeUnit.NANOSECONDS);
    }

    private void look() {
        long left = timeoutNanos - session.idleNanos();
        if (left <= 0) {
            session.ending.end(new Refusal.ShuttingDown("The session was idle for too long."));
        } else if (!session.isClosed()) {
            lookIn(left);
        }
    }
}
