package dev.gatehouse.inventory;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.junit.jupiter.api.Test;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.detect.ValueScanner;

import static org.assertj.core.api.Assertions.assertThat;

/// When a sample of cells makes a column sensitive.
class CellCountsTest {
    private static List<Evidence> of(List<String> cells) {
        CellCounts counts = new CellCounts();
        ValueScanner scanner = new ValueScanner();
        cells.forEach(cell -> counts.add(scanner, cell.getBytes(StandardCharsets.UTF_8)));
        return counts.evidence();
    }

    private static List<String> emails(int count) {
        List<String> cells = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cells.add("person" + i + "@corp.example.com");
        }
        return cells;
    }

    private static List<String> with(List<String> cells, int others) {
        List<String> all = new ArrayList<>(cells);
        for (int i = 0; i < others; i++) {
            all.add(String.format(Locale.ROOT, "order %05d is ready", i));
        }
        return all;
    }

    @Test
    void cellsOfTheKindMakeTheColumnSensitive() {
        assertThat(of(with(emails(40), 60)))
                .containsExactly(new Evidence(SensitiveKind.EMAIL, Evidence.Source.SAMPLED, 0.4, "40 of 100 cells"));
    }

    @Test
    void fewOfManyDoNot() {
        assertThat(of(with(emails(4), 196))).isEmpty();
        assertThat(of(with(emails(2), 10))).isEmpty();
    }

    @Test
    void allOfVeryFewDo() {
        assertThat(of(emails(1))).isNotEmpty();
        assertThat(of(emails(2))).isNotEmpty();
    }

    @Test
    void textThatMentionsAValueIsNotSensitiveAsAWhole() {
        List<String> notes = new ArrayList<>();
        emails(50)
                .forEach(
                        email -> notes.add("Asked to be written to at " + email + " instead of being called at home."));

        assertThat(of(notes)).isEmpty();
    }

    @Test
    void listOfValuesIsSensitiveAsAWhole() {
        List<String> lists = new ArrayList<>();
        emails(5).forEach(email -> lists.add("{" + email + ",second." + email + "}"));

        assertThat(of(lists)).extracting(Evidence::kind).containsExactly(SensitiveKind.EMAIL);
    }

    @Test
    void severalKindsMayFillACellTogether() {
        List<String> contacts = new ArrayList<>();
        emails(5).forEach(email -> contacts.add("(" + email + ",7,\"+49 30 72940011\")"));

        assertThat(of(contacts)).extracting(Evidence::kind).containsExactly(SensitiveKind.EMAIL, SensitiveKind.PHONE);
    }

    @Test
    void blanksAndEmptyCellsDoNotCount() {
        List<String> cells = new ArrayList<>(List.of("", "   ", "\n"));
        emails(3).forEach(email -> cells.add("  " + email + " "));

        assertThat(of(cells)).extracting(Evidence::words).containsExactly("3 of 3 cells");
    }

    @Test
    void nothingIsKnownOfNoCells() {
        assertThat(of(List.of())).isEmpty();
    }

    @Test
    void bareDigitsCountOnlyWhenNearlyAllAreOfTheKind() {
        List<String> some = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            some.add("4111111111111111");
            some.add("4111111111111112");
        }

        assertThat(of(some)).isEmpty();
        assertThat(of(List.of("4111111111111111", "4012888888881881", "5555555555554444")))
                .extracting(Evidence::kind)
                .contains(SensitiveKind.CARD);
    }
}
