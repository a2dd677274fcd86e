package dev.gatehouse.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

import dev.gatehouse.journal.WaitingEntries.Entry;

/// An append-only file of entries.
///
/// An entry is the UTF-8 text of a JSON object without its closing brace; the journal closes it with the entry's
/// index. Entries are written in the order in which they were appended, many at a time (group commit).
///
/// Threads: all methods from any. One writes at a time: the journal's own thread, or, for [#appendInPlace], whoever
/// appends. That one way lets an event loop write to the file, which it may not do otherwise: the statement cannot
/// go on before its entry is written, so a loop that hands it over only adds two changes of thread to the wait. A
/// loop does not save its entries up for one write at the end of its turn either: a write takes about a
/// microsecond, and each statement would wait for all others of the turn. Another thread syncs. Completions run
/// where the writing is done (do no work in them that may block).
public final class Journal implements AutoCloseable {
    /// How long a caller that found another one writing watches for that one to take its entry along: a write takes
    /// less, and the way back from another thread costs more.
    private static final long WATCH_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    /// How often a thread that writes in place goes on with what others wait for meanwhile.
    private static final int MOST_ROUNDS = 4;

    private final AppendClock clock;
    private final JournalWriter writer;
    private final WaitingEntries waiting;
    private final Thread thread;
    private final long cutBytes;

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
        this.cutBytes = cutBytes;
        StandardOutputCopy copy = settings.copyToStandardOutput() ? new StandardOutputCopy(System.out) : null;
        this.writer = new JournalWriter(file, length, nextIndex, copy, clock);
        this.waiting = new WaitingEntries(writer, clock, settings.outstanding());
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
        waiting.add(new Entry(entry, durability, done, clock.now()));
        return done;
    }

    /// As [#append] with [Durability#WRITTEN], but done at once, on this thread, where nobody else is writing and
    /// the disk has been quick.
    public CompletionStage<EntryIndex> appendInPlace(byte[] entry) {
        CompletableFuture<EntryIndex> done = new CompletableFuture<>();
        List<Entry> batch = waiting.addInPlace(new Entry(entry, Durability.WRITTEN, done, clock.now()));
        if (batch == WaitingEntries.ANOTHER_WRITES) {
            watch(done);
        } else if (batch != null) {
            writeInPlace(batch);
        }
        return done;
    }

    /// As [#append], but never [Pushback]: for an entry whose forerunner was taken, so that as many can come as
    /// were taken and no more. Nobody waits for it, so it may be written with the next ones, a few milliseconds
    /// later.
    public CompletionStage<EntryIndex> appendFollowing(byte[] entry, Durability durability) {
        CompletableFuture<EntryIndex> done = new CompletableFuture<>();
        waiting.addFollowing(new Entry(entry, durability, done, AppendClock.NOT_TIMED));
        return done;
    }

    /// Another one writes and will see this entry when it is done: often before the caller could be called back.
    private static void watch(CompletableFuture<EntryIndex> done) {
        if (WaitingEntries.SPINS > 0) {
            long start = System.nanoTime();
            while (!done.isDone() && System.nanoTime() - start < WATCH_NANOS) {
                Thread.onSpinWait();
            }
        }
    }

    /// Writes `first` and what others wait for meanwhile.
    private void writeInPlace(List<Entry> first) {
        List<Entry> batch = first;
        for (int round = 1; batch != null; round++) {
            long start = clock.now();
            boolean last = true;
            try {
                writer.write(batch);
                last = round == MOST_ROUNDS;
            } finally {
                batch = waiting.written(start, last);
            }
        }
    }

    private void run() {
        for (List<Entry> batch = waiting.await(); batch != null; batch = waiting.await()) {
            try {
                writer.write(batch);
            } finally {
                waiting.written();
            }
        }
        writer.close();
    }

    /// Entries that are not yet as durable as was asked.
    public int outstanding() {
        return waiting.outstanding();
    }

    /// How many bytes of an unfinished last line were cut off when the journal was opened; 0 for a clean end.
    public long cutBytes() {
        return cutBytes;
    }

    /// Writes and syncs what waits, then closes the file. Appends from now on fail.
    @Override
    public void close() {
        waiting.close();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
