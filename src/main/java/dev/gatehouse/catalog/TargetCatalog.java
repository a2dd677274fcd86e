package dev.gatehouse.catalog;

import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The catalogue of one target: the last snapshot, and when it is fetched again. At most one fetch runs; who asks
/// meanwhile for one that begins later shares the next. Threads: any; fetches run on the executor.
public final class TargetCatalog {
    private static final Logger LOG = Logger.getLogger(TargetCatalog.class);
    private static final long MOST_WAITED_NANOS = 3_000_000_000L;

    private final String name;
    private final CatalogSource source;
    private final Executor executor;
    private final Catalogs.Pace pace;
    private volatile @Nullable CatalogSnapshot current;
    private volatile boolean used;
    private boolean invalid;
    private long versions;
    private long beganNanos;
    private long endedNanos;
    private long tookNanos;
    private @Nullable CompletableFuture<Void> running;
    private @Nullable CompletableFuture<Void> next;
    private @Nullable CompletableFuture<Void> looking;
    private volatile @Nullable CompletableFuture<Void> settling;

    TargetCatalog(String name, CatalogSource source, Executor executor, Catalogs.Pace pace) {
        this.name = name;
        this.source = source;
        this.executor = executor;
        this.pace = pace;
        this.endedNanos = System.nanoTime() - pace.rest().toNanos();
        this.beganNanos = endedNanos - 1;
    }

    /// The last snapshot; empty until there is one, while a known change is being read ([#settling]), and after one
    /// that could not be.
    public Optional<CatalogSnapshot> current() {
        if (!used) { // each write takes the line away from the other cores
            used = true;
        }
        return settling == null ? Optional.ofNullable(current) : Optional.empty();
    }

    /// Completes, always normally, when a change that is known has been read; null if there is none. What was
    /// prepared before it will be planned anew by the server, so nobody is judged by what was there before.
    public @Nullable CompletionStage<Void> settling() {
        return settling;
    }

    /// Fetches anew. The stage completes, always normally, when a fetch that begins from now on has ended.
    public synchronized CompletionStage<Void> refresh() {
        if (running == null) {
            CompletableFuture<Void> started = new CompletableFuture<>();
            running = started;
            start(started);
            return started;
        }
        if (next == null) {
            next = new CompletableFuture<>();
        }
        return next;
    }

    /// The same after a change that is known: what was fetched before is no longer right.
    public synchronized CompletionStage<Void> changed() {
        invalid = true;
        return refresh();
    }

    /// As [#look(long)] for a name that was missed just now.
    public CompletionStage<Void> look() {
        return look(System.nanoTime());
    }

    /// Fetches anew for a name that was missed: with the fetch that is under way, at once, or after a short rest.
    /// If the rest is a long one, or a fetch has begun since, nothing is fetched.
    ///
    /// @param missedNanos when it was missed, by `System.nanoTime()`
    public synchronized CompletionStage<Void> look(long missedNanos) {
        if (running != null) {
            return running;
        }
        if (beganNanos - missedNanos >= 0) {
            return CompletableFuture.completedStage(null);
        }
        if (looking != null) {
            return looking;
        }
        long rest = Math.max(pace.rest().toNanos(), pace.fetches() * tookNanos) - (System.nanoTime() - endedNanos);
        if (rest > MOST_WAITED_NANOS) {
            return CompletableFuture.completedStage(null);
        }
        return rest <= 0 ? refresh() : after(rest);
    }

    private CompletionStage<Void> after(long restNanos) {
        CompletableFuture<Void> rested = new CompletableFuture<>();
        looking = rested;
        later(restNanos, () -> {
            synchronized (this) {
                looking = null;
            }
            refresh().thenRun(() -> rested.complete(null));
        });
        return rested;
    }

    /// The same as [#changed], a little later: a change may be announced before it can be seen. Until it has been
    /// read there is no snapshot.
    public void changedJustNow() {
        CompletableFuture<Void> settled = new CompletableFuture<>();
        synchronized (this) {
            settling = settled;
        }
        later(pace.seen().toNanos(), () -> changed().thenRun(() -> settle(settled)));
    }

    /// The last of several changes brings the snapshot back.
    private void settle(CompletableFuture<Void> settled) {
        synchronized (this) {
            if (settling == settled) {
                settling = null;
            }
        }
        settled.complete(null);
    }

    /// Fetches anew in a moment: something ran that may have changed anything.
    public void lookLater() {
        later(pace.seen().toNanos(), this::look);
    }

    /// On the timer's own thread, which only starts a fetch: who waits is told even if there is no thread for that.
    private static void later(long nanos, Runnable step) {
        CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, Runnable::run)
                .execute(step);
    }

    /// Fetches anew if anybody has asked since the last time.
    void poll() {
        if (used) {
            used = false;
            var _ = refresh();
        }
    }

    private void start(CompletableFuture<Void> done) {
        try {
            executor.execute(() -> fetch(done));
        } catch (RejectedExecutionException | OutOfMemoryError notStarted) { // closing, or no thread for it
            lose();
            running = null;
            done.complete(null);
        }
    }

    private void fetch(CompletableFuture<Void> done) {
        long start = System.nanoTime();
        boolean certain = begin(start);
        try {
            take(source.fetch());
        } catch (SQLException | RuntimeException | Error failure) { // no memory, or no driver: as little is known then
            LOG.warnf("catalogue not fetched target=%s why=%s", name, failure);
            if (!certain) {
                lose();
            }
        } finally {
            end(done, System.nanoTime() - start);
        }
    }

    /// Whether the last snapshot is still thought right.
    private synchronized boolean begin(long now) {
        beganNanos = now;
        boolean certain = !invalid;
        invalid = false;
        return certain;
    }

    private synchronized void take(Schemas fetched) {
        CatalogSnapshot known = current;
        if (known == null || !known.schemas().equals(fetched)) {
            CatalogSnapshot snapshot = new CatalogSnapshot(++versions, fetched);
            current = snapshot;
            LOG.infof(
                    "catalogue in force target=%s version=%d tables=%d",
                    name, snapshot.version(), snapshot.tableCount());
        }
    }

    private synchronized void lose() {
        current = null;
    }

    private void end(CompletableFuture<Void> done, long nanos) {
        synchronized (this) {
            tookNanos = nanos;
            endedNanos = System.nanoTime();
            CompletableFuture<Void> waiting = next;
            running = waiting;
            next = null;
            if (waiting != null) {
                start(waiting);
            }
        }
        done.complete(null);
    }
}
