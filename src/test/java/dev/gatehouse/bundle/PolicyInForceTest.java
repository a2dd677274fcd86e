package dev.gatehouse.bundle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.audit.Auditor;
import dev.gatehouse.journal.Journal;
import dev.gatehouse.journal.JournalSettings;
import dev.gatehouse.policy.Decision;
import dev.gatehouse.policy.PolicyEngine;
import dev.gatehouse.policy.SortableId;
import dev.gatehouse.rego.BundleRefused;
import dev.gatehouse.rego.RegoJson;
import dev.gatehouse.rego.RegoValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A bundle on disk that changes under a running gateway: the shipped policy, with DROP refused or let.
@Timeout(120)
class PolicyInForceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SHIPPED = Path.of("rego/bundle");
    private static final Duration POLL = Duration.ofMillis(20);

    @TempDir
    Path directory;

    private Path bundle;
    private Journal journal;
    private Auditor auditor;
    private RegoValue drop;

    @BeforeEach
    void writeBundle() throws Exception {
        bundle = Files.createDirectory(directory.resolve("bundle"));
        journal = Journal.open(directory.resolve("journal"), new JournalSettings(100, false));
        InstantSource clock = InstantSource.system();
        auditor = new Auditor(journal, AuditSettings.STANDARD, new SortableId(clock), clock);
        drop = RegoJson.parse("""
                {"subject":{"id":"alice","kind":"human","groups":["analysts"],"claims":{},"authenticated_by":"jwt"},
                 "session":{"id":"s-1","protocol":"postgresql","client_address":"10.0.0.1","application":"psql",
                            "tls":true},
                 "target":{"name":"shop","protocol":"postgresql","database":"shop",
                           "labels":{"environment":"production"}},
                 "statement":{"kinds":["drop"],"effects":["ddl"],"stage":"simple","tables":[],"columns":[],
                              "functions":[],
                              "flags":{"unfiltered":false,"multiple":false,"opaque":false,"in_transaction":false,
                                       "resolved":false},
                              "fingerprint":"f00d"},
                 "grants":[],
                 "time":{"rfc3339":"2026-01-05T14:00:00Z","hour":14,"weekday":"monday","zone":"UTC"}}""");
        write("plan.json", Files.readAllBytes(SHIPPED.resolve("plan.json")));
        publish("one", false);
    }

    @AfterEach
    void closeJournal() {
        journal.close();
    }

    /// Puts a policy into the bundle's folder; its revision last, so that who sees that sees the rest.
    private void publish(String revision, boolean letsDrop) throws IOException {
        JsonNode data = JSON.readTree(Files.readAllBytes(SHIPPED.resolve("data.json")));
        for (String rule : List.of("destructive", "schema")) {
            ArrayNode on = (ArrayNode) data.at("/gatehouse/parameters/" + rule + "/on");
            on.removeAll();
            if (!letsDrop) {
                on.add("production");
            }
        }
        write("data.json", JSON.writeValueAsBytes(data));
        write(
                ".manifest",
                "{\"revision\":\"%s\",\"roots\":[\"gatehouse\"],\"rego_version\":1}"
                        .formatted(revision)
                        .getBytes(StandardCharsets.UTF_8));
    }

    private void write(String name, byte[] content) throws IOException {
        Path written = Files.write(directory.resolve("written"), content);
        Files.move(written, bundle.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private PolicyInForce open() throws BundleRefused, IOException {
        return PolicyInForce.open(
                new PolicySettings(Optional.of(bundle), "gatehouse/decision", POLL, Duration.ofSeconds(5)), auditor);
    }

    private static PolicyEngine judging(PolicyInForce policy) {
        return new PolicyEngine(policy, new SortableId(InstantSource.system()));
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(10));
    }

    private static void awaitRevision(PolicyInForce policy, String revision) {
        await().until(() -> policy.get().revision().equals(revision));
    }

    /// The policy's revisions on the record, in order, of the events named.
    private List<String> recorded(String event) {
        try {
            List<String> revisions = new CopyOnWriteArrayList<>();
            for (String line : Files.readAllLines(directory.resolve("journal/journal.jsonl"))) {
                JsonNode read = JSON.readTree(line);
                if (read.get("event").textValue().equals(event)) {
                    revisions.add(read.at("/decision/policy_revision").textValue());
                }
            }
            return revisions;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireRefused(Decision decision, String revision) {
        assertThat(decision).isInstanceOf(Decision.Deny.class);
        assertThat(decision.revision()).isEqualTo(revision);
        assertThat(decision.reasons()).anyMatch(reason -> reason.rule().equals("destructive/drop"));
    }

    @Test
    void aChangedBundleIsTakenOver() throws Exception {
        try (PolicyInForce policy = open()) {
            // Given
            List<String> told = new CopyOnWriteArrayList<>();
            policy.onChange(told::add);
            requireRefused(judging(policy).decide(List.of(drop)), "one");

            // When
            publish("two", true);
            awaitRevision(policy, "two");

            // Then
            Decision decision = judging(policy).decide(List.of(drop));
            assertThat(decision).isInstanceOf(Decision.Permit.class);
            assertThat(decision.revision()).isEqualTo("two");
            await().until(() -> recorded("policy.loaded").contains("two"));
            assertThat(recorded("policy.loaded")).startsWith("one");
            await().until(() -> told.contains("two"));
            assertThat(told).startsWith("one");
        }
    }

    @Test
    void aBadBundleIsOnTheRecordAndChangesNoDecision() throws Exception {
        try (PolicyInForce policy = open()) {
            // Given
            PolicyEngine judge = judging(policy);

            // When
            write("plan.json", "{\"plans\": nonsense".getBytes(StandardCharsets.UTF_8));
            await().until(() -> !recorded("policy.refused").isEmpty());

            // Then
            requireRefused(judge.decide(List.of(drop)), "one");
            assertThat(recorded("policy.loaded")).containsOnly("one");

            // And a good one comes in again
            write("plan.json", Files.readAllBytes(SHIPPED.resolve("plan.json")));
            publish("three", true);
            awaitRevision(policy, "three");
            assertThat(judge.decide(List.of(drop))).isInstanceOf(Decision.Permit.class);
        }
    }

    @Test
    void aBundleThatIsTakenAwayStaysInForce() throws Exception {
        try (PolicyInForce policy = open()) {
            // When
            Path away = Files.move(bundle, directory.resolve("away"), StandardCopyOption.ATOMIC_MOVE);
            await().until(() -> !recorded("policy.refused").isEmpty());

            // Then
            requireRefused(judging(policy).decide(List.of(drop)), "one");
            assertThat(recorded("policy.loaded")).containsOnly("one");

            // And it is looked for again
            Files.move(away, bundle, StandardCopyOption.ATOMIC_MOVE);
            publish("two", true);
            awaitRevision(policy, "two");
        }
    }

    /// The policy changes between the first statement of a text and the second.
    @Test
    void aTextInFlightIsJudgedByOneRevision() throws Exception {
        try (PolicyInForce policy = open()) {
            // Given
            List<RegoValue> statements = new AbstractList<>() {
                @Override
                public int size() {
                    return 2;
                }

                @Override
                public RegoValue get(int index) {
                    if (index == 0) {
                        swap(policy);
                    }
                    return drop;
                }
            };

            // When
            Decision decision = judging(policy).decide(statements);

            // Then
            requireRefused(decision, "one");
            assertThat(policy.get().revision()).isEqualTo("two");
            assertThat(judging(policy).decide(List.of(drop))).isInstanceOf(Decision.Permit.class);
        }
    }

    private void swap(PolicyInForce policy) {
        try {
            publish("two", true);
            awaitRevision(policy, "two");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void withoutAGoodBundleToBeginWithNothingStarts() throws Exception {
        write("plan.json", "{}".getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(this::open).isInstanceOf(BundleRefused.class);
    }
}
