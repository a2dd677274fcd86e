package dev.gatehouse.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static dev.gatehouse.journal.Appends.QUIET;
import static dev.gatehouse.journal.Appends.append;
import static dev.gatehouse.journal.Appends.bytes;
import static dev.gatehouse.journal.Appends.settled;
import static org.assertj.core.api.Assertions.assertThat;

@Timeout(120)
class JournalTest {
    @TempDir
    Path directory;

    @Test
    void aCompletedAppendIsInTheFile() throws IOException {
        try (Journal journal = Journal.open(directory, QUIET)) {
            // When
            EntryIndex first = append(journal, "{\"n\":1", Durability.WRITTEN);
            EntryIndex second = append(journal, "{\"n\":2", Durability.SYNCED);

            // Then
            assertThat(first).isEqualTo(new EntryIndex(0));
            assertThat(second).isEqualTo(new EntryIndex(1));
            assertThat(lines()).containsExactly("{\"n\":1,\"index\":0}", "{\"n\":2,\"index\":1}");
        }
    }

    @Test
    void manyThreadsGetGaplessIndexesInFileOrder() throws Exception {
        List<Thread> threads = new ArrayList<>();
        try (Journal journal = Journal.open(directory, new JournalSettings(100_000, false))) {
            // When
            for (int t = 0; t < 8; t++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    List<CompletableFuture<EntryIndex>> all = new ArrayList<>();
                    for (int i = 0; i < 500; i++) {
                        byte[] entry = bytes("{\"n\":" + i);
                        var done =
                                switch (i % 50) {
                                    case 0 -> journal.append(entry, Durability.SYNCED);
                                    case 1, 2, 3 -> journal.append(entry, Durability.WRITTEN);
                                    case 4, 5, 6 -> journal.appendFollowing(entry, Durability.WRITTEN);
                                    default -> journal.appendInPlace(entry);
                                };
                        all.add(done.toCompletableFuture());
                    }
                    all.forEach(CompletableFuture::join);
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }

        // Then
        List<String> lines = lines();
        assertThat(lines).hasSize(4_000);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i)).endsWith(",\"index\":" + i + "}");
        }
    }

    @Test
    void aWrittenEntryDoesNotWaitForTheSyncOfAnother() {
        // Given
        FaultyFile file = new FaultyFile();
        file.syncsMayGo = new CountDownLatch(1);
        try (Journal journal = new Journal(file, 0, 0, 0, QUIET)) {
            CompletableFuture<EntryIndex> synced =
                    journal.append(bytes("{"), Durability.SYNCED).toCompletableFuture();

            // When
            append(journal, "{", Durability.WRITTEN);

            // Then
            assertThat(synced).isNotDone();
            file.syncsMayGo.countDown();
            assertThat(synced.join()).isEqualTo(new EntryIndex(0));
        }
    }

    @Test
    void oneSyncServesAllThatWait() {
        // Given
        FaultyFile file = new FaultyFile();
        file.writesMayGo = new CountDownLatch(1);
        try (Journal journal = new Journal(file, 0, 0, 0, new JournalSettings(1_000, false))) {
            List<CompletableFuture<EntryIndex>> all = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                all.add(journal.append(bytes("{"), Durability.SYNCED).toCompletableFuture());
            }

            // When
            file.writesMayGo.countDown();
            all.forEach(CompletableFuture::join);

            // Then
            assertThat(file.syncs).isLessThan(5);
        }
    }

    @Test
    void anEntryThatNobodyWaitsForIsWrittenAllTheSame() {
        // Given
        FaultyFile file = new FaultyFile();
        try (Journal journal = new Journal(file, 0, 0, 0, QUIET)) {
            // When
            EntryIndex index = settled(journal.appendFollowing(bytes("{\"n\":1"), Durability.WRITTEN));

            // Then
            assertThat(index).isEqualTo(new EntryIndex(0));
        }
    }

    @Test
    void anAppendIsTimedUntilItIsAsDurableAsAsked() {
        // Given
        FaultyFile file = new FaultyFile();
        AtomicLong now = new AtomicLong();
        file.beforeWrite = () -> now.addAndGet(1_000);
        List<Long> took = new CopyOnWriteArrayList<>();
        try (Journal journal = new Journal(file, 0, 0, 0, QUIET, now::get)) {
            journal.onAppended(took::add);

            // When
            settled(journal.appendInPlace(bytes("{")));
            append(journal, "{", Durability.WRITTEN);
            append(journal, "{", Durability.SYNCED);
            settled(journal.appendFollowing(bytes("{"), Durability.WRITTEN));

            // Then: the one that nobody waits for is not counted
            assertThat(took).containsExactly(1_000L, 1_000L, 1_000L);
        }
    }

    @Test
    void closingKeepsWhatWasAppended() throws IOException {
        Journal journal = Journal.open(directory, new JournalSettings(10_000, false));
        for (int i = 0; i < 2_000; i++) {
            var _ = journal.append(bytes("{\"n\":" + i), Durability.WRITTEN);
        }
        journal.close();

        assertThat(lines()).hasSize(2_000);
    }

    private Path file() {
        return directory.resolve(JournalFile.NAME);
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file());
    }
}
