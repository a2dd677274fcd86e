package dev.gatehouse.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Brings written entries to the disk, all that wait with one sync, on a thread of its own: an entry that only has
/// to be written never waits for the disk.
final class JournalSyncer {
    private static final Logger LOG = Logger.getLogger(JournalSyncer.class);

    /// @param sinceNanos when it was appended, by the [AppendClock]
    record Unsynced(CompletableFuture<EntryIndex> done, EntryIndex index, long sinceNanos) {}

    private final EntryFile file;
    private final AtomicInteger outstanding;
    private final AppendClock clock;
    private final Thread thread;
    private volatile @Nullable JournalFailure failure;
    private List<Unsynced> waiting = new ArrayList<>();
    private boolean closed;

    JournalSyncer(EntryFile file, AtomicInteger outstanding, AppendClock clock) {
        this.file = file;
        this.outstanding = outstanding;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("journal-syncer").start(this::run);
    }

    @Nullable
    JournalFailure failure() {
        return failure;
    }

    synchronized void add(List<Unsynced> entries) {
        waiting.addAll(entries);
        notifyAll();
    }

    private void run() {
        for (List<Unsynced> batch = next(); !batch.isEmpty(); batch = next()) {
            try {
                if (failure == null) {
                    file.sync();
                }
            } catch (IOException | RuntimeException e) {
                LOG.errorf("journal not synced, no further entries are taken why=%s", e);
                failure = new JournalFailure("the journal could not be brought to the disk", e);
            }
            settle(batch);
        }
    }

    private void settle(List<Unsynced> batch) {
        JournalFailure failed = failure;
        for (Unsynced synced : batch) {
            outstanding.decrementAndGet();
            if (failed == null) {
                clock.ended(synced.sinceNanos);
                synced.done.complete(synced.index);
            } else {
                synced.done.completeExceptionally(failed);
            }
        }
    }

    /// All that waits; empty at the end.
    private synchronized List<Unsynced> next() {
        while (waiting.isEmpty() && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                LOG.debug("journal syncer was interrupted and goes on");
            }
        }
        List<Unsynced> batch = waiting;
        waiting = new ArrayList<>();
        return batch;
    }

    /// Syncs what is left.
    void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join();
            if (failure == null) {
                file.sync();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.errorf("journal not synced at its end why=%s", e);
        }
    }
}
