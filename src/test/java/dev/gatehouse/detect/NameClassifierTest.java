package dev.gatehouse.detect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/// Names, types and comments by the table `detect/column-names.txt`.
class NameClassifierTest {
    /// Lines `schema.table.column | type | comment | kinds`.
    record Line(String text) {
        private String part(int index) {
            return text.split("\\|", -1)[index].strip();
        }

        private String name(int index) {
            return part(0).split("\\.", 3)[index];
        }

        Set<String> found() {
            return NameClassifier.classify(name(0), name(1), name(2), part(1), part(2)).stream()
                    .map(SensitiveKind::word)
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        Set<String> expected() {
            return part(3).isEmpty() ? Set.of() : new TreeSet<>(List.of(part(3).split("\\s+")));
        }

        @Override
        public String toString() {
            return text.replaceAll("\\s+", " ");
        }
    }

    static Stream<Line> lines() {
        try (InputStream table = NameClassifierTest.class.getResourceAsStream("/detect/column-names.txt")) {
            assertThat(table).isNotNull();
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.isBlank() && !line.startsWith("#")).map(Line::new).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void columnIsClassifiedAsTheTableSays(Line line) {
        assertThat(line.found()).isEqualTo(line.expected());
    }

    @Test
    void wordsEndAtCapitalsDigitsAndSigns() {
        assertThat(NameWords.of("custEMailAddr_2nd-Größe"))
                .containsExactly("cust", "e", "mail", "addr", "2", "nd", "grosse");
        assertThat(NameWords.of("SSNNumber")).containsExactly("ssn", "number");
        assertThat(NameWords.of("userIDs")).containsExactly("user", "ids");
        assertThat(NameWords.of("__")).isEmpty();
        assertThat(NameWords.of("")).isEmpty();
    }

    @Test
    void everyKindThatNamesCanSayIsInTheTable() {
        Set<SensitiveKind> all = new TreeSet<>(Set.of(SensitiveKind.values()));
        all.remove(SensitiveKind.INTERNAL);

        assertThat(NameTable.ENTRIES.keySet()).containsExactlyInAnyOrderElementsOf(all);
    }
}
