package dev.gatehouse.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.audit.Auditor;
import dev.gatehouse.policy.SortableId;
import dev.gatehouse.rego.BundleRefused;
import dev.gatehouse.rego.RegoEngine;
import dev.gatehouse.rego.SignatureVerifier;
import dev.gatehouse.rego.builtin.BundleKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The watch is not waited for: the tests have it look.
class PolicySourcesTest {
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
    void aChangedBundleComesIntoForceAndIsOnTheRecord() throws Exception {
        try (PolicyInForce policy = PolicyInForce.open(source.settings(), source.auditor)) {
            assertThat(policy.get().revision()).isEqualTo("r-1");

            // When
            source.revision("r-2");
            policy.look();

            // Then
            assertThat(policy.get().revision()).isEqualTo("r-2");
            assertThat(source.record("policy.loaded"))
                    .extracting(BundleFolder::revision)
                    .containsExactly("r-1", "r-2");
        }
    }

    @Test
    void aBadBundleNeverReplacesAGoodOne() throws Exception {
        try (PolicyInForce policy = PolicyInForce.open(source.settings(), source.auditor)) {
            RegoEngine good = policy.get();

            // When
            Files.writeString(source.bundle.resolve("plan.json"), "{\"plans\": 7}");
            policy.look();
            policy.look();

            // Then
            assertThat(policy.get()).isSameAs(good);
            assertThat(source.record("policy.refused"))
                    .singleElement()
                    .satisfies(line -> assertThat(BundleFolder.revision(line)).isEqualTo("r-1"));
        }
    }

    @Test
    void aGoodBundleThatFailedForAnotherReasonIsTakenTheNextTime() throws Exception {
        // Given
        AtomicInteger broken = new AtomicInteger();
        InstantSource clock = () -> {
            if (broken.getAndDecrement() > 0) {
                throw new IllegalStateException("no memory for a moment");
            }
            return InstantSource.system().instant();
        };
        Auditor failing =
                new Auditor(source.journal, AuditSettings.STANDARD, new SortableId(InstantSource.system()), clock);
        try (PolicyInForce policy = PolicyInForce.open(source.settings(), failing)) {
            source.revision("r-2");
            broken.set(2); // the load, and the word about its failure

            // When
            policy.look();
            String first = policy.get().revision();
            policy.look();

            // Then
            assertThat(first).isEqualTo("r-1");
            assertThat(policy.get().revision()).isEqualTo("r-2");
        }
    }

    @Test
    void aFolderThatGoesAwayIsOneLineOnTheRecord() throws Exception {
        try (PolicyInForce policy = PolicyInForce.open(source.settings(), source.auditor)) {
            Path away = Files.move(source.bundle, folder.resolve("away"));
            policy.look();
            policy.look();
            Files.move(away, source.bundle);
            policy.look();

            assertThat(policy.get().revision()).isEqualTo("r-1");
            assertThat(source.record("policy.refused")).hasSize(1);
        }
    }

    @Test
    void parametersWithAFaultRefuseTheBundle() throws Exception {
        Files.writeString(
                source.bundle.resolve("data.json"),
                "{\"gatehouse\": {\"parameters\": {\"destructive\": {\"onn\": []}}}}");

        assertThatThrownBy(() -> PolicyInForce.open(source.settings(), source.auditor))
                .isInstanceOf(BundleRefused.class)
                .hasMessageContaining("parameters.destructive.onn is not known");
    }

    @Test
    void parametersAreLaidOverTheBundlesOwn() throws Exception {
        // Given
        Path parameters = folder.resolve("parameters.json");
        Files.writeString(parameters, "{\"gatehouse\": {\"parameters\": {\"opaque\": {\"on\": [\"*\"]}}}}");
        try (PolicyInForce policy =
                PolicyInForce.open(source.with(Optional.empty(), Optional.of(parameters)), source.auditor)) {
            String first = policy.get().revision();
            assertThat(first).startsWith("r-1+");

            // When
            Files.writeString(parameters, "{\"gatehouse\": {\"parameters\": {\"opaque\": {\"on\": []}}}}");
            policy.look();
            String second = policy.get().revision();
            Files.writeString(parameters, "{\"gatehouse\": {\"paramters\": {\"opaque\": {\"on\": []}}}}");
            policy.look();

            // Then
            assertThat(second).startsWith("r-1+").isNotEqualTo(first);
            assertThat(policy.get().revision()).isEqualTo(second);
            assertThat(source.record("policy.refused")
                            .getFirst()
                            .at("/outcome/error")
                            .textValue())
                    .contains("paramters");
        }
    }

    @Test
    void aBundleThatMustBeSignedIsRefusedWithoutASignature() throws Exception {
        String pem = Files.readString(Path.of("src/test/resources/rego/signed/public.pem"));
        SignatureVerifier key = BundleKey.of("RS256", pem, "");

        assertThatThrownBy(() -> PolicyInForce.open(source.with(Optional.of(key), Optional.empty()), source.auditor))
                .isInstanceOf(BundleRefused.class)
                .hasMessageContaining("not signed");
    }

    @Test
    void aModuleServesWhereThereIsNoPlan() throws Exception {
        Path module = Files.createDirectory(folder.resolve("module"));
        for (String file : List.of("policy.wasm", "data.json", ".manifest")) {
            Files.copy(Path.of("src/test/resources/rego/both").resolve(file), module.resolve(file));
        }
        var settings = new PolicySettings(
                Optional.of(module), "gatehouse/decision", Duration.ofHours(1), Duration.ofSeconds(5));

        try (PolicyInForce policy = PolicyInForce.open(settings, source.auditor)) {
            assertThat(policy.get()).isInstanceOf(dev.gatehouse.rego.WasmEngine.class);
        }
    }
}
