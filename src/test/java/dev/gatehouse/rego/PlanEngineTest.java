package dev.gatehouse.rego;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.rego.builtin.StandardBuiltins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlanEngineTest {
    private static final Path GREETING = Path.of("src/test/resources/rego/greeting");

    @TempDir
    Path directory;

    @Test
    void ruleReadsInputAndData() throws Exception {
        assertThat(greeting().evaluate(RegoJson.parse("{\"user\":{\"name\":\"anna\"}}")))
                .isEqualTo(new Evaluation.Defined(RegoJson.parse("{\"allow\":true,\"n\":3}")));
    }

    @Test
    void ruleWithoutValueGivesItsDefault() throws Exception {
        assertThat(greeting().evaluate(RegoJson.parse("{}")))
                .isEqualTo(new Evaluation.Defined(RegoJson.parse("{\"allow\":false}")));
    }

    @Test
    void revisionIsTheManifests() throws Exception {
        assertThat(greeting().revision()).isEqualTo("r1");
    }

    @Test
    void missingEntrypointRefusesTheBundle() {
        assertThatThrownBy(() -> load(GREETING, "gatehouse/other", Budget.STANDARD))
                .isInstanceOf(BundleRefused.class)
                .hasMessageContaining("gatehouse/decision");
    }

    @Test
    void unknownBuiltinRefusesTheBundleByName() {
        assertThatThrownBy(() -> plan("{\"type\":\"NopStmt\",\"stmt\":{}}", "http.send"))
                .isInstanceOf(BundleRefused.class)
                .hasMessageContaining("http.send");
    }

    @Test
    void unknownStatementRefusesTheBundle() {
        assertThatThrownBy(() -> plan("{\"type\":\"LaunchStmt\",\"stmt\":{}}"))
                .isInstanceOf(BundleRefused.class)
                .hasMessageContaining("LaunchStmt");
    }

    @Test
    void localOutOfRangeRefusesTheBundle() {
        assertThatThrownBy(() -> plan("{\"type\":\"MakeNullStmt\",\"stmt\":{\"target\":99999999}}"))
                .isInstanceOf(BundleRefused.class);
        assertThatThrownBy(() -> plan("{\"type\":\"MakeNullStmt\",\"stmt\":{\"target\":-1}}"))
                .isInstanceOf(BundleRefused.class);
    }

    @Test
    void breakOutOfTooManyBlocksRefusesTheBundle() {
        assertThatThrownBy(() -> plan("{\"type\":\"BreakStmt\",\"stmt\":{\"index\":7}}"))
                .isInstanceOf(BundleRefused.class);
    }

    @Test
    void entrypointWithoutResultIsUndefined() throws Exception {
        assertThat(plan("{\"type\":\"NopStmt\",\"stmt\":{}}").evaluate(RegoNull.NULL))
                .isEqualTo(new Evaluation.Undefined());
    }

    @Test
    void spentStepBudgetFailsTheEvaluation() throws Exception {
        // Given three nested scans over 300 items each
        var items =
                RegoArray.of(IntStream.range(0, 300).mapToObj(RegoNumber::of).toList());
        var engine = plan(scan(scan(scan("{\"type\":\"NopStmt\",\"stmt\":{}}"))));
        // When
        var evaluation = engine.evaluate(items);
        // Then
        assertThat(evaluation).isInstanceOf(Evaluation.Failed.class);
        assertThat(evaluation.toString()).contains("budget");
    }

    @Test
    void spentTimeBudgetFailsTheEvaluation() throws Exception {
        // Given
        var items =
                RegoArray.of(IntStream.range(0, 300).mapToObj(RegoNumber::of).toList());
        var nested = scan(scan(scan("{\"type\":\"NopStmt\",\"stmt\":{}}")));
        write(nested);
        var engine = load(directory, "e", new Budget(Long.MAX_VALUE, Duration.ofMillis(5), 10));
        // When / Then
        assertThat(engine.evaluate(items)).isEqualTo(new Evaluation.Failed("time budget spent"));
    }

    @Test
    void endlessRecursionFailsTheEvaluation() throws Exception {
        // Given
        var call = "{\"type\":\"CallStmt\",\"stmt\":{\"func\":\"f\",\"args\":[{\"type\":\"local\",\"value\":0},"
                + "{\"type\":\"local\",\"value\":1}],\"result\":2}}";
        Files.writeString(
                directory.resolve("plan.json"),
                "{\"plans\":{\"plans\":[{\"name\":\"e\",\"blocks\":[{\"stmts\":[" + call
                        + "]}]}]},\"funcs\":{\"funcs\":"
                        + "[{\"name\":\"f\",\"params\":[0,1],\"return\":2,\"path\":[\"f\"],\"blocks\":[{\"stmts\":["
                        + call + "]}]}]}}");
        // When / Then
        assertThat(load(directory, "e", Budget.STANDARD).evaluate(RegoNull.NULL))
                .isEqualTo(new Evaluation.Failed("functions call one another too deeply"));
    }

    @Test
    void oneEngineServesManyThreads() throws Exception {
        // Given
        var engine = greeting();
        var anna = RegoJson.parse("{\"user\":{\"name\":\"anna\"}}");
        var bert = RegoJson.parse("{\"user\":{\"name\":\"bert\"}}");
        Callable<Long> mixed = () -> IntStream.range(0, 2_000)
                .filter(i ->
                        engine.evaluate(i % 2 == 0 ? anna : bert).toString().contains("true") == (i % 2 == 0))
                .count();
        // When
        try (var threads = Executors.newFixedThreadPool(4)) {
            var right = threads.invokeAll(java.util.Collections.nCopies(4, mixed));
            // Then
            for (var each : right) {
                assertThat(each.get()).isEqualTo(2_000);
            }
        }
    }

    private static PlanEngine greeting() throws BundleRefused {
        return load(GREETING, "gatehouse/decision", Budget.STANDARD);
    }

    private static PlanEngine load(Path path, String entrypoint, Budget budget) throws BundleRefused {
        return PlanEngine.load(
                RegoBundle.load(path, BundleLimits.STANDARD), entrypoint, StandardBuiltins.all(), budget);
    }

    private static String scan(String body) {
        return "{\"type\":\"ScanStmt\",\"stmt\":{\"source\":0,\"key\":3,\"value\":4,\"block\":{\"stmts\":[" + body
                + "]}}}";
    }

    private void write(String statement, String... builtins) throws Exception {
        var names = new ByteArrayOutputStream();
        for (var name : builtins) {
            names.write(("{\"name\":\"" + name + "\"}").getBytes(StandardCharsets.UTF_8));
        }
        Files.writeString(
                directory.resolve("plan.json"),
                "{\"static\":{\"builtin_funcs\":[" + names + "]},\"plans\":{\"plans\":[{\"name\":\"e\",\"blocks\":"
                        + "[{\"stmts\":[" + statement + "]}]}]}}");
    }

    private PlanEngine plan(String statement, String... builtins) throws Exception {
        write(statement, builtins);
        return load(directory, "e", new Budget(1_000_000, Duration.ofSeconds(10), 64));
    }
}
