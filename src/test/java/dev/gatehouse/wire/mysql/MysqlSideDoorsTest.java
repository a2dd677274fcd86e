package dev.gatehouse.wire.mysql;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.gatehouse.wire.mysql.MysqlCommand.Door;

import static org.assertj.core.api.Assertions.assertThat;

/// The list of doors, written a second time, so that a new one is a decision.
class MysqlSideDoorsTest {
    @Test
    void onlyListedCommandsHaveADoor() {
        // Given
        Map<Integer, Door> expected = new TreeMap<>(Map.ofEntries(
                Map.entry(0x01, Door.OURS),
                Map.entry(0x02, Door.JUDGED),
                Map.entry(0x03, Door.JUDGED),
                Map.entry(0x04, Door.JUDGED),
                Map.entry(0x09, Door.PASSED),
                Map.entry(0x0C, Door.JUDGED),
                Map.entry(0x0E, Door.PASSED),
                Map.entry(0x11, Door.OURS),
                Map.entry(0x16, Door.JUDGED),
                Map.entry(0x17, Door.JUDGED),
                Map.entry(0x18, Door.PASSED),
                Map.entry(0x19, Door.PASSED),
                Map.entry(0x1A, Door.PASSED),
                Map.entry(0x1B, Door.PASSED),
                Map.entry(0x1C, Door.PASSED),
                Map.entry(0x1F, Door.PASSED)));

        // When
        Map<Integer, Door> doors = java.util.stream.IntStream.range(0, 256)
                .boxed()
                .filter(code -> MysqlCommand.of(code) != null)
                .collect(Collectors.toMap(
                        code -> code, code -> MysqlCommand.of(code).door(), (a, _) -> a, TreeMap::new));

        // Then
        assertThat(doors).isEqualTo(expected);
    }
}
