package dev.gatehouse.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/// An append-only file of entries.
///
/// An entry is the UTF-8 text of a JSON object without its closing brace; the journal closes it with the entry's
/// index. Entries are written in the order in which they were appended, many at a time (group commit).
///
/// Threads: all methods from any. One writes at a time: the journal's own thread, or, for [#appendInPlace], whoever
/// appends. That one way lets an event loop write to the file, which it may not do otherwise: the statement cannot
/// go on before its entry is written, so a loop that hands it over only adds two changes of thread to the wait. A
/// slow disk is left to the journal's thread for a while ([#SLOW_REST_NANOS]), so that it stalls no loop again and
/// again. Another thread syncs. Completions run where the writing is done (do no work in them
/// that may block).
public final class Journal implements AutoCloseable {
    /// An entry on its way to the file.
    ///
    /// @param sinceNanos when it was appended, by the [AppendClock]
    record Waiting(byte[] entry, Durability durability, CompletableFuture<EntryIndex> done, long sinceNanos) {}

    /// Two writes in place on end that take longer than this mean that the disk is slow. One alone does not: on a
    /// busy machine the thread may have lost its core in the middle.
    static final long SLOW_WRITE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /// One write in place that takes longer than this does.
    static final long STALLED_WRITE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /// How long a slow disk is left to the journal's own thread at first; twice as long each time that it has not
    /// become quick by then.
    private static final long FIRST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    /// How long at most.
    static final long SLOW_REST_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// How long an entry that nobody waits for may wait for others to be written with.
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /// How often a thread that writes in place goes on with what others wait for meanwhile.
    private static final int MOST_ROUNDS = 4;

    /// How long a caller that found another one writing watches for that one to take its entry along: a write takes
    /// less, and the way back from another thread costs more.
    private static final long WATCH_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    /// How often a short wait is tried again without sleeping; none where there is no second core to do the work.
    private static final int SPINS = Runtime.getRuntime().availableProcessors() > 1 ? 200 : 0;

    private final AppendClock clock;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition appended = lock.newCondition();
    private final JournalWriter writer;
    private final Thread thread;
    private final long cutBytes;
    private List<Waiting> waiting = new ArrayList<>();
    private long oldestNanos;
    private boolean writing;
    private boolean urgent;
    private boolean parked;
    private boolean closed;
    private boolean slowBefore;
    private long restNanos = FIRST_REST_NANOS;
    private long slowUntilNanos;

    Journal(EntryFile file, long length, long nextIndex, long cutBytes, JournalSettings settings) {
        this(file, length, nextIndex, cutBytes, settings, System::nanoTime);
    }

    /// `nanoTime` tells how quick the disk is.
    Journal(
            EntryFile file,
            long length,
            long nextIndex,
            long cutBytes,
            JournalSettings settings,
            LongSupplier nanoTime) {
        this.clock = new AppendClock(nanoTime);
        this.slowUntilNanos = clock.now();
        this.most = settings.outstanding();
        this.cutBytes = cutBytes;
        StandardOutputCopy copy = settings.copyToStandardOutput() ? new StandardOutputCopy(System.out) : null;
        this.writer = new JournalWriter(file, length, nextIndex, copy, clock);
        this.thread = Thread.ofPlatform().name("journal-writer").start(this::run);
    }

    /// Opens the journal in `directory`, creating both, and repairs a last line that was never finished. Errors:
    /// `IOException` when it cannot be written, or another program has it open.
    public static Journal open(Path directory, JournalSettings settings) throws IOException {
        JournalFile file = JournalFile.open(directory);
        return new Journal(file, file.length(), file.nextIndex(), file.cutBytes(), settings);
    }

    /// Tells `listener` of each append that somebody waits for how many nanoseconds it took, failures apart. Called
    /// where the writing or the syncing is done; must not block.
    public void onAppended(LongConsumer listener) {
        clock.tell(listener);
    }

    /// Completes when the entry is as durable as asked; exceptionally with [Pushback] when too many are
    /// outstanding, or [JournalFailure] when it could not be written – then it is not in the journal. Ownership:
    /// takes the array.
    public CompletionStage<EntryIndex> append(byte[] entry, Durability durability) {
        CompletableFuture<EntryIndex> done = new CompletableFuture<>();
        lock.lock();
        try {
            if (take(new Waiting(entry, durability, done, clock.now()), most)) {
                wake();
            }
        } finally {
            lock.unlock();
        }
        return done;
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

    /// As [#append] with [Durability#WRITTEN], but done at once, on this thread, where nobody else is writing and
    /// the disk has been quick.
    public CompletionStage<EntryIndex> appendInPlace(byte[] entry) {
        CompletableFuture<EntryIndex> done = new CompletableFuture<>();
        List<Waiting> batch = null;
        lock();
        try {
            long now = clock.now();
            if (!take(new Waiting(entry, Durability.WRITTEN, done, now), most)) {
                return done;
            }
            if (now - slowUntilNanos < 0) {
                wake();
                return done;
            }
            if (writing) {
                urgent = true;
            } else {
                writing = true;
                batch = takeAll();
            }
        } finally {
            lock.unlock();
        }
        if (batch == null) {
            watch(done);
        } else {
            writeInPlace(batch);
        }
        return done;
    }

    /// As [#append], but never [Pushback]: for an entry whose forerunner was taken, so that as many can come as
    /// were taken and no more. Nobody waits for it, so it may be written with the next ones, a few milliseconds
    /// later.
    public CompletionStage<EntryIndex> appendFollowing(byte[] entry, Durability durability) {
        CompletableFuture<EntryIndex> done = new CompletableFuture<>();
        lock();
        try {
            Waiting following = new Waiting(entry, durability, done, AppendClock.NOT_TIMED);
            if (take(following, Integer.MAX_VALUE) && parked && !writing) {
                appended.signal();
            }
        } finally {
            lock.unlock();
        }
        return done;
    }

    /// Whether `entry` was taken; if not, its future says why. With the lock held.
    private boolean take(Waiting entry, int most) {
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

    /// Another one writes and will see this entry when it is done: often before the caller could be called back.
    private static void watch(CompletableFuture<EntryIndex> done) {
        if (SPINS > 0) {
            long start = System.nanoTime();
            while (!done.isDone() && System.nanoTime() - start < WATCH_NANOS) {
                Thread.onSpinWait();
            }
        }
    }

    /// Writes `first` and what others wait for meanwhile, by the one who has set `writing`.
    private void writeInPlace(List<Waiting> first) {
        List<Waiting> batch = first;
        for (int round = 1; batch != null; round++) {
            long start = clock.now();
            int done = MOST_ROUNDS;
            try {
                writer.write(batch);
                done = round;
            } finally {
                batch = wrote(start, done);
            }
        }
    }

    /// What is to be written in place next; if nothing, this thread is no longer the one who writes.
    private @Nullable List<Waiting> wrote(long startNanos, int round) {
        lock();
        try {
            boolean slow = isSlow(startNanos, clock.now());
            if (!slow && round < MOST_ROUNDS && urgent) {
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

    /// Whether a write in place took so long that the next ones are left to the journal's thread. With the lock
    /// held.
    private boolean isSlow(long startNanos, long nowNanos) {
        long took = nowNanos - startNanos;
        boolean longer = took > SLOW_WRITE_NANOS;
        boolean slow = took > STALLED_WRITE_NANOS || longer && slowBefore;
        slowBefore = longer;
        if (slow) {
            slowUntilNanos = nowNanos + restNanos;
            restNanos = Math.min(2 * restNanos, SLOW_REST_NANOS);
        } else if (!longer) {
            restNanos = FIRST_REST_NANOS;
        }
        return slow;
    }

    private List<Waiting> takeAll() {
        List<Waiting> batch = waiting;
        waiting = new ArrayList<>();
        urgent = false;
        writer.took(batch.size());
        return batch;
    }

    /// Entries that are not yet as durable as was asked.
    public int outstanding() {
        lock.lock();
        try {
            return waiting.size() + writer.outstanding();
        } finally {
            lock.unlock();
        }
    }

    /// How many bytes of an unfinished last line were cut off when the journal was opened; 0 for a clean end.
    public long cutBytes() {
        return cutBytes;
    }

    private void run() {
        for (List<Waiting> batch = next(); batch != null; batch = next()) {
            try {
                writer.write(batch);
            } finally {
                lock.lock();
                writing = false;
                lock.unlock();
            }
        }
        writer.close();
    }

    /// All that waits, once somebody waits for it or it has lingered; null at the end.
    private @Nullable List<Waiting> next() {
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

    /// Writes and syncs what waits, then closes the file. Appends from now on fail.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            appended.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
