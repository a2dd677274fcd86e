package dev.gatehouse.journal;

import java.util.concurrent.TimeUnit;

/// Whether the disk is quick enough to be written to by a thread that others wait for. A slow one is left to the
/// journal's own thread for a while, so that it stalls no event loop again and again.
///
/// Threads: one at a time, which the caller's lock sees to.
final class DiskPace {
    /// Two writes in place on end that take longer than this mean that the disk is slow. One alone does not: on a
    /// busy machine the thread may have lost its core in the middle.
    static final long SLOW_WRITE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /// One write in place that takes longer than this does.
    static final long STALLED_WRITE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /// How long a slow disk rests at first; twice as long each time that it has not become quick by then.
    private static final long FIRST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /// How long at most.
    static final long MOST_REST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private boolean slowBefore;
    private long restNanos = FIRST_REST_NANOS;
    private long restsUntilNanos;

    DiskPace(long nowNanos) {
        restsUntilNanos = nowNanos;
    }

    /// Whether nobody may write in place now.
    boolean rests(long nowNanos) {
        return nowNanos - restsUntilNanos < 0;
    }

    /// A write in place has ended; answers whether the next ones are left to the journal's own thread.
    boolean wrote(long startNanos, long nowNanos) {
        long took = nowNanos - startNanos;
        boolean longer = took > SLOW_WRITE_NANOS;
        boolean slow = took > STALLED_WRITE_NANOS || longer && slowBefore;
        slowBefore = longer;
        if (slow) {
            restsUntilNanos = nowNanos + restNanos;
            restNanos = Math.min(2 * restNanos, MOST_REST_NANOS);
        } else if (!longer) {
            restNanos = FIRST_REST_NANOS;
        }
        return slow;
    }
}
