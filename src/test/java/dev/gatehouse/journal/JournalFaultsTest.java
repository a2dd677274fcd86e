package dev.gatehouse.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.gatehouse.journal.Appends.QUIET;
import static dev.gatehouse.journal.Appends.append;
import static dev.gatehouse.journal.Appends.bytes;
import static dev.gatehouse.journal.Appends.settled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What cannot be kept is refused, and nothing is lost.
@Timeout(120)
class JournalFaultsTest {
    @TempDir
    Path directory;

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

    static List<Error> errors() {
        return List.of(new OutOfMemoryError("in this test"), new AssertionError("in this test"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void whateverStopsAWriteFailsItsEntriesAndTheNextAreWritten(Error error) {
        // Given
        FaultyFile file = new FaultyFile();
        try (Journal journal = new Journal(file, 0, 0, 0, QUIET)) {
            file.beforeWrite = () -> {
                throw error;
            };

            // When
            assertThatThrownBy(() -> settled(journal.appendInPlace(bytes("{\"n\":1"))))
                    .hasCauseInstanceOf(JournalFailure.class);
            assertThatThrownBy(() -> append(journal, "{\"n\":2", Durability.SYNCED))
                    .hasCauseInstanceOf(JournalFailure.class);

            // Then
            file.beforeWrite = () -> {};
            assertThat(append(journal, "{\"n\":3", Durability.WRITTEN)).isEqualTo(new EntryIndex(0));
            assertThat(journal.outstanding()).isZero();
        }
    }

    @Test
    void aFailingWriteFailsAllThatWaitForIt() {
        // Given: entries of all kinds behind a write that stalls
        FaultyFile file = new FaultyFile();
        file.writesMayGo = new CountDownLatch(1);
        try (Journal journal = new Journal(file, 0, 0, 0, new JournalSettings(100, false))) {
            List<CompletableFuture<EntryIndex>> all = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                all.add(journal.append(bytes("{"), i % 2 == 0 ? Durability.WRITTEN : Durability.SYNCED)
                        .toCompletableFuture());
                all.add(journal.appendFollowing(bytes("{"), Durability.WRITTEN).toCompletableFuture());
            }

            // When
            file.room = 0;
            file.writesMayGo.countDown();

            // Then
            for (CompletableFuture<EntryIndex> each : all) {
                assertThatThrownBy(() -> settled(each)).hasCauseInstanceOf(JournalFailure.class);
            }
            assertThat(journal.outstanding()).isZero();
            assertThat(file.text()).isEmpty();
        }
    }
}
