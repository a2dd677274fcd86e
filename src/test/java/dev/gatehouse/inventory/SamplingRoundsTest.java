package dev.gatehouse.inventory;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.catalog.SchemaLines;
import dev.gatehouse.inventory.SamplingRounds.Pace;

import static org.assertj.core.api.Assertions.assertThat;

/// When a target's columns are looked at.
@Timeout(60)
class SamplingRoundsTest {
    private static final Duration NEVER = Duration.ofDays(1);
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private static CatalogSnapshot snapshot(long version, String lines) {
        return SchemaLines.snapshot(version, SchemaLines.postgres(Set.of("public"), lines));
    }

    private static SamplingRounds rounds(ScriptedCells reader, Duration again, Duration retry) {
        ColumnSampler sampler = new ColumnSampler("shop", reader, new Samples());
        return new SamplingRounds("shop", sampler, new Pace(again, retry, Duration.ZERO));
    }

    @Test
    void newTablesAndChangedOnesAreLookedAtOnce() throws Exception {
        ScriptedCells reader = new ScriptedCells(Map.of(), List.of());
        try (SamplingRounds rounds = rounds(reader, NEVER, NEVER)) {
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
    void allAreLookedAtAgainAfterAWhile() throws Exception {
        ScriptedCells reader = new ScriptedCells(Map.of(), List.of());
        try (SamplingRounds rounds = rounds(reader, AT_ONCE, NEVER)) {
            rounds.look(snapshot(1, "public.a: x"));

            reader.awaitTable("a");
            reader.awaitTable("a");
            reader.awaitTable("a");
        }
    }

    @Test
    void serverThatWasOutOfReachIsTriedAgain() throws Exception {
        ScriptedCells reader = new ScriptedCells(Map.of(), List.of());
        reader.outOfReach(3);
        try (SamplingRounds rounds = rounds(reader, NEVER, AT_ONCE)) {
            rounds.look(snapshot(1, "public.a: x"));

            reader.awaitTable("a");
        }
    }

    @Test
    void tableWhoseConnectionWasLostIsLookedAtAgain() throws Exception {
        ScriptedCells reader = new ScriptedCells(Map.of("a", "08006"), List.of());
        try (SamplingRounds rounds = rounds(reader, NEVER, AT_ONCE)) {
            rounds.look(snapshot(1, "public.a: x\npublic.b: x"));

            reader.awaitTable("a");
            reader.awaitTable("a");
        }
    }
}
