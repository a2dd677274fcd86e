package dev.gatehouse.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.audit.Auditor;
import dev.gatehouse.journal.Journal;
import dev.gatehouse.journal.JournalSettings;
import dev.gatehouse.policy.SortableId;
import dev.gatehouse.rego.BundleRefused;
import dev.gatehouse.rego.RegoEngine;
import dev.gatehouse.rego.SignatureVerifier;
import dev.gatehouse.rego.builtin.BundleKey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// The watch is not waited for: the tests have it look.
class PolicySourcesTest {
    private static final Path SHIPPED = Path.of("rego/bundle");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Path bundle;
    private Journal journal;
    private Auditor auditor;

    @BeforeEach
    void open() throws IOException {
        bundle = Files.createDirectory(folder.resolve("bundle"));
        for (String file : List.of("plan.json", "data.json")) {
            Files.copy(SHIPPED.resolve(file), bundle.resolve(file));
        }
        revision("r-1");
        journal = Journal.open(folder.resolve("journal"), JournalSettings.STANDARD);
        InstantSource clock = InstantSource.system();
        auditor = new Auditor(journal, AuditSettings.STANDARD, new SortableId(clock), clock);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void aChangedBundleComesIntoForceAndIsOnTheRecord() throws Exception {
        try (PolicyInForce policy = PolicyInForce.open(settings(), auditor)) {
            assertThat(policy.get().revision()).isEqualTo("r-1");

            // When
            revision("r-2");
            policy.look();

            // Then
            assertThat(policy.get().revision()).isEqualTo("r-2");
            assertThat(record("policy.loaded"))
                    .extracting(PolicySourcesTest::revision)
                    .containsExactly("r-1", "r-2");
        }
    }

    @Test
    void aBadBundleNeverReplacesAGoodOne() throws Exception {
        try (PolicyInForce policy = PolicyInForce.open(settings(), auditor)) {
            RegoEngine good = policy.get();

            // When
            Files.writeString(bundle.resolve("plan.json"), "{\"plans\": 7}");
            policy.look();
            policy.look();

            // Then
            assertThat(policy.get()).isSameAs(good);
            assertThat(record("policy.refused")).singleElement().satisfies(line -> assertThat(revision(line))
                    .isEqualTo("r-1"));
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
        Auditor failing = new Auditor(journal, AuditSettings.STANDARD, new SortableId(InstantSource.system()), clock);
        try (PolicyInForce policy = PolicyInForce.open(settings(), failing)) {
            revision("r-2");
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
        try (PolicyInForce policy = PolicyInForce.open(settings(), auditor)) {
            Path away = Files.move(bundle, folder.resolve("away"));
            policy.look();
            policy.look();
            Files.move(away, bundle);
            policy.look();

            assertThat(policy.get().revision()).isEqualTo("r-1");
            assertThat(record("policy.refused")).hasSize(1);
        }
    }

    @Test
    void parametersWithAFaultRefuseTheBundle() throws Exception {
        Files.writeString(
                bundle.resolve("data.json"), "{\"gatehouse\": {\"parameters\": {\"destructive\": {\"onn\": []}}}}");

        assertThatThrownBy(() -> PolicyInForce.open(settings(), auditor))
                .isInstanceOf(BundleRefused.class)
                .hasMessageContaining("parameters.destructive.onn is not known");
    }

    @Test
    void parametersAreLaidOverTheBundlesOwn() throws Exception {
        // Given
        Path parameters = folder.resolve("parameters.json");
        Files.writeString(parameters, "{\"gatehouse\": {\"parameters\": {\"opaque\": {\"on\": [\"*\"]}}}}");
        try (PolicyInForce policy = PolicyInForce.open(with(Optional.empty(), Optional.of(parameters)), auditor)) {
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
            assertThat(record("policy.refused").getFirst().at("/outcome/error").textValue())
                    .contains("paramters");
        }
    }

    @Test
    void aBundleThatMustBeSignedIsRefusedWithoutASignature() throws Exception {
        String pem = Files.readString(Path.of("src/test/resources/rego/signed/public.pem"));
        SignatureVerifier key = BundleKey.of("RS256", pem, "");

        assertThatThrownBy(() -> PolicyInForce.open(with(Optional.of(key), Optional.empty()), auditor))
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

        try (PolicyInForce policy = PolicyInForce.open(settings, auditor)) {
            assertThat(policy.get()).isInstanceOf(dev.gatehouse.rego.WasmEngine.class);
        }
    }

    @Test
    void aPinnedVersionStaysInForceUntilItIsReleased() throws Exception {
        // Given
        PolicyVersions versions = new PolicyVersions(folder.resolve("history"));
        try (PolicyInForce policy = PolicyInForce.open(settings(), auditor)) {
            String first = versions.inForce().orElseThrow().digest();
            revision("r-2");
            policy.look();

            // When
            versions.pin(new PolicyVersions.Pin(first, "omar", Instant.EPOCH.toString()));
            policy.look();
            String pinned = policy.get().revision();
            revision("r-3");
            policy.look();
            String stillPinned = policy.get().revision();
            versions.release();
            policy.look();

            // Then
            assertThat(List.of(pinned, stillPinned, policy.get().revision())).containsExactly("r-1", "r-1", "r-3");
            assertThat(record("policy.loaded"))
                    .extracting(line -> line.at("/outcome/result").textValue())
                    .containsExactly(bundle.toString(), bundle.toString(), "rolled back by omar", bundle.toString());
        }
    }

    @Test
    void aPinOutlivesARestart() throws Exception {
        PolicyVersions versions = new PolicyVersions(folder.resolve("history"));
        try (PolicyInForce policy = PolicyInForce.open(settings(), auditor)) {
            versions.pin(new PolicyVersions.Pin(versions.inForce().orElseThrow().digest(), "omar", ""));
            revision("r-2");
        }
        try (PolicyInForce policy = PolicyInForce.open(settings(), auditor)) {
            assertThat(policy.get().revision()).isEqualTo("r-1");
        }
    }

    @Test
    void aVersionThatWasTamperedWithDoesNotComeBack() throws Exception {
        PolicyVersions versions = new PolicyVersions(folder.resolve("history"));
        try (PolicyInForce policy = PolicyInForce.open(settings(), auditor)) {
            String first = versions.inForce().orElseThrow().digest();
            revision("r-2");
            policy.look();
            String second = versions.inForce().orElseThrow().digest();
            Files.copy(
                    folder.resolve("history/" + second + ".zip"),
                    folder.resolve("history/" + first + ".zip"),
                    StandardCopyOption.REPLACE_EXISTING);

            versions.pin(new PolicyVersions.Pin(first, "mallory", ""));
            policy.look();

            assertThat(policy.get().revision()).isEqualTo("r-2");
            assertThat(record("policy.refused").getFirst().at("/outcome/error").textValue())
                    .contains("is not what it was");
        }
    }

    @Test
    void theLastGoodOneServesWhenTheSourceBringsNoneAtTheStart() throws Exception {
        PolicyInForce.open(settings(), auditor).close();
        Files.writeString(bundle.resolve("plan.json"), "no plan");

        try (PolicyInForce policy = PolicyInForce.open(settings(), auditor)) {
            assertThat(policy.get().revision()).isEqualTo("r-1");
            assertThat(record("policy.refused")).hasSize(1);
        }
    }

    @Test
    void fewVersionsAreKept() throws Exception {
        PolicyVersions versions = new PolicyVersions(folder.resolve("history"));
        try (PolicyInForce policy = PolicyInForce.open(settings(), auditor)) {
            for (int i = 2; i < PolicyVersions.MOST + 5; i++) {
                revision("r-" + i);
                policy.look();
            }
        }
        assertThat(versions.all()).hasSize(PolicyVersions.MOST).first().satisfies(version -> assertThat(
                        version.revision())
                .isEqualTo("r-" + (PolicyVersions.MOST + 4)));
    }

    private PolicySettings settings() {
        return with(Optional.empty(), Optional.empty());
    }

    private PolicySettings with(Optional<SignatureVerifier> signedBy, Optional<Path> parameters) {
        return new PolicySettings(
                new PolicySource.OnDisk(bundle),
                "gatehouse/decision",
                Duration.ofHours(1),
                Duration.ofSeconds(5),
                signedBy,
                parameters,
                Optional.empty(),
                Optional.of(folder.resolve("history")),
                ZoneOffset.UTC);
    }

    private void revision(String revision) throws IOException {
        Files.writeString(bundle.resolve(".manifest"), "{\"revision\": \"" + revision + "\"}");
    }

    private static String revision(JsonNode line) {
        return line.at("/decision/policy_revision").textValue();
    }

    private List<JsonNode> record(String event) throws IOException {
        journal.close();
        List<JsonNode> lines = new java.util.ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("journal/journal.jsonl"), StandardCharsets.UTF_8)) {
            JsonNode read = JSON.readTree(line);
            if (read.get("event").textValue().equals(event)) {
                lines.add(read);
            }
        }
        return lines;
    }
}
