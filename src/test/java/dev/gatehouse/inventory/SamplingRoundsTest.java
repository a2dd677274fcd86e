package dev.gatehouse.inventory;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.catalog.SchemaLines;
import dev.gatehouse.catalog.Table;
import dev.gatehouse.inventory.SamplingRounds.Pace;

import static org.assertj.core.api.Assertions.assertThat;

/// When a target's columns are looked at.
@Timeout(120)
class SamplingRoundsTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private static CatalogSnapshot snapshot(long version, String lines) {
        return SchemaLines.snapshot(version, SchemaLines.postgres(Set.of("public"), lines));
    }

    private static SamplingRounds rounds(ScriptedCells reader, Pace pace) {
        Agenda agenda = new Agenda(pace, System::nanoTime);
        return new SamplingRounds(
                "shop", new ColumnSampler("shop", reader, new Samples(), agenda), agenda, pace, _ -> {});
    }

    private static Pace pace(Duration again, Duration soon, Duration retry) {
        return new Pace(again, soon, retry, Duration.ZERO);
    }

    private static List<String> cells(int count) {
        return Collections.nCopies(count, "some words");
    }

    @Test
    void newTablesAndChangedOnesAreLookedAtOnce() throws Exception {
        ScriptedCells reader = new ScriptedCells(Map.of(), List.of());
        try (SamplingRounds rounds = rounds(reader, pace(NEVER, NEVER, NEVER))) {
            rounds.look(snapshot(1, "public.a: x\npublic.b: x"));
            reader.awaitTable("a");
            reader.awaitTable("b");

            rounds.look(snapshot(2, "public.a: x\npublic.b: x, y\npublic.c: x"));
            reader.awaitTable("b");
            reader.awaitTable("c");
        }
        assertThat(reader.tables()).containsExactly("a", "b", "b", "c");
    }

    @Test
    void tableThatHasShownEnoughIsLookedAtAgainAfterAWhile() throws Exception {
        ScriptedCells reader = new ScriptedCells(Map.of(), cells(Basis.ENOUGH));
        try (SamplingRounds rounds = rounds(reader, pace(AT_ONCE, NEVER, NEVER))) {
            rounds.look(snapshot(1, "public.a: x"));

            for (int i = 0; i < 3; i++) {
                reader.awaitTable("a");
                rounds.used();
            }
        }
    }

    @Test
    void tableThatHasShownLittleIsLookedAtAgainSoon() throws Exception {
        ScriptedCells reader = new ScriptedCells(Map.of(), List.of());
        try (SamplingRounds rounds = rounds(reader, pace(NEVER, AT_ONCE, NEVER))) {
            rounds.look(snapshot(1, "public.a: x"));
            reader.awaitTable("a");
            rounds.used();
            reader.awaitTable("a");

            reader.cells(cells(Basis.ENOUGH));
            rounds.used();
            reader.awaitTable("a");
            rounds.used();
            rounds.look(snapshot(2, "public.a: x\npublic.b: x"));
            reader.awaitTable("b");
        }
        assertThat(reader.tables()).containsExactly("a", "a", "a", "b");
    }

    @Test
    void nobodyLooksAgainBeforeTheTargetIsUsed() throws Exception {
        ScriptedCells reader = new ScriptedCells(Map.of(), List.of());
        try (SamplingRounds rounds = rounds(reader, pace(AT_ONCE, AT_ONCE, NEVER))) {
            rounds.look(snapshot(1, "public.a: x"));
            reader.awaitTable("a");

            rounds.look(snapshot(2, "public.a: x\npublic.b: x"));
            reader.awaitTable("b");
            rounds.look(snapshot(3, "public.a: x\npublic.b: x\npublic.c: x"));
            reader.awaitTable("c");
        }
        assertThat(reader.tables()).containsExactly("a", "b", "c");
    }

    /// Loses the connection when it is told to, however often it is interrupted until then.
    private record Stuck(CompletableFuture<Thread> reading, CompletableFuture<Void> told)
            implements SampleReader.Cells {
        @Override
        public void read(Table table, List<Integer> columns, SampleReader.Sink sink) throws SQLException {
            reading.complete(Thread.currentThread());
            told.join();
            throw new SQLException("not for logs", "08006");
        }

        @Override
        public boolean open() {
            return false;
        }

        @Override
        public void close() {}
    }

    @Test
    void nothingIsKeptOnceTheRoundsAreClosed() throws Exception {
        Stuck cells = new Stuck(new CompletableFuture<>(), new CompletableFuture<>());
        Pace pace = pace(NEVER, NEVER, NEVER);
        Agenda agenda = new Agenda(pace, System::nanoTime);
        AtomicBoolean kept = new AtomicBoolean();
        SamplingRounds rounds = new SamplingRounds(
                "shop",
                new ColumnSampler("shop", () -> cells, new Samples(), agenda),
                agenda,
                pace,
                tables -> kept.compareAndSet(false, !tables.isEmpty()));
        rounds.look(snapshot(1, "public.a: x"));
        Thread sampler = cells.reading().join();

        rounds.close();
        cells.told().complete(null);
        sampler.join();

        assertThat(kept).isFalse();
    }

    @Test
    void serverThatWasOutOfReachIsTriedAgain() throws Exception {
        ScriptedCells reader = new ScriptedCells(Map.of(), List.of());
        reader.outOfReach(3);
        try (SamplingRounds rounds = rounds(reader, pace(NEVER, NEVER, AT_ONCE))) {
            rounds.look(snapshot(1, "public.a: x"));

            reader.awaitTable("a");
        }
    }

    @Test
    void tableWhoseConnectionWasLostIsLookedAtAgain() throws Exception {
        ScriptedCells reader = new ScriptedCells(Map.of("a", "08006"), List.of());
        try (SamplingRounds rounds = rounds(reader, pace(NEVER, AT_ONCE, AT_ONCE))) {
            rounds.look(snapshot(1, "public.a: x"));

            reader.awaitTable("a");
            rounds.used();
            reader.awaitTable("a");
        }
    }

    @Test
    void tableThatLosesTheConnectionDoesNotHoldUpTheOthers() throws Exception {
        ScriptedCells reader = new ScriptedCells(Map.of("a", "08006"), List.of());
        try (SamplingRounds rounds = rounds(reader, pace(NEVER, NEVER, AT_ONCE))) {
            rounds.look(snapshot(1, "public.a: x\npublic.b: x"));

            reader.awaitTable("a");
            reader.awaitTable("b");
        }
    }
}
