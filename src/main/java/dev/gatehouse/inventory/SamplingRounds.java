package dev.gatehouse.inventory;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.catalog.CatalogSnapshot;

/// Has a target's columns looked at: tables that have come at once, all of them again every few hours. Between two
/// tables it rests four times as long as the first took, so that a server is hardly troubled. Threads: one of its
/// own that waits most of the time; [#look] and [#close] may be called on any.
final class SamplingRounds implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SamplingRounds.class);
    private final String target;
    private final ColumnSampler sampler;
    private final Pace pace;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread;
    private volatile @Nullable CatalogSnapshot latest;
    private volatile boolean closed;
    private long lastNanos;
    private boolean unreachable;

    /// @param again from one look at all tables to the next
    /// @param retry before a server that was out of reach is tried again
    /// @param rest the least between two tables
    record Pace(Duration again, Duration retry, Duration rest) {
        static final Pace STANDARD = new Pace(Duration.ofHours(6), Duration.ofMinutes(1), Duration.ofMillis(20));
    }

    SamplingRounds(String target, ColumnSampler sampler, Pace pace) {
        this.target = target;
        this.sampler = sampler;
        this.pace = pace;
        this.thread = Thread.ofVirtual().name("sampler-" + target).unstarted(this::run);
        thread.start();
    }

    /// There is a new snapshot. At once.
    void look(CatalogSnapshot snapshot) {
        latest = snapshot;
        news.release();
    }

    private void run() {
        long again = System.nanoTime() + pace.again().toNanos();
        boolean failed = false;
        try {
            while (!closed) {
                long wait = failed ? pace.retry().toNanos() : again - System.nanoTime();
                boolean told = news.tryAcquire(wait, TimeUnit.NANOSECONDS);
                news.drainPermits();
                boolean all = !told && !failed;
                if (all) {
                    again = System.nanoTime() + pace.again().toNanos();
                }
                CatalogSnapshot snapshot = latest;
                failed = snapshot != null && !round(snapshot, all);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether it came to its end.
    private boolean round(CatalogSnapshot snapshot, boolean all) throws InterruptedException {
        lastNanos = System.nanoTime();
        try {
            if (all) {
                sampler.all(snapshot, this::rest);
            } else if (sampler.anyNew(snapshot)) {
                sampler.newOnes(snapshot, this::rest);
            }
            unreachable = false;
            return true;
        } catch (ColumnSampler.Unreachable e) {
            if (!unreachable && !closed) {
                LOG.warnf("columns not sampled target=%s why=%s", target, e.getMessage());
            }
            unreachable = true;
            return false;
        } catch (RuntimeException | Error e) { // no memory, or no driver: what is known by names stays
            LOG.warnf(
                    "columns not sampled target=%s why=%s", target, e.getClass().getSimpleName());
            return false;
        }
    }

    private void rest() throws InterruptedException {
        long took = System.nanoTime() - lastNanos;
        TimeUnit.NANOSECONDS.sleep(Math.max(pace.rest().toNanos(), 4 * took));
        lastNanos = System.nanoTime();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
