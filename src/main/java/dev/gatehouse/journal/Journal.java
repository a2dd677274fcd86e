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

import org.jspecify.annotations.Nullable;

/// An append-only file of entries.
///
/// An entry is the UTF-8 text of a JSON object without its closing brace; the journal closes it with the entry's
/// index. Entries are written in the order in which they were appended, many at a time (group commit).
///
/// Threads: [#append] from any, it never blocks on the disk; one thread writes, another syncs, and completions run
/// there (do no work in them that may block).
public final class Journal implements AutoCloseable {
    /// An entry on its way to the file.
    record Waiting(byte[] entry, Durability durability, CompletableFuture<EntryIndex> done) {}

    private final int most;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition appended = lock.newCondition();
    private final JournalWriter writer;
    private final Thread thread;
    private final long cutBytes;
    private List<Waiting> waiting = new ArrayList<>();
    private boolean closed;

    Journal(EntryFile file, long length, long nextIndex, long cutBytes, JournalSettings settings) {
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
        return append(entry, durability, most);
    }

    /// As [#append], but never [Pushback]: for an entry whose forerunner was taken, so that as many can come as
    /// were taken and no more.
    public CompletionStage<EntryIndex> appendFollowing(byte[] entry, Durability durability) {
        return append(entry, durability, Integer.MAX_VALUE);
    }

    private CompletionStage<EntryIndex> append(byte[] entry, Durability durability, int most) {
        CompletableFuture<EntryIndex> done = new CompletableFuture<>();
        lock.lock();
        try {
            JournalFailure failure = closed ? new JournalFailure("the journal is closed", null) : writer.failure();
            if (failure != null) {
                done.completeExceptionally(failure);
            } else if (waiting.size() + writer.outstanding() >= most) {
                done.completeExceptionally(new Pushback(most));
            } else {
                waiting.add(new Waiting(entry, durability, done));
                appended.signal();
            }
        } finally {
            lock.unlock();
        }
        return done;
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
            writer.write(batch);
        }
        writer.close();
    }

    /// All that waits; null at the end.
    private @Nullable List<Waiting> next() {
        lock.lock();
        try {
            while (waiting.isEmpty()) {
                if (closed) {
                    return null;
                }
                appended.awaitUninterruptibly();
            }
            List<Waiting> batch = waiting;
            waiting = new ArrayList<>();
            writer.took(batch.size());
            return batch;
        } finally {
            lock.unlock();
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
