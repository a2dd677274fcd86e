package dev.gatehouse.wire.pg;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import dev.gatehouse.wire.Refusal;

/// Ends a session on which nothing has moved for too long. A session that awaits an answer is not idle.
final class IdleTimeout {
    private final PgSession session;
    private final long timeoutNanos;

    private IdleTimeout(PgSession session, long timeoutNanos) {
        this.session = session;
        this.timeoutNanos = timeoutNanos;
    }

    /// Zero: no bound.
    static void watch(PgSession session, Duration timeout) {
        if (!timeout.isZero()) {
            new IdleTimeout(session, timeout.toNanos()).look();
        }
    }

    private void look() {
        if (session.isClosed()) {
            return;
        }
        long idle = System.nanoTime() - session.lastReadNanos();
        if (idle >= timeoutNanos && !session.isBusy()) {
            session.ending.end(new Refusal.ShuttingDown("terminating connection due to idle-session timeout"));
            return;
        }
        long wait = session.isBusy() ? timeoutNanos : timeoutNanos - idle;
        session.relay.client().channel().eventLoop().schedule(this::look, wait, TimeUnit.NANOSECONDS);
    }
}
