package dev.gatehouse.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.journal.WaitingEntries.Entry;

/// Writes batches of entries as lines. A batch that cannot be written is taken out of the file again and fails as a
/// whole; the next batch tries anew (a full disk may have been emptied). A failed sync is final: what the system
/// dropped then, no later sync can bring back.
///
/// Threads: [#write] by one thread at a time, which the journal sees to; [#outstanding] and [#failure] from any.
final class JournalWriter {
    private static final Logger LOG = Logger.getLogger(JournalWriter.class);
    private static final byte[] INDEX = ",\"index\":".getBytes(StandardCharsets.UTF_8);
    private static final int DIGITS = 20;
    private static final int MOST_BATCH_BYTES = 1 << 20;

    private final EntryFile file;
    private final @Nullable StandardOutputCopy copy;
    private final AppendClock clock;
    private final JournalSyncer syncer;
    private final AtomicInteger outstanding = new AtomicInteger();
    private long length;
    private long nextIndex;
    private boolean torn;
    private ByteBuffer lines = ByteBuffer.allocateDirect(64 << 10);

    JournalWriter(EntryFile file, long length, long nextIndex, @Nullable StandardOutputCopy copy, AppendClock clock) {
        this.file = file;
        this.length = length;
        this.nextIndex = nextIndex;
        this.copy = copy;
        this.clock = clock;
        this.syncer = new JournalSyncer(file, outstanding, clock);
    }

    int outstanding() {
        return outstanding.get();
    }

    void took(int entries) {
        outstanding.addAndGet(entries);
    }

    @Nullable
    JournalFailure failure() {
        return syncer.failure();
    }

    /// Writes `batch` in pieces of bounded size, and tells each entry how it went.
    void write(List<Entry> batch) {
        int from = 0;
        while (from < batch.size()) {
            int to = from;
            int bytes = 0;
            while (to < batch.size() && (to == from || bytes < MOST_BATCH_BYTES)) {
                bytes += batch.get(to++).entry().length + INDEX.length + DIGITS + 2;
            }
            writePiece(batch.subList(from, to), bytes);
            from = to;
        }
    }

    private void writePiece(List<Entry> piece, int mostBytes) {
        try {
            encode(piece, mostBytes);
            mend();
            torn = true;
            file.write(lines.duplicate());
            torn = false;
        } catch (IOException | RuntimeException | Error e) { // no memory, for one: those who wait must be told
            LOG.errorf("journal not written entries=%d why=%s", piece.size(), e);
            fail(piece, new JournalFailure("the journal could not be written", e));
            return;
        }
        long firstIndex = nextIndex;
        length += lines.remaining();
        nextIndex += piece.size();
        if (copy != null) {
            copy.offer(lines);
        }
        settle(piece, firstIndex);
    }

    private void encode(List<Entry> piece, int mostBytes) {
        if (lines.capacity() < mostBytes) {
            lines = ByteBuffer.allocateDirect(Math.max(mostBytes, 2 * lines.capacity()));
        }
        lines.clear();
        for (int i = 0; i < piece.size(); i++) {
            lines.put(piece.get(i).entry()).put(INDEX);
            putDigits(nextIndex + i);
            lines.put((byte) '}').put((byte) '\n');
        }
        lines.flip();
    }

    private void putDigits(long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        int end = lines.position() + digits;
        long rest = number;
        for (int at = end - 1; at >= lines.position(); at--, rest /= 10) {
            lines.put(at, (byte) ('0' + rest % 10));
        }
        lines.position(end);
    }

    /// Takes out what a failed write may have left behind.
    private void mend() throws IOException {
        if (torn) {
            file.cut(length);
            torn = false;
        }
    }

    private void settle(List<Entry> piece, long firstIndex) {
        List<JournalSyncer.Unsynced> unsynced = List.of();
        for (int i = 0; i < piece.size(); i++) {
            Entry entry = piece.get(i);
            EntryIndex index = new EntryIndex(firstIndex + i);
            switch (entry.durability()) {
                case WRITTEN -> {
                    outstanding.decrementAndGet();
                    clock.ended(entry.sinceNanos());
                    entry.done().complete(index);
                }
                case SYNCED -> {
                    unsynced = unsynced.isEmpty() ? new ArrayList<>() : unsynced;
                    unsynced.add(new JournalSyncer.Unsynced(entry.done(), index, entry.sinceNanos()));
                }
            }
        }
        if (!unsynced.isEmpty()) {
            syncer.add(unsynced);
        }
    }

    private void fail(List<Entry> piece, JournalFailure failure) {
        for (Entry entry : piece) {
            outstanding.decrementAndGet();
            entry.done().completeExceptionally(failure);
        }
    }

    void close() {
        try {
            mend();
        } catch (IOException e) {
            LOG.errorf("journal not mended at its end why=%s", e);
        }
        syncer.close();
        if (copy != null) {
            copy.close();
        }
        try {
            file.close();
        } catch (IOException e) {
            LOG.errorf("journal not closed why=%s", e);
        }
    }
}
