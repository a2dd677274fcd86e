package dev.gatehouse.gateway.masking;

import org.junit.jupiter.api.Test;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.mask.MaskTally;

import static org.assertj.core.api.Assertions.assertThat;

/// What the record is told of masked columns.
class MaskedColumnsTest {
    private static String named(String announced) {
        MaskedColumns columns = new MaskedColumns();
        MaskTally tally = columns.found(announced);
        tally.count(SensitiveKind.CARD);
        return columns.names().iterator().next();
    }

    /// MySQL announces an expression by its text.
    @Test
    void anExpressionIsNotNamedByItsText() {
        assertThat(named("note")).isEqualTo("note");
        assertThat(named("größe_2")).isEqualTo("größe_2");
        assertThat(named("concat('Zebra', note)")).isEqualTo("(computed)");
        assertThat(named("alice@corp.example")).isEqualTo("(computed)");
        assertThat(named("4111111111111111")).isEqualTo("(computed)");
    }
}
