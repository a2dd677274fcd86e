package dev.gatehouse.journal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static dev.gatehouse.journal.Appends.QUIET;
import static dev.gatehouse.journal.Appends.bytes;
import static dev.gatehouse.journal.Appends.settled;
import static org.assertj.core.api.Assertions.assertThat;

/// Whoever appends writes, as long as the disk is quick.
@Timeout(120)
class JournalInPlaceTest {
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
    void aDiskThatStalledIsLeftToTheJournalsOwnThread() {
        // Given: a write in place during which much time goes by
        FaultyFile file = new FaultyFile();
        AtomicLong now = new AtomicLong();
        file.beforeWrite = () -> now.addAndGet(DiskPace.STALLED_WRITE_NANOS + 1);
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
        file.beforeWrite = () -> now.addAndGet(DiskPace.SLOW_WRITE_NANOS + 1);
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
        file.beforeWrite = () -> now.addAndGet(DiskPace.SLOW_WRITE_NANOS + 1);
        try (Journal journal = new Journal(file, 0, 0, 0, QUIET, now::get)) {
            for (int i = 0; i < 10; i++) {
                settled(journal.appendInPlace(bytes("{")));
                now.addAndGet(DiskPace.MOST_REST_NANOS);
            }

            // When: slow once more
            settled(journal.appendInPlace(bytes("{")));
            now.addAndGet(DiskPace.MOST_REST_NANOS - 1);

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
        file.beforeWrite = () -> now.addAndGet(DiskPace.SLOW_WRITE_NANOS + 1);
        try (Journal journal = new Journal(file, 0, 0, 0, QUIET, now::get)) {
            settled(journal.appendInPlace(bytes("{\"n\":1")));

            // When
            file.beforeWrite = () -> {};
            settled(journal.appendInPlace(bytes("{\"n\":2")));
            file.beforeWrite = () -> now.addAndGet(DiskPace.SLOW_WRITE_NANOS + 1);
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
        file.beforeWrite = () -> now.addAndGet(DiskPace.STALLED_WRITE_NANOS + 1);
        try (Journal journal = new Journal(file, 0, 0, 0, QUIET, now::get)) {
            settled(journal.appendInPlace(bytes("{\"n\":1")));

            // When
            now.addAndGet(DiskPace.MOST_REST_NANOS);

            // Then
            assertThat(journal.appendInPlace(bytes("{\"n\":2")).toCompletableFuture())
                    .isCompletedWithValue(new EntryIndex(1));
        }
    }
}
