package dev.gatehouse.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Versions that were in force come back when somebody says so, and when there is nothing better.
class KeptPoliciesTest {
    @TempDir
    Path folder;

    private BundleFolder source;

    @BeforeEach
    void open() throws IOException {
        source = new BundleFolder(folder);
    }

    @AfterEach
    void close() {
        source.close();
    }

    @Test
    void aPinnedVersionStaysInForceUntilItIsReleased() throws Exception {
        // Given
        PolicyVersions versions = source.versions();
        try (PolicyInForce policy = PolicyInForce.open(source.settings(), source.auditor)) {
            String first = versions.inForce().orElseThrow().digest();
            source.revision("r-2");
            policy.look();

            // When
            versions.pin(new PolicyVersions.Pin(first, "omar", Instant.EPOCH.toString()));
            policy.look();
            String pinned = policy.get().revision();
            source.revision("r-3");
            policy.look();
            String stillPinned = policy.get().revision();
            versions.release();
            policy.look();

            // Then
            assertThat(List.of(pinned, stillPinned, policy.get().revision())).containsExactly("r-1", "r-1", "r-3");
            assertThat(source.record("policy.loaded"))
                    .extracting(line -> line.at("/outcome/result").textValue())
                    .containsExactly(
                            source.bundle.toString(),
                            source.bundle.toString(),
                            "rolled back by omar",
                            source.bundle.toString());
        }
    }

    @Test
    void aPinOutlivesARestart() throws Exception {
        PolicyVersions versions = source.versions();
        try (PolicyInForce policy = PolicyInForce.open(source.settings(), source.auditor)) {
            versions.pin(new PolicyVersions.Pin(versions.inForce().orElseThrow().digest(), "omar", ""));
            source.revision("r-2");
        }
        try (PolicyInForce policy = PolicyInForce.open(source.settings(), source.auditor)) {
            assertThat(policy.get().revision()).isEqualTo("r-1");
        }
    }

    @Test
    void aVersionThatWasTamperedWithDoesNotComeBack() throws Exception {
        PolicyVersions versions = source.versions();
        try (PolicyInForce policy = PolicyInForce.open(source.settings(), source.auditor)) {
            String first = versions.inForce().orElseThrow().digest();
            source.revision("r-2");
            policy.look();
            String second = versions.inForce().orElseThrow().digest();
            Files.copy(
                    folder.resolve("history/" + second + ".zip"),
                    folder.resolve("history/" + first + ".zip"),
                    StandardCopyOption.REPLACE_EXISTING);

            versions.pin(new PolicyVersions.Pin(first, "mallory", ""));
            policy.look();

            assertThat(policy.get().revision()).isEqualTo("r-2");
            assertThat(source.record("policy.refused")
                            .getFirst()
                            .at("/outcome/error")
                            .textValue())
                    .contains("is not what it was");
        }
    }

    @Test
    void theLastGoodOneServesWhenTheSourceBringsNoneAtTheStart() throws Exception {
        PolicyInForce.open(source.settings(), source.auditor).close();
        Files.writeString(source.bundle.resolve("plan.json"), "no plan");

        try (PolicyInForce policy = PolicyInForce.open(source.settings(), source.auditor)) {
            assertThat(policy.get().revision()).isEqualTo("r-1");
            assertThat(source.record("policy.refused")).hasSize(1);
        }
    }

    @Test
    void fewVersionsAreKept() throws Exception {
        PolicyVersions versions = source.versions();
        try (PolicyInForce policy = PolicyInForce.open(source.settings(), source.auditor)) {
            for (int i = 2; i < PolicyVersions.MOST + 5; i++) {
                source.revision("r-" + i);
                policy.look();
            }
        }
        assertThat(versions.all()).hasSize(PolicyVersions.MOST).first().satisfies(version -> assertThat(
                        version.revision())
                .isEqualTo("r-" + (PolicyVersions.MOST + 4)));
    }
}
