package dev.gatehouse.policy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.rego.Budget;
import dev.gatehouse.rego.BundleLimits;
import dev.gatehouse.rego.BundleRefused;
import dev.gatehouse.rego.Evaluation;
import dev.gatehouse.rego.PlanEngine;
import dev.gatehouse.rego.RegoBoolean;
import dev.gatehouse.rego.RegoBundle;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.builtin.StandardBuiltins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// The policy beside its compiled form, and its own tests through our engine.
class ShippedPolicyTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SOURCE = Path.of("rego");
    private static final Path COMPILED = SOURCE.resolve("bundle");
    private static final Path COMPILED_TESTS = Path.of("src/test/resources/rego/tests");
    private static final Path TESTS_AS_MODULE = Path.of("src/test/resources/rego/tests-wasm");
    private static final Predicate<Path> IS_TEST = file -> file.toString().endsWith("_test.rego");

    @TestFactory
    Stream<DynamicTest> eachRuleOfThePolicysTestsHolds() throws Exception {
        RegoBundle tests = RegoBundle.load(COMPILED_TESTS, BundleLimits.STANDARD);
        List<String> entrypoints = entrypoints();
        assertThat(entrypoints).hasSizeGreaterThan(150);
        return entrypoints.stream()
                .map(entrypoint -> DynamicTest.dynamicTest(entrypoint, () -> {
                    PlanEngine engine = engine(tests, entrypoint);
                    assertThat(engine.evaluate(RegoObject.EMPTY)).isEqualTo(new Evaluation.Defined(RegoBoolean.TRUE));
                }));
    }

    @Test
    void everyTestInTheSourceIsCompiled() throws IOException {
        List<String> entrypoints = entrypoints();
        long written = 0;
        for (Path file : sources(IS_TEST)) {
            written += Files.readAllLines(SOURCE.resolve(file)).stream()
                    .filter(line -> line.startsWith("test_"))
                    .count();
        }

        assertThat(entrypoints).hasSize((int) written);
    }

    @Test
    void theCompiledFormIsThatOfTheSource() throws IOException {
        String hint = "source and compiled form differ: run rego/build.sh";

        assertThat(recordedDigest(COMPILED)).as(hint).isEqualTo(digest(IS_TEST.negate()));
        assertThat(recordedDigest(COMPILED_TESTS)).as(hint).isEqualTo(digest(file -> true));
        assertThat(recordedDigest(TESTS_AS_MODULE)).as(hint).isEqualTo(digest(file -> true));
    }

    @Test
    void theShippedPolicyLoadsAndDeniesWhatItDoesNotKnow() throws Exception {
        RegoBundle bundle = RegoBundle.load(COMPILED, BundleLimits.STANDARD);
        PolicyEngine policy = new PolicyEngine(() -> load(bundle), new SortableId(java.time.InstantSource.system()));

        Decision decision = policy.decide(List.of(RegoObject.EMPTY));

        assertThat(decision).isInstanceOf(Decision.Deny.class);
        assertThat(decision.reasons()).extracting(Reason::rule).containsExactly("contract/malformed");
        assertThat(decision.revision()).startsWith("shipped-");
    }

    @Test
    void opaCompilesTheSourceToTheSameForm(@TempDir Path directory) throws Exception {
        // Given
        assumeTrue(opaAnswers(), () -> {
            System.out.println("SKIPPED: no `opa` on the PATH, the compiled policy is compared by its digest only");
            return "no opa";
        });
        Path rego = directory.resolve("rego");
        for (Path file : sources(file -> true)) {
            copy(SOURCE.resolve(file), rego.resolve(file));
        }
        copy(SOURCE.resolve("build.sh"), rego.resolve("build.sh"));

        // When
        run(rego, "sh", "build.sh");

        // Then
        for (String file : List.of("plan.json", "data.json", ".manifest")) {
            assertThat(JSON.readTree(rego.resolve("bundle").resolve(file).toFile()))
                    .isEqualTo(JSON.readTree(COMPILED.resolve(file).toFile()));
        }
        run(rego, "opa", "check", "--strict", "contract", "lib", "packs", "data.json");
        run(rego, "opa", "test", "contract", "lib", "packs", "data.json");
        run(rego, "opa", "fmt", "--fail", "--list", "contract", "lib", "packs");
    }

    private static PlanEngine load(RegoBundle bundle) {
        try {
            return engine(bundle, "gatehouse/decision");
        } catch (BundleRefused e) {
            throw new IllegalStateException(e);
        }
    }

    private static PlanEngine engine(RegoBundle bundle, String entrypoint) throws BundleRefused {
        return PlanEngine.load(bundle, entrypoint, StandardBuiltins.all(), Budget.STANDARD);
    }

    private static List<String> entrypoints() throws IOException {
        JsonNode plan = JSON.readTree(COMPILED_TESTS.resolve("plan.json").toFile());
        return plan.at("/plans/plans")
                .valueStream()
                .map(entrypoint -> entrypoint.get("name").textValue())
                .filter(name -> name.contains("/test_"))
                .toList();
    }

    private static String recordedDigest(Path bundle) throws IOException {
        return JSON.readTree(bundle.resolve(".manifest").toFile())
                .at("/metadata/source_sha256")
                .textValue();
    }

    /// As `build.sh` computes it: the digest of lines "digest  path".
    private static String digest(Predicate<Path> counts) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Path file : sources(counts)) {
            lines.append(sha256(Files.readAllBytes(SOURCE.resolve(file))))
                    .append("  ")
                    .append(file)
                    .append('\n');
        }
        return sha256(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static List<Path> sources(Predicate<Path> counts) throws IOException {
        try (Stream<Path> files =
                Stream.of("contract", "lib", "packs", "data.json").flatMap(name -> walk(SOURCE.resolve(name)))) {
            return files.filter(Files::isRegularFile)
                    .map(SOURCE::relativize)
                    .filter(file -> file.toString().endsWith(".rego") || file.endsWith("data.json"))
                    .filter(counts)
                    .sorted(java.util.Comparator.comparing(Path::toString))
                    .toList();
        }
    }

    private static Stream<Path> walk(Path start) {
        try {
            return Files.walk(start);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to);
    }

    private static boolean opaAnswers() {
        try {
            run(Path.of("."), "opa", "version");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void run(Path directory, String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        try (InputStream out = process.getInputStream()) {
            String output = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
