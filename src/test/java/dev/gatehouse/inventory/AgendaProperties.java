package dev.gatehouse.inventory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import dev.gatehouse.catalog.SchemaLines;
import dev.gatehouse.catalog.Table;
import dev.gatehouse.inventory.SamplingRounds.Pace;

import static org.assertj.core.api.Assertions.assertThat;

/// However a table grows and shrinks, and however long nobody looks.
class AgendaProperties {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration AGAIN = Duration.ofHours(6);

    private long nanos = 1;

    private List<Table> tables() {
        return ColumnSampler.tables(
                SchemaLines.snapshot(1, SchemaLines.postgres(Set.of("public"), "public.a: x, y\npublic.b: x")));
    }

    private Agenda agenda() {
        return new Agenda(new Pace(AGAIN, SOON, SOON, Duration.ZERO), () -> nanos);
    }

    /// Looks whenever the agenda says so, at a target that is used all the time.
    ///
    /// @return the waits between the looks, nanoseconds
    private List<Long> looks(List<Table> tables, List<Integer> cells) {
        Agenda agenda = agenda();
        List<Long> waits = new ArrayList<>();
        for (int each : cells) {
            agenda.looked(tables.getFirst(), Basis.of(List.of(each, each)));
            nanos++;
            agenda.used();
            long wait = agenda.waitNanos(tables.subList(0, 1));
            waits.add(wait);
            nanos += wait;
            assertThat(agenda.due(tables)).contains(tables.getFirst());
        }
        return waits;
    }

    @Property
    void noTableIsForgottenAndNoneIsHurried(
            @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 400) Integer> cells) {
        assertThat(looks(tables(), cells))
                .allSatisfy(wait -> assertThat(wait).isBetween(SOON.toNanos() - 1, AGAIN.toNanos()));
    }

    @Property
    void tableThatShowsNoMoreThanBeforeCostsADozenLooksInNineHours(
            @ForAll @Size(40) List<@IntRange(min = 0, max = 7) Integer> cells) {
        List<Integer> full = new ArrayList<>(cells);
        full.addFirst(7);

        List<Long> waits = looks(tables(), full);

        long until = 0;
        int looks = 0;
        while (until < TimeUnit.HOURS.toNanos(9)) {
            until += waits.get(looks++);
        }
        assertThat(looks).isLessThanOrEqualTo(12);
    }

    @Property
    void nobodyWakesForATargetThatIsNotUsed(
            @ForAll @IntRange(min = 0, max = 400) int cells, @ForAll @IntRange(min = 0, max = 1_000_000) int seconds) {
        List<Table> tables = tables();
        Agenda agenda = agenda();
        agenda.used();
        tables.forEach(table -> agenda.looked(table, Basis.of(List.of(cells))));

        nanos += TimeUnit.SECONDS.toNanos(seconds);

        assertThat(agenda.due(tables)).isEmpty();
        assertThat(agenda.waitNanos(tables)).isEqualTo(Long.MAX_VALUE);
    }
}
