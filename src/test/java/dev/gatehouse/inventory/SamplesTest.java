package dev.gatehouse.inventory;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.gatehouse.catalog.SchemaLines;
import dev.gatehouse.catalog.Table;
import dev.gatehouse.detect.SensitiveKind;

import static org.assertj.core.api.Assertions.assertThat;

/// What one look after the other says of a column.
class SamplesTest {
    private static final Table ORDERS = table("public.orders: note");
    private static final int FEW = 1;
    private static final int MANY = Basis.ENOUGH;

    private final Samples samples = new Samples();

    private static Table table(String line) {
        return SchemaLines.snapshot(1, SchemaLines.postgres(Set.of("public"), line))
                .tables()
                .getFirst();
    }

    private void shown(int cells, SensitiveKind... kinds) {
        List<Evidence> evidence = List.of(kinds).stream()
                .map(kind -> new Evidence(kind, Evidence.Source.SAMPLED, 1, "of " + cells + " cells"))
                .toList();
        samples.take(ORDERS, Map.of(0, new Samples.Shown(evidence, cells, true)));
    }

    private Set<SensitiveKind> known() {
        return SensitiveColumn.kinds(samples.of(ORDERS, 0));
    }

    @Test
    void whatFewCellsSayCountsAtOnce() {
        shown(FEW, SensitiveKind.EMAIL);

        assertThat(known()).containsExactly(SensitiveKind.EMAIL);
        assertThat(samples.version()).isEqualTo(1);
    }

    @Test
    void whatFewCellsHaveSaidFallsAwayWhenManyDoNot() {
        shown(FEW, SensitiveKind.EMAIL);
        shown(MANY);

        assertThat(known()).isEmpty();
        assertThat(samples.version()).isEqualTo(2);
    }

    @Test
    void whatFewCellsHaveSaidStaysWhenOtherFewDoNot() {
        shown(FEW, SensitiveKind.EMAIL);
        shown(FEW, SensitiveKind.PHONE);
        shown(MANY - 1);
        shown(0);

        assertThat(known()).containsExactlyInAnyOrder(SensitiveKind.EMAIL, SensitiveKind.PHONE);
        assertThat(samples.version()).isEqualTo(2);
    }

    @Test
    void whatMoreThanAnAccidentHasSaidCannotBeHiddenByOtherRows() {
        shown(CellCounts.FEWEST, SensitiveKind.EMAIL);
        shown(MANY);

        assertThat(known()).containsExactly(SensitiveKind.EMAIL);
    }

    @Test
    void oneKeyIsNoAccident() {
        shown(FEW, SensitiveKind.KEY, SensitiveKind.TOKEN, SensitiveKind.PASSWORD, SensitiveKind.EMAIL);
        shown(MANY);

        assertThat(known()).containsExactlyInAnyOrder(SensitiveKind.KEY, SensitiveKind.TOKEN, SensitiveKind.PASSWORD);
    }

    @Test
    void sampleThatWasNotReadToItsEndSpeaksAgainstNothing() {
        shown(FEW, SensitiveKind.EMAIL);
        samples.take(ORDERS, Map.of(0, new Samples.Shown(List.of(), MANY, false)));

        assertThat(known()).containsExactly(SensitiveKind.EMAIL);
    }

    @Test
    void whatManyCellsHaveSaidStays() {
        shown(MANY, SensitiveKind.EMAIL);
        shown(MANY);
        shown(FEW);

        assertThat(known()).containsExactly(SensitiveKind.EMAIL);
        assertThat(samples.version()).isEqualTo(1);
    }

    @Test
    void manyCellsThatSayTheSameMakeItStay() {
        shown(FEW, SensitiveKind.EMAIL);
        shown(MANY, SensitiveKind.EMAIL);
        shown(FEW, SensitiveKind.EMAIL);
        shown(MANY);

        assertThat(samples.of(ORDERS, 0)).extracting(Evidence::words).containsExactly("of " + MANY + " cells");
        assertThat(samples.version()).isEqualTo(1);
    }

    @Test
    void oneKindGoesAndTheOtherStays() {
        shown(FEW, SensitiveKind.EMAIL, SensitiveKind.NAME);
        shown(MANY, SensitiveKind.NAME);

        assertThat(known()).containsExactly(SensitiveKind.NAME);
    }

    @Test
    void otherTypeIsAnotherColumn() {
        shown(MANY, SensitiveKind.EMAIL);

        assertThat(samples.of(table("public.orders: note integer"), 0)).isEmpty();
    }

    @Test
    void lookThatShowsNothingNewBringsNoVersion() {
        shown(FEW);
        shown(MANY);

        assertThat(samples.version()).isZero();
    }
}
