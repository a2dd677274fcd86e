package dev.gatehouse.wire.pg;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// Which names a client has given by message.
class GivenNamesTest {
    @Test
    void namesStayAndTheEmptyOneIsNone() {
        GivenNames names = new GivenNames();
        names.add("p");
        names.add("");

        assertThat(names.has("p")).isTrue();
        assertThat(names.has("q")).isFalse();
        assertThat(names.has("")).isFalse();
    }

    @Test
    void tooManyNamesAreAll() {
        GivenNames names = new GivenNames();
        for (int i = 0; i < 5_000; i++) {
            names.add("S_" + i);
        }

        assertThat(names.has("q")).isTrue();
    }
}
