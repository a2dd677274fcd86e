package dev.gatehouse.rego;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.gatehouse.rego.builtin.StandardBuiltins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The fixture holds one policy compiled both ways.
class WasmEngineTest {
    private static final Path BOTH = Path.of("src/test/resources/rego/both");

    @Test
    void bothEnginesAgree() throws Exception {
        // Given
        var bundle = RegoBundle.load(BOTH, BundleLimits.STANDARD);
        var builtins = StandardBuiltins.all();
        var plan = PlanEngine.load(bundle, "gatehouse/decision", builtins, Budget.STANDARD);
        try (var wasm = WasmEngine.load(bundle, "gatehouse/decision", builtins, Budget.STANDARD, 1)) {
            for (var input : List.of(
                    "{}",
                    "{\"user\":{\"name\":\"anna\"}}",
                    "{\"user\":{\"name\":\"ännä 😀😀😀 日本語 日本語 日本語 日本語\"}}",
                    "{\"user\":{\"name\":\"<bert> & \\\"co\\\"\"}}",
                    "{\"user\":{\"name\":7}}")) {
                // When / Then
                assertThat(wasm.evaluate(RegoJson.parse(input)))
                        .as(input)
                        .isEqualTo(plan.evaluate(RegoJson.parse(input)));
            }
            assertThat(wasm.revision()).isEqualTo(plan.revision());
        }
    }

    @Test
    void missingEntrypointRefusesTheBundle() throws Exception {
        var bundle = RegoBundle.load(BOTH, BundleLimits.STANDARD);
        assertThatThrownBy(() -> WasmEngine.load(bundle, "no/such", StandardBuiltins.all(), Budget.STANDARD, 1))
                .isInstanceOf(BundleRefused.class);
    }

    @Test
    void bundleWithoutModuleIsRefused() throws Exception {
        var bundle = RegoBundle.load(Path.of("src/test/resources/rego/greeting"), BundleLimits.STANDARD);
        assertThatThrownBy(
                        () -> WasmEngine.load(bundle, "gatehouse/decision", StandardBuiltins.all(), Budget.STANDARD, 1))
                .isInstanceOf(BundleRefused.class)
                .hasMessageContaining("policy.wasm");
    }
}
