package dev.gatehouse.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static dev.gatehouse.journal.Appends.QUIET;
import static dev.gatehouse.journal.Appends.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What is found in the file when it is opened.
@Timeout(120)
class JournalFileTest {
    @TempDir
    Path directory;

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

    private Path file() {
        return directory.resolve(JournalFile.NAME);
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file());
    }
}
