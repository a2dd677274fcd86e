package dev.gatehouse.wire.pg;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NameTableTest {
    private record Value(long number, long sizeBytes) implements NameTable.Named {}

    private final NameTable<Value> names = new NameTable<>(2, 100);

    @Test
    void roomIsCountedByNamesAndByBytes() {
        // Given
        names.put("a", new Value(0, 60));
        assertThat(names.hasRoomFor("b", 40)).isTrue();
        assertThat(names.hasRoomFor("b", 41)).isFalse();

        // When
        names.put("b", new Value(1, 0));

        // Then
        assertThat(names.hasRoomFor("c", 0)).isFalse();
        assertThat(names.hasRoomFor("b", 40))
                .as("a name that is there takes no other place")
                .isTrue();
    }

    @Test
    void forgettingGivesRoomBack() {
        // Given
        names.put("a", new Value(4, 60));
        names.put("b", new Value(5, 40));

        // When
        names.forgetBefore(5);

        // Then
        assertThat(names.get("a")).isNull();
        assertThat(names.get("b")).isNotNull();
        assertThat(names.hasRoomFor("c", 60)).isTrue();
        assertThat(names.hasRoomFor("c", 61)).isFalse();
    }

    @Property(tries = 300)
    void undoingInReverseRestoresNamesAndRoom(
            @ForAll @Size(max = 20) List<@IntRange(max = 11) Integer> before,
            @ForAll @Size(max = 20) List<@IntRange(max = 11) Integer> undone) {
        // Given
        NameTable<Value> table = new NameTable<>(100, 1_000);
        Map<String, Value> model = new HashMap<>();
        for (int index = 0; index < before.size(); index++) {
            change(table, before.get(index), index);
            model(model, before.get(index), index);
        }
        Deque<NameTable.Change> changes = new ArrayDeque<>();
        for (int index = 0; index < undone.size(); index++) {
            changes.push(change(table, undone.get(index), 100 + index));
        }

        // When
        changes.forEach(NameTable.Change::undo);

        // Then
        assertThat(table.size()).isEqualTo(model.size());
        model.forEach((name, value) -> assertThat(table.get(name)).isEqualTo(value));
        long used = model.values().stream().mapToLong(Value::sizeBytes).sum();
        assertThat(table.hasRoomFor("new", 1_000 - used)).isTrue();
        assertThat(table.hasRoomFor("new", 1_001 - used)).isFalse();
    }

    /// Below 8 a name is put, from there on one is removed.
    private static NameTable.Change change(NameTable<Value> table, int action, int number) {
        String name = "n" + action % 4;
        return action < 8 ? table.put(name, new Value(number, action + 1)) : table.remove(name);
    }

    private static void model(Map<String, Value> model, int action, int number) {
        String name = "n" + action % 4;
        if (action < 8) {
            model.put(name, new Value(number, action + 1));
        } else {
            model.remove(name);
        }
    }
}
