package dev.gatehouse.journal;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

import org.jboss.logging.Logger;

/// Times the appends that somebody waits for: from the call to the moment when the entry is as durable as asked.
/// Threads: any.
final class AppendClock {
    private static final Logger LOG = Logger.getLogger(AppendClock.class);

    /// The beginning of an append that nobody waits for.
    static final long NOT_TIMED = Long.MIN_VALUE;

    private final LongSupplier nanoTime;
    private volatile LongConsumer listener = nanos -> {};

    AppendClock(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// `listener` gets nanoseconds, where the writing or the syncing is done.
    void tell(LongConsumer listener) {
        this.listener = listener;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    void ended(long sinceNanos) {
        if (sinceNanos != NOT_TIMED) {
            try {
                listener.accept(nanoTime.getAsLong() - sinceNanos);
            } catch (RuntimeException e) {
                LOG.errorf(e, "append not measured");
            }
        }
    }
}
