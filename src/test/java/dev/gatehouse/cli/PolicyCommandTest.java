package dev.gatehouse.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.bundle.PolicyCompiler;
import dev.gatehouse.bundle.PolicyVersions;
import dev.gatehouse.cli.TypedPolicy.Said;
import dev.gatehouse.rego.BundleLimits;
import dev.gatehouse.rego.RegoBundle;

import static dev.gatehouse.support.ShippedBundle.FOLDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// The commands as they are typed, on the shipped policy.
class PolicyCommandTest {
    @TempDir
    Path folder;

    private TypedPolicy policy;

    @BeforeEach
    void configure() {
        policy = new TypedPolicy(folder);
    }

    @Test
    void checkSaysThatTheShippedPolicyIsGood() {
        Said said = policy.run("check", "-o", "json");

        assertThat(said.code()).isZero();
        assertThat(said.json().get("revision").textValue()).startsWith("shipped-");
        assertThat(said.json().get("notes")).isEmpty();
        assertThat(said.json().get("reads").toString())
                .contains("statement/kinds")
                .doesNotContain("rfc3339");
    }

    @Test
    void checkOfABadBundleFailsAndOfNoneCouldNotRead() throws IOException {
        Path bad = Files.createDirectory(folder.resolve("bad"));
        Files.writeString(bad.resolve("plan.json"), "{}");

        assertThat(policy.run("check", bad.toString()).code()).isEqualTo(1);
        assertThat(policy.run("check", folder.resolve("none").toString()).code())
                .isEqualTo(3);
        assertThat(policy.run("check", "--unknown").code()).isEqualTo(2);
    }

    @Test
    void checkNotesAPackThatIsOff() throws IOException {
        Said said = policy.run(
                "check",
                "-o",
                "json",
                policy.bundleWith("\"opaque\": { \"on\": [] }").toString());

        assertThat(said.code()).isZero();
        assertThat(said.json().get("notes").toString()).contains("parameters.opaque.on is empty");
    }

    @Test
    void testRunsTheTestsOfACompiledPolicy() {
        Said said = policy.run("test", "-o", "json", "src/test/resources/rego/tests", "--run", "destructive");

        assertThat(said.code()).isZero();
        assertThat(said.json().get("passed").intValue()).isGreaterThan(5);
        assertThat(said.json().get("failed").intValue()).isZero();
    }

    @Test
    void testAndCheckCompileTheSourcesOfThePolicy() {
        boolean found = new PolicyCompiler(Optional.empty(), "gatehouse/decision")
                .found()
                .isPresent();
        assumeTrue(found, () -> {
            System.out.println("SKIPPED: no `opa` on the PATH, so no sources are tested by command");
            return "no opa";
        });
        Said tested = policy.run("test", "-o", "json", "rego");
        Said checked = policy.run("check", "-o", "json", "rego");

        assertThat(tested.code()).as(tested.out() + tested.err()).isZero();
        assertThat(tested.json().get("passed").intValue()).isGreaterThan(150);
        assertThat(checked.code()).as(checked.out() + checked.err()).isZero();
    }

    @Test
    void testOfAPolicyWithoutTestsFails() {
        assertThat(policy.run("test", FOLDER.toString()).code()).isEqualTo(1);
        assertThat(policy.run("test", "shipped").code()).isEqualTo(1);
    }

    @Test
    void versionsAreListedAndOneIsPinned() throws Exception {
        // Given
        PolicyVersions versions = new PolicyVersions(folder.resolve("history"));
        RegoBundle first = RegoBundle.load(FOLDER, BundleLimits.STANDARD);
        RegoBundle second = first.with("{\"gatehouse\": {\"parameters\": {}}}".getBytes(StandardCharsets.UTF_8));
        versions.keep(first, "a", Instant.ofEpochSecond(1));
        versions.keep(second, "b", Instant.ofEpochSecond(2));

        // When
        Said rolledBack = policy.run("rollback", first.revision());
        Said listed = policy.run("versions", "-o", "json");

        // Then
        assertThat(rolledBack.code()).isZero();
        assertThat(listed.json()).hasSize(2);
        assertThat(listed.json().at("/0/revision").textValue()).isEqualTo(second.revision());
        assertThat(listed.json().at("/0/inForce").booleanValue()).isTrue();
        assertThat(listed.json().at("/1/pinned").booleanValue()).isTrue();
        assertThat(policy.run("rollback", second.digest().substring(0, 12)).code())
                .isZero();
        assertThat(policy.run("rollback", "no-such").code()).isEqualTo(1);
        assertThat(policy.run("rollback").code()).isEqualTo(2);
        assertThat(policy.run("rollback", "--release").code()).isZero();
        assertThat(versions.pin()).isEmpty();
    }

    @Test
    void byItselfItSaysWhatThereIs() {
        Said said = policy.run();

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("check", "explain", "replay", "rollback", "test", "versions");
    }
}
