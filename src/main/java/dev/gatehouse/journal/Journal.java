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
/// disk that has been slow once is left to the journal's thread for a while ([#SLOW_REST_NANOS]), so that it stalls
/// no loop again and again. Another thread syncs. Completions run where the writing is done (do no work in them
/// that may block).
public final class Journal implements AutoCloseable {
    /// An entry on its way to the file.
    record Waiting(byte[] entry, Durability durability, CompletableFuture<EntryIndex> done) {}

    /// A write in place that takes longer than this means that the disk is slow.
    static final long SLOW_WRITE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    /// How long a slow disk is left to the journal's own thread.
    static final long SLOW_REST_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// How long an entry that nobody waits for may wait for others to be written with.
    private static final long LINGER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /// How often a thread that writes in place goes on with what others appended meanwhile.
    private static final int MOST_ROUNDS = 4;

    private final LongSupplier nanoTime;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition appended = lock.newCondition();
    private final JournalWriter writer;
    private final Thread thread;
    private final long cutBytes;
    private List<Waiting> waiting = new ArrayList<>();
    private boolean writing;
    private boolean urgent;
    private boolean parked;
    private boolean closed;
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
        this.nanoTime = nanoTime;
        this.slowUntilNanos = nanoTime.getAsLong();
        this.most = settings.outstanding();
        this.cutBytes = cutBytes;
        StandardOutputCopy copy = settings.copyToStandardOutput() ? new StandardOutputCopy(System.out) : null;
        this.writer = new JournalWriter(file, length, nextIndex, copy);
        this.thread = Thread.ofPlatform().name("journal-writer").start(this::run);
    }

    /// Opens the journal in `directory`, creating both, and repairs a last line that was never finished. Errors:
    /// `IOException` when it cannot be written, or another program has it open.
    public static Journal open(Path directory, JournalSettings settings) throws IOException {
        JournalFile file = JournalFile.open(directory);
        return new Journal(file, file.length(), file.nextIndex(), file.cutBytes(), settings);
    }

    /// Completes when the entry is as durable as asked; exceptionally with [Pushback] when too many are
    /// outstanding, or [JournalFailure] when it could not be written – then it is not in the journal. Ownership:
    /// takes the array.
    public CompletionStage<EntryIndex> append(byte[] entry, Durability durability) {
        CompletableFuture<EntryIndex> done = new CompletableFuture<>();
        lock.lock();
        try {
            if (take(entry, durability, done, most)) {
                wake();
            }
        } finally {
            lock.unlock();
        }
        return done;
    }

    /// As [#append] with [Durability#WRITTEN], but done at once, on this thread, where nobody else is writing and
    /// the disk has been quick.
    public CompletionStage<EntryIndex> appendInPlace(byte[] entry) {
        CompletableFuture<EntryIndex> done = new CompletableFuture<>();
        lock.lock();
        try {
            if (!take(entry, Durability.WRITTEN, done, most)) {
                return done;
            }
            if (writing || nanoTime.getAsLong() - slowUntilNanos < 0) {
                wake();
                return done;
            }
            writing = true;
        } finally {
            lock.unlock();
        }
        writeInPlace();
        return done;
    }

    /// As [#append], but never [Pushback]: for an entry whose forerunner was taken, so that as many can come as
    /// were taken and no more. Nobody waits for it, so it may be written with the next ones, a few milliseconds
    /// later.
    public CompletionStage<EntryIndex> appendFollowing(byte[] entry, Durability durability) {
        CompletableFuture<EntryIndex> done = new CompletableFuture<>();
        lock.lock();
        try {
            if (take(entry, durability, done, Integer.MAX_VALUE) && parked) {
                appended.signal();
            }
        } finally {
            lock.unlock();
        }
        return done;
    }

    /// Whether `entry` was taken; if not, `done` says why. With the lock held.
    private boolean take(byte[] entry, Durability durability, CompletableFuture<EntryIndex> done, int most) {
        JournalFailure failure = closed ? new JournalFailure("the journal is closed", null) : writer.failure();
        if (failure != null) {
            done.completeExceptionally(failure);
        } else if (waiting.size() + writer.outstanding() >= most) {
            done.completeExceptionally(new Pushback(most));
        } else {
            waiting.add(new Waiting(entry, durability, done));
            return true;
        }
        return false;
    }

    /// Somebody waits. With the lock held.
    private void wake() {
        urgent = true;
        appended.signal();
    }

    /// Writes what waits, by the one who has set `writing`.
    private void writeInPlace() {
        for (int round = 1; ; round++) {
            List<Waiting> batch;
            lock.lock();
            try {
                batch = takeAll();
            } finally {
                lock.unlock();
            }
            long start = nanoTime.getAsLong();
            try {
                writer.write(batch);
            } finally {
                if (!goesOn(start, round)) {
                    return;
                }
            }
        }
    }

    /// Whether there is more to write in place; if not, this thread is no longer the one who writes.
    private boolean goesOn(long startNanos, int round) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            boolean slow = now - startNanos > SLOW_WRITE_NANOS;
            if (slow) {
                slowUntilNanos = now + SLOW_REST_NANOS;
            }
            if (!slow && round < MOST_ROUNDS && !waiting.isEmpty()) {
                return true;
            }
            writing = false;
            if (!waiting.isEmpty() || closed) {
                wake();
            }
            return false;
        } finally {
            lock.unlock();
        }
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
            boolean lingered = false;
            while (writing || waiting.isEmpty() || !(urgent || lingered || closed)) {
                if (closed && !writing && waiting.isEmpty()) {
                    return null;
                }
                if (waiting.isEmpty() || writing) {
                    parked = true;
                    appended.awaitUninterruptibly();
                    parked = false;
                } else {
                    lingered = linger();
                }
            }
            writing = true;
            return takeAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits for company; true when the time is over.
    private boolean linger() {
        try {
            return appended.awaitNanos(LINGER_NANOS) <= 0;
        } catch (InterruptedException e) {
            return true;
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
