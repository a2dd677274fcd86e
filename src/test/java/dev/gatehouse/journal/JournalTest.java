package dev.gatehouse.journal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(30)
class JournalTest {
    private static final JournalSettings QUIET = new JournalSettings(4, false);

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
    void indexesGoOnWithoutGapAfterARestart() throws IOException {
        // Given
        try (Journal journal = Journal.open(directory, QUIET)) {
            append(journal, "{\"n\":1", Durability.WRITTEN);
            append(journal, "{\"n\":2", Durability.WRITTEN);
        }

        // When
        try (Journal journal = Journal.open(directory, QUIET)) {
            // Then
            assertThat(append(journal, "{\"n\":3", Durability.WRITTEN)).isEqualTo(new EntryIndex(2));
            assertThat(journal.cutBytes()).isZero();
        }
        assertThat(lines()).hasSize(3).last().isEqualTo("{\"n\":3,\"index\":2}");
    }

    @Test
    void aTornLastLineIsCutAndSaid() throws IOException {
        // Given
        try (Journal journal = Journal.open(directory, QUIET)) {
            append(journal, "{\"n\":1", Durability.WRITTEN);
        }
        Files.writeString(file(), "{\"n\":2,\"sql\":\"sel", StandardOpenOption.APPEND);

        // When
        try (Journal journal = Journal.open(directory, QUIET)) {
            // Then
            assertThat(journal.cutBytes()).isEqualTo("{\"n\":2,\"sql\":\"sel".length());
            assertThat(append(journal, "{\"n\":3", Durability.WRITTEN)).isEqualTo(new EntryIndex(1));
        }
        assertThat(lines()).containsExactly("{\"n\":1,\"index\":0}", "{\"n\":3,\"index\":1}");
    }

    @Test
    void aTornLineLongerThanAChunkIsCut() throws IOException {
        // Given
        try (Journal journal = Journal.open(directory, QUIET)) {
            append(journal, "{\"n\":1", Durability.WRITTEN);
        }
        Files.writeString(file(), "x".repeat(200_000), StandardOpenOption.APPEND);

        // When
        try (Journal journal = Journal.open(directory, QUIET)) {
            // Then
            assertThat(journal.cutBytes()).isEqualTo(200_000);
            assertThat(append(journal, "{\"n\":2", Durability.WRITTEN)).isEqualTo(new EntryIndex(1));
        }
    }

    @Test
    void aLastLineWithoutIndexIsNotGuessedAt() throws IOException {
        Files.writeString(directory.resolve(JournalFile.NAME), "something else\n");

        assertThatThrownBy(() -> Journal.open(directory, QUIET))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no index");
        assertThat(lines()).containsExactly("something else");
    }

    @Test
    void twoJournalsNeverWriteOneFile() throws IOException {
        try (Journal _ = Journal.open(directory, QUIET)) {
            assertThatThrownBy(() -> Journal.open(directory, QUIET)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void theFileIsItsOwnersAlone() throws IOException {
        Journal.open(directory, QUIET).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
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
    void moreThanTheOutstandingArePushedBack() {
        // Given
        FaultyFile file = new FaultyFile();
        file.writesMayGo = new CountDownLatch(1);
        try (Journal journal = new Journal(file, 0, 0, 0, QUIET)) {
            List<CompletableFuture<EntryIndex>> taken = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                taken.add(journal.append(bytes("{"), Durability.WRITTEN).toCompletableFuture());
            }

            // When
            CompletableFuture<EntryIndex> over =
                    journal.append(bytes("{"), Durability.WRITTEN).toCompletableFuture();
            CompletableFuture<EntryIndex> following =
                    journal.appendFollowing(bytes("{"), Durability.WRITTEN).toCompletableFuture();

            // Then
            assertThat(over).isCompletedExceptionally();
            assertThatThrownBy(over::join).hasCauseInstanceOf(Pushback.class);
            file.writesMayGo.countDown();
            assertThat(taken).allSatisfy(future -> assertThat(future.join()).isNotNull());
            assertThat(following.join()).isEqualTo(new EntryIndex(4));
            assertThat(journal.outstanding()).isZero();
        }
    }

    @Test
    void aFullDiskFailsTheAppendAndLeavesNoTrace() {
        // Given
        FaultyFile file = new FaultyFile();
        try (Journal journal = new Journal(file, 0, 0, 0, QUIET)) {
            append(journal, "{\"n\":1", Durability.WRITTEN);
            file.room = file.text().length() + 5;

            // When
            assertThatThrownBy(() -> append(journal, "{\"n\":2", Durability.WRITTEN))
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(JournalFailure.class);

            // Then: when there is room again, the torn piece is gone and the index has no gap
            file.room = Integer.MAX_VALUE;
            assertThat(append(journal, "{\"n\":3", Durability.WRITTEN)).isEqualTo(new EntryIndex(1));
            assertThat(file.text()).isEqualTo("{\"n\":1,\"index\":0}\n{\"n\":3,\"index\":1}\n");
        }
    }

    @Test
    void aFailedSyncEndsTheJournal() {
        // Given
        FaultyFile file = new FaultyFile();
        try (Journal journal = new Journal(file, 0, 0, 0, QUIET)) {
            file.syncBroken = true;

            // When
            assertThatThrownBy(() -> append(journal, "{", Durability.SYNCED)).hasCauseInstanceOf(JournalFailure.class);

            // Then
            file.syncBroken = false;
            assertThatThrownBy(() -> append(journal, "{", Durability.WRITTEN)).hasCauseInstanceOf(JournalFailure.class);
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
    void anEntryInPlaceIsInTheFileWhenTheCallReturns() {
        // Given
        FaultyFile file = new FaultyFile();
        try (Journal journal = new Journal(file, 0, 0, 0, QUIET)) {
            // When
            var done = journal.appendInPlace(bytes("{\"n\":1")).toCompletableFuture();

            // Then
            assertThat(done).isCompletedWithValue(new EntryIndex(0));
            assertThat(file.text()).isEqualTo("{\"n\":1,\"index\":0}\n");
        }
    }

    @Test
    void anEntryInPlaceTakesAlongWhatWaited() {
        // Given
        FaultyFile file = new FaultyFile();
        try (Journal journal = new Journal(file, 0, 0, 0, QUIET)) {
            var following = journal.appendFollowing(bytes("{\"n\":1"), Durability.WRITTEN)
                    .toCompletableFuture();

            // When
            settled(journal.appendInPlace(bytes("{\"n\":2")));

            // Then
            assertThat(following.join()).isEqualTo(new EntryIndex(0));
            assertThat(file.text()).isEqualTo("{\"n\":1,\"index\":0}\n{\"n\":2,\"index\":1}\n");
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
    void aDiskThatStalledIsLeftToTheJournalsOwnThread() {
        // Given: a write in place during which much time goes by
        FaultyFile file = new FaultyFile();
        AtomicLong now = new AtomicLong();
        file.beforeWrite = () -> now.addAndGet(Journal.STALLED_WRITE_NANOS + 1);
        try (Journal journal = new Journal(file, 0, 0, 0, QUIET, now::get)) {
            assertThat(journal.appendInPlace(bytes("{\"n\":1")).toCompletableFuture())
                    .isDone();

            // When, Then
            theNextIsLeftToTheJournalsOwnThread(journal, file, 1);
        }
    }

    @Test
    void aDiskThatIsSlowTwiceOnEndIsLeftToTheJournalsOwnThread() {
        // Given
        FaultyFile file = new FaultyFile();
        AtomicLong now = new AtomicLong();
        file.beforeWrite = () -> now.addAndGet(Journal.SLOW_WRITE_NANOS + 1);
        try (Journal journal = new Journal(file, 0, 0, 0, QUIET, now::get)) {
            assertThat(journal.appendInPlace(bytes("{\"n\":1")).toCompletableFuture())
                    .isDone();
            assertThat(journal.appendInPlace(bytes("{\"n\":2")).toCompletableFuture())
                    .isDone();

            // When, Then
            theNextIsLeftToTheJournalsOwnThread(journal, file, 2);
        }
    }

    @Test
    void aDiskThatStaysSlowIsTriedEverLessOften() {
        // Given
        FaultyFile file = new FaultyFile();
        AtomicLong now = new AtomicLong();
        file.beforeWrite = () -> now.addAndGet(Journal.SLOW_WRITE_NANOS + 1);
        try (Journal journal = new Journal(file, 0, 0, 0, QUIET, now::get)) {
            for (int i = 0; i < 10; i++) {
                settled(journal.appendInPlace(bytes("{")));
                now.addAndGet(Journal.SLOW_REST_NANOS);
            }

            // When: slow once more
            settled(journal.appendInPlace(bytes("{")));
            now.addAndGet(Journal.SLOW_REST_NANOS - 1);

            // Then
            theNextIsLeftToTheJournalsOwnThread(journal, file, 11);
        }
    }

    /// The disk stalls for good: the caller is not held up.
    private static void theNextIsLeftToTheJournalsOwnThread(Journal journal, FaultyFile file, int index) {
        file.writesMayGo = new CountDownLatch(1);
        var next = journal.appendInPlace(bytes("{")).toCompletableFuture();
        assertThat(next).isNotDone();
        file.writesMayGo.countDown();
        assertThat(settled(next)).isEqualTo(new EntryIndex(index));
    }

    @Test
    void aThreadThatLostItsCoreOnceIsNoSlowDisk() {
        // Given
        FaultyFile file = new FaultyFile();
        AtomicLong now = new AtomicLong();
        file.beforeWrite = () -> now.addAndGet(Journal.SLOW_WRITE_NANOS + 1);
        try (Journal journal = new Journal(file, 0, 0, 0, QUIET, now::get)) {
            settled(journal.appendInPlace(bytes("{\"n\":1")));

            // When
            file.beforeWrite = () -> {};
            settled(journal.appendInPlace(bytes("{\"n\":2")));
            file.beforeWrite = () -> now.addAndGet(Journal.SLOW_WRITE_NANOS + 1);
            settled(journal.appendInPlace(bytes("{\"n\":3")));

            // Then
            assertThat(journal.appendInPlace(bytes("{\"n\":4")).toCompletableFuture())
                    .isCompletedWithValue(new EntryIndex(3));
        }
    }

    @Test
    void aDiskThatIsQuickAgainIsWrittenInPlaceAgain() {
        // Given
        FaultyFile file = new FaultyFile();
        AtomicLong now = new AtomicLong();
        file.beforeWrite = () -> now.addAndGet(Journal.STALLED_WRITE_NANOS + 1);
        try (Journal journal = new Journal(file, 0, 0, 0, QUIET, now::get)) {
            settled(journal.appendInPlace(bytes("{\"n\":1")));

            // When
            now.addAndGet(Journal.SLOW_REST_NANOS);

            // Then
            assertThat(journal.appendInPlace(bytes("{\"n\":2")).toCompletableFuture())
                    .isCompletedWithValue(new EntryIndex(1));
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
    void aFailedAppendIsNotTimed() {
        // Given
        FaultyFile file = new FaultyFile();
        List<Long> took = new CopyOnWriteArrayList<>();
        try (Journal journal = new Journal(file, 0, 0, 0, QUIET)) {
            journal.onAppended(took::add);
            file.room = 0;

            // When
            assertThatThrownBy(() -> append(journal, "{", Durability.WRITTEN)).hasCauseInstanceOf(JournalFailure.class);

            // Then
            assertThat(took).isEmpty();
        }
    }

    @Test
    void afterTheEndNothingIsTaken() throws IOException {
        Journal journal = Journal.open(directory, QUIET);
        journal.close();

        assertThatThrownBy(() -> append(journal, "{", Durability.WRITTEN)).hasCauseInstanceOf(JournalFailure.class);
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

    private static EntryIndex append(Journal journal, String entry, Durability durability) {
        return settled(journal.append(bytes(entry), durability));
    }

    private static EntryIndex settled(CompletionStage<EntryIndex> appended) {
        return appended.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Path file() {
        return directory.resolve(JournalFile.NAME);
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file());
    }
}
