package dev.gatehouse.inventory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import dev.gatehouse.catalog.SchemaLines;
import dev.gatehouse.catalog.Table;
import dev.gatehouse.inventory.SamplingRounds.Pace;

import static org.assertj.core.api.Assertions.assertThat;

/// When tables are looked at; a second of this clock passes when a test says so.
class AgendaTest {
    private static final Basis EMPTY = new Basis(0, true);
    private static final Basis FULL = new Basis(50, false);

    private long nanos;
    private final Agenda agenda = new Agenda(
            new Pace(Duration.ofSeconds(1_000), Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ZERO),
            () -> nanos);

    private static List<Table> tables(String lines) {
        return ColumnSampler.tables(SchemaLines.snapshot(1, SchemaLines.postgres(Set.of("public"), lines)));
    }

    private void pass(long seconds) {
        nanos += TimeUnit.SECONDS.toNanos(seconds);
    }

    private long waitSeconds(List<Table> tables) {
        return TimeUnit.NANOSECONDS.toSeconds(agenda.waitNanos(tables));
    }

    /// Uses the target all the time, and looks whenever the agenda says so.
    private List<Long> waits(Table table, Basis... shown) {
        List<Long> waits = new ArrayList<>();
        for (Basis basis : shown) {
            agenda.looked(table, basis);
            pass(1);
            agenda.used();
            long left = waitSeconds(List.of(table));
            waits.add(left + 1);
            pass(left);
            assertThat(agenda.due(List.of(table))).containsExactly(table);
        }
        return waits;
    }

    @Test
    void tableThatStaysEmptyIsLookedAtAfterTwiceAsLongEachTime() {
        Table table = tables("public.a: x").getFirst();

        assertThat(waits(table, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY, EMPTY))
                .containsExactly(10L, 20L, 40L, 80L, 160L, 320L, 640L, 1_000L, 1_000L);
    }

    @Test
    void tableThatHasGrownIsLookedAtSoon() {
        Table table = tables("public.a: x").getFirst();

        assertThat(waits(
                        table,
                        EMPTY,
                        EMPTY,
                        EMPTY,
                        new Basis(1, true),
                        new Basis(1, true),
                        new Basis(0, true),
                        new Basis(2, true),
                        FULL,
                        FULL))
                .containsExactly(10L, 20L, 40L, 10L, 20L, 40L, 10L, 1_000L, 1_000L);
    }

    @Test
    void tableThatIsNewComesFirst() {
        List<Table> tables = tables("public.a: x\npublic.b: x\npublic.c: x");
        agenda.looked(tables.get(0), EMPTY);
        pass(1);
        agenda.looked(tables.get(1), EMPTY);
        pass(20);
        agenda.used();

        assertThat(agenda.due(tables)).containsExactly(tables.get(2), tables.get(0), tables.get(1));
        assertThat(agenda.waitNanos(tables)).isZero();
    }

    @Test
    void tableThatWasNeverLookedAtIsWantedOnce() {
        List<Table> tables = tables("public.a: x\npublic.b: x");
        agenda.looked(tables.get(0), EMPTY);

        tables.forEach(agenda::want);

        assertThat(agenda.wanted()).isEqualTo(tables.get(1));
        assertThat(agenda.wanted()).isNull();
    }

    @Test
    void tableThatHasBeenLookedAtMeanwhileIsNotWanted() {
        Table table = tables("public.a: x").getFirst();
        agenda.want(table);
        agenda.looked(table, EMPTY);

        assertThat(agenda.wanted()).isNull();
    }

    @Test
    void tableWithOtherColumnsIsNew() {
        agenda.looked(tables("public.a: x").getFirst(), FULL);

        assertThat(agenda.due(tables("public.a: x"))).isEmpty();
        assertThat(agenda.due(tables("public.a: x, y"))).hasSize(1);
        assertThat(agenda.due(tables("public.a: x varchar(9)"))).hasSize(1);
    }

    @Test
    void tableThatWasGoneIsNew() {
        List<Table> tables = tables("public.a: x");
        agenda.looked(tables.getFirst(), FULL);

        agenda.retain(List.of());

        assertThat(agenda.due(tables)).hasSize(1);
    }

    @Test
    void nothingIsDueWhileNobodyUsesTheTarget() {
        List<Table> tables = tables("public.a: x");
        agenda.looked(tables.getFirst(), EMPTY);
        pass(100_000);

        assertThat(agenda.due(tables)).isEmpty();
        assertThat(agenda.waitNanos(tables)).isEqualTo(Long.MAX_VALUE);

        agenda.used();

        assertThat(agenda.due(tables)).hasSize(1);
        assertThat(agenda.waitNanos(tables)).isZero();
    }

    @Test
    void whatIsDueALittleLaterIsTakenAlong() {
        List<Table> tables = tables("public.a: x\npublic.b: x\npublic.c: x");
        agenda.looked(tables.get(0), EMPTY);
        pass(2);
        agenda.looked(tables.get(1), EMPTY);
        pass(6);
        agenda.looked(tables.get(2), EMPTY);
        pass(2);
        agenda.used();

        assertThat(agenda.due(tables)).containsExactly(tables.get(0), tables.get(1));
    }

    @Test
    void roundIsBounded() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            lines.append("public.t").append(i).append(": x\n");
        }
        List<Table> tables = tables(lines.toString());

        List<Table> first = agenda.due(tables);
        first.forEach(table -> agenda.looked(table, EMPTY));

        assertThat(first).hasSize(200);
        assertThat(agenda.due(tables)).hasSize(200).doesNotContainAnyElementsOf(first);
    }
}
