package dev.gatehouse.inventory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.catalog.Table;

/// Has a target's columns looked at when the [Agenda] says so. Between two tables it rests four times as long as
/// the first took, so that a server is hardly troubled: it is busy for a fifth of the time at most, over one
/// connection. Threads: one of its own that waits most of the time; [#look], [#used] and [#close] may be called on
/// any.
final class SamplingRounds implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SamplingRounds.class);
    private static final long LONGEST_NANOS = Duration.ofDays(1).toNanos();
    private final String target;
    private final ColumnSampler sampler;
    private final Agenda agenda;
    private final Keeper keeper;
    private final Pace pace;
    private final Semaphore news = new Semaphore(0);
    private final Thread thread;
    private volatile @Nullable CatalogSnapshot latest;
    private volatile boolean closed;
    private volatile boolean used;
    private List<Table> tables = List.of();
    private @Nullable CatalogSnapshot listed;
    private long lastNanos;
    private boolean unreachable;

    /// @param again from one look at a table to the next
    /// @param soon the same where little was seen; then twice, four times as long …
    /// @param retry before a server that was out of reach is tried again, if nothing new comes before
    /// @param rest the least between two tables
    record Pace(Duration again, Duration soon, Duration retry, Duration rest) {
        static final Pace STANDARD =
                new Pace(Duration.ofHours(6), Duration.ofSeconds(15), Duration.ofMinutes(1), Duration.ofMillis(20));
    }

    /// What is done with what the rounds have found.
    @FunctionalInterface
    interface Keeper {
        /// A round has ended, be it because the server cannot be reached.
        ///
        /// @param tables all that are there to be looked at
        void keep(List<Table> tables);
    }

    SamplingRounds(String target, ColumnSampler sampler, Agenda agenda, Pace pace, Keeper keeper) {
        this.target = target;
        this.sampler = sampler;
        this.agenda = agenda;
        this.keeper = keeper;
        this.pace = pace;
        this.thread = Thread.ofVirtual().name("sampler-" + target).unstarted(this::run);
        thread.start();
    }

    /// There is a new snapshot. At once.
    void look(CatalogSnapshot snapshot) {
        latest = snapshot;
        news.release();
    }

    /// Somebody asks of the target's columns. At once.
    void used() {
        if (!used) { // each write takes the line away from the other cores
            used = true;
            news.release();
        }
    }

    private void run() {
        boolean failed = false;
        try {
            while (!closed) {
                long wait = failed ? pace.retry().toNanos() : Math.min(LONGEST_NANOS, agenda.waitNanos(tables));
                boolean _ = news.tryAcquire(wait, TimeUnit.NANOSECONDS);
                news.drainPermits();
                failed = !round();
                keep();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether it came to its end.
    private boolean round() throws InterruptedException {
        lastNanos = System.nanoTime();
        boolean inUse = used;
        try {
            if (inUse) {
                agenda.used();
            }
            list();
            List<Table> due = agenda.due(tables);
            if (!due.isEmpty()) {
                used = false; // who uses it from now on makes that tables are looked at again
                sampler.look(due, this::rest);
                unreachable = false;
            }
            return true;
        } catch (ColumnSampler.Unreachable e) {
            if (!unreachable && !closed) {
                LOG.warnf("columns not sampled target=%s why=%s", target, e.getMessage());
            }
            unreachable = true;
        } catch (RuntimeException | Error e) { // no memory, or no driver: what is known by names stays
            LOG.warnf(
                    "columns not sampled target=%s why=%s", target, e.getClass().getSimpleName());
        }
        if (inUse) {
            used = true; // those not reached are due still, and who uses it now must not hurry the next try
        }
        return false;
    }

    private void list() {
        CatalogSnapshot snapshot = latest;
        if (snapshot != null && snapshot != listed) {
            tables = ColumnSampler.tables(snapshot);
            agenda.retain(tables);
            listed = snapshot;
        }
    }

    /// Nothing is written once [#close] has returned.
    private synchronized void keep() {
        if (!closed) {
            keeper.keep(tables);
        }
    }

    private void rest() throws InterruptedException {
        long took = System.nanoTime() - lastNanos;
        TimeUnit.NANOSECONDS.sleep(Math.max(pace.rest().toNanos(), 4 * took));
        lastNanos = System.nanoTime();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        thread.interrupt();
    }
}
