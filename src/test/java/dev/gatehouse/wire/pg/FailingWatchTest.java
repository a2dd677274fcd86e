package dev.gatehouse.wire.pg;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.Terms;

import static org.assertj.core.api.Assertions.assertThat;

/// A watch that fails when it is told its end keeps nobody else from hearing of theirs, and no leg open.
class FailingWatchTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "client Q=a Q=b Q=c",
                "client P=a B E E E S",
                "client P=a B E E\nserver 1 2 E=22012",
                "client P=a B\nserver 1 2\nclient E",
                "client Q=a\nserver T",
            })
    void everyWatchIsToldAndBothLegsClose(String state) {
        for (boolean columns : new boolean[] {false, true}) {
            for (boolean early : new boolean[] {false, true}) {
                plays(state, columns, early);
            }
        }
    }

    private static void plays(String state, boolean columns, boolean early) {
        try (Talk talk = new Talk().on(_ -> Terms.NONE)) {
            // Given
            if (columns) {
                talk.bench.gates.plan = _ -> RowPlan.PASS_THROUGH;
            }
            if (!early) {
                talk.plays(state);
            }
            talk.bench.gates.ended = _ -> {
                throw new IllegalStateException("a watch fails");
            };

            // When
            talk.plays(early ? state : "gone client");

            // Then
            talk.plays("gone client");
            assertThat(talk.bench.gates.outcomes).hasSameSizeAs(talk.bench.gates.requests);
            talk.isClosed();
        }
    }
}
