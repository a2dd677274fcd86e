package dev.gatehouse.detect;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/// The corpus's own check digits are right: held against the published examples of each number.
class CorpusCheckDigitsTest {
    @Test
    void checkDigitsAreThoseOfThePublishedExamples() {
        assertThat(CorpusPayments.luhn("411111111111111")).isEqualTo(1);
        assertThat(CorpusPayments.checked("DE", "370400440532013000", 0)).isEqualTo("89");
        assertThat(CorpusPayments.checked("GB", "WEST12345698765432", 0)).isEqualTo("82");
        assertThat(CorpusIdentities.dni(12_345_678)).isEqualTo('Z');
        assertThat(CorpusIdentities.cpf("111444777")).isEqualTo(3);
        assertThat(CorpusIdentities.cpf("1114447773")).isEqualTo(5);
        assertThat(CorpusIdentities.verhoeff("236")).isEqualTo(3);
    }

    @Test
    void corpusIsTheSameEachTime() {
        List<LabelledText> first = LabelledCorpus.texts(LabelledCorpus.SEED);
        List<LabelledText> second = LabelledCorpus.texts(LabelledCorpus.SEED);

        assertThat(first).hasSameSizeAs(second).hasSizeGreaterThan(10_000);
        for (int i = 0; i < first.size(); i++) {
            assertThat(Arrays.equals(first.get(i).bytes(), second.get(i).bytes()))
                    .isTrue();
            assertThat(first.get(i).labels()).isEqualTo(second.get(i).labels());
        }
    }
}
