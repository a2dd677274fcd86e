package dev.gatehouse.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/// What waits to be written, in order, and whose turn it is to write it: one thread's at a time. Who gets a batch
/// must write it, and say so. Threads: any.
final class WaitingEntries {
    /// An entry on its way to the file.
    ///
    /// @param sinceNanos when it was appended, by the [AppendClock]
    record Entry(byte[] entry, Durability durability, CompletableFuture<EntryIndex> done, long sinceNanos) {}

    /// Instead of a batch: another thread writes, and will take the entry along.
    static final List<Entry> ANOTHER_WRITES = List.of();

    /// How long an entry that nobody waits for may wait for others to be written with.
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /// How often a short wait is tried again without sleeping; none where there is no second core to do the work.
    static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 200 : 0;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition appended = lock.newCondition();
    private final JournalWriter writer;
    private final AppendClock clock;
    private final DiskPace pace;
    private final int most;
    private List<Entry> waiting = new ArrayList<>();
    private long oldestNanos;
    private boolean writing;
    private boolean urgent;
    private boolean parked;
    private boolean closed;

    /// @param most how many entries may be outstanding
    WaitingEntries(JournalWriter writer, AppendClock clock, int most) {
        this.writer = writer;
        this.clock = clock;
        this.most = most;
        this.pace = new DiskPace(clock.now());
    }

    /// For the journal's own thread to write, at once.
    void add(Entry entry) {
        lock();
        try {
            if (take(entry, most)) {
                wake();
            }
        } finally {
            lock.unlock();
        }
    }

    /// For the caller to write: a batch with the entry, [#ANOTHER_WRITES], or null where the entry was not taken or
    /// is left to the journal's own thread.
    @Nullable
    List<Entry> addInPlace(Entry entry) {
        lock();
        try {
            if (!take(entry, most)) {
                return null;
            }
            if (pace.rests(entry.sinceNanos)) {
                wake();
                return null;
            }
            if (writing) {
                urgent = true;
                return ANOTHER_WRITES;
            }
            writing = true;
            return takeAll();
        } finally {
            lock.unlock();
        }
    }

    /// Whenever others are written, within milliseconds; never too many.
    void addFollowing(Entry entry) {
        lock();
        try {
            if (take(entry, Integer.MAX_VALUE) && parked && !writing) {
                appended.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /// The lock is held for a moment only: to sleep for it would cost more than to try again.
    private void lock() {
        for (int i = 0; i < SPINS; i++) {
            if (lock.tryLock()) {
                return;
            }
            Thread.onSpinWait();
        }
        lock.lock();
    }

    /// Whether `entry` was taken; if not, its future says why. With the lock held.
    private boolean take(Entry entry, int most) {
        JournalFailure failure = closed ? new JournalFailure("the journal is closed", null) : writer.failure();
        if (failure != null) {
            entry.done.completeExceptionally(failure);
        } else if (waiting.size() + writer.outstanding() >= most) {
            entry.done.completeExceptionally(new Pushback(most));
        } else {
            if (waiting.isEmpty()) {
                oldestNanos = System.nanoTime();
            }
            waiting.add(entry);
            return true;
        }
        return false;
    }

    /// Somebody waits. With the lock held.
    private void wake() {
        urgent = true;
        appended.signal();
    }

    private List<Entry> takeAll() {
        List<Entry> batch = waiting;
        waiting = new ArrayList<>();
        urgent = false;
        writer.took(batch.size());
        return batch;
    }

    /// The batch from [#addInPlace], or from here, is written, or has failed. Answers what others wait for
    /// meanwhile, to be written in place next; if null, it is no longer the caller's turn.
    ///
    /// @param last whether the caller has done enough for others
    @Nullable
    List<Entry> written(long startNanos, boolean last) {
        lock();
        try {
            boolean slow = pace.wrote(startNanos, clock.now());
            if (!slow && !last && urgent) {
                return takeAll();
            }
            writing = false;
            if (urgent || closed) {
                wake();
            } else if (parked && !waiting.isEmpty()) {
                appended.signal();
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /// For the journal's own thread: all that waits, once somebody waits for it or it has lingered; null at the
    /// end.
    @Nullable
    List<Entry> await() {
        lock.lock();
        try {
            while (true) {
                if (writing || waiting.isEmpty()) {
                    if (closed && !writing) {
                        return null;
                    }
                    parked = true;
                    appended.awaitUninterruptibly();
                    parked = false;
                } else if (urgent || closed || !lingers()) {
                    writing = true;
                    return takeAll();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /// The batch from [#await] is written, or has failed.
    void written() {
        lock.lock();
        writing = false;
        lock.unlock();
    }

    /// Whether the oldest that waits may wait longer for company; if so, it has by now. With the lock held.
    private boolean lingers() {
        long left = LINGER_NANOS - (System.nanoTime() - oldestNanos);
        if (left <= 0) {
            return false;
        }
        try {
            appended.awaitNanos(left);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    int outstanding() {
        lock.lock();
        try {
            return waiting.size() + writer.outstanding();
        } finally {
            lock.unlock();
        }
    }

    /// Nothing more is taken; what waits is to be written.
    void close() {
        lock.lock();
        try {
            closed = true;
            appended.signal();
        } finally {
            lock.unlock();
        }
    }
}
