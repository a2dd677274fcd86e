package dev.gatehouse.rego;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.gatehouse.rego.builtin.StandardBuiltins;

import static org.assertj.core.api.Assertions.assertThat;

/// Values that hold their parts many times over: small in memory, endless to walk.
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SharedPartsTest {
    private static final Path BUNDLE = Path.of("src/test/resources/rego/shared");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "patched",
                "literals",
                "nested",
                "alike",
                "items",
                "keys",
                "sorted",
                "printed",
                "marshalled",
                "walked",
                "under_input"
            })
    void valueWithEndlessTreeIsRefusedWhenMade(String rule) throws Exception {
        assertThat(evaluate(rule)).isEqualTo(new Evaluation.Failed("a value is too large"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"compared_often", "found_often", "sorted_often", "merged_often"})
    void comparingLargeValuesSpendsTheBudget(String rule) throws Exception {
        assertThat(evaluate(rule)).isEqualTo(new Evaluation.Failed("step budget spent"));
    }

    @Test
    void weightCountsSharedPartsWhereverTheyAreHeld() {
        // Given
        RegoValue leaf = RegoString.of("x".repeat(32));
        RegoValue pair = RegoArray.of(leaf, leaf);
        // When / Then
        assertThat(pair.weight()).isEqualTo(7);
        assertThat(RegoSet.of(pair, RegoNumber.of(1), pair).weight()).isEqualTo(9);
        assertThat(RegoObject.builder().put("k", pair).put("k", 1).build().weight())
                .isEqualTo(3);
    }

    @Test
    void weightStaysAtItsMostAndHashIsFoundOnce() {
        // Given
        RegoValue value = RegoArray.of();
        // When
        for (int i = 0; i < 100; i++) {
            value = RegoArray.of(value, value);
        }
        // Then
        assertThat(value.weight()).isEqualTo(RegoValue.MAX_WEIGHT);
        assertThat(value.hashCode()).isEqualTo(value.hashCode());
    }

    @Test
    void givenValueOfAnySizeMayBeHeld() {
        // Given
        var meter = new Meter(Budget.STANDARD);
        RegoValue given = RegoNull.NULL;
        for (int i = 0; i < 30; i++) {
            given = RegoArray.of(given, given);
        }
        // When
        meter.given(given);
        // Then
        assertThat(meter.made(RegoArray.of(given))).isEqualTo(RegoArray.of(given));
    }

    private static Evaluation evaluate(String rule) throws BundleRefused {
        var bundle = RegoBundle.load(BUNDLE, BundleLimits.STANDARD);
        var budget = new Budget(Budget.STANDARD.steps(), Duration.ofSeconds(10), 128);
        return PlanEngine.load(bundle, "shared/" + rule, StandardBuiltins.all(), budget)
                .evaluate(RegoObject.EMPTY);
    }
}
