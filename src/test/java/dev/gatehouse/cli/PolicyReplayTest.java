package dev.gatehouse.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.audit.Auditor;
import dev.gatehouse.audit.RecordedText;
import dev.gatehouse.audit.SessionPart;
import dev.gatehouse.audit.StatementPart;
import dev.gatehouse.cli.TypedPolicy.Said;
import dev.gatehouse.journal.Journal;
import dev.gatehouse.journal.JournalSettings;
import dev.gatehouse.policy.Decision;
import dev.gatehouse.policy.Reason;
import dev.gatehouse.policy.SortableId;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.support.Principals;

import static org.assertj.core.api.Assertions.assertThat;

/// What another policy would have said of the statements on the record.
class PolicyReplayTest {
    @TempDir
    Path folder;

    private TypedPolicy policy;

    @BeforeEach
    void configure() {
        policy = new TypedPolicy(folder);
    }

    @Test
    void replayListsWhatWouldChangeByRuleAndIdentity() throws IOException {
        // Given
        recordDecisions();
        Path bundle = policy.bundleWith("\"destructive\": { \"on\": [] }, \"schema\": { \"on\": [] }, "
                + "\"read_only\": { \"on\": [\"*\"], \"roles\": [\"analysts\"] }");

        // When
        Said said = policy.run("replay", "-o", "json", "--bundle", bundle.toString(), "--since", "24h");

        // Then
        JsonNode outcome = said.json();
        assertThat(said.code()).isZero();
        assertThat(outcome.get("judged").intValue()).isEqualTo(4);
        assertThat(outcome.get("changed").intValue()).isEqualTo(3);
        assertThat(outcome.at("/changes/0/now").textValue()).isEqualTo("deny");
        assertThat(outcome.at("/changes/0/was").textValue()).isEqualTo("allow");
        assertThat(outcome.at("/changes/0/newRules").toString()).isEqualTo("[\"read-only/effect\"]");
        assertThat(outcome.at("/changes/0/subjects").toString()).isEqualTo("{\"alice\":2}");
        assertThat(outcome.at("/changes/1/was").textValue()).isEqualTo("deny");
        assertThat(outcome.at("/changes/1/oldRules").toString()).isEqualTo("[\"destructive/drop\"]");
        assertThat(outcome.at("/changes/1/newRules").toString()).isEqualTo("[\"read-only/effect\"]");
        assertThat(outcome.get("notes").toString()).contains("the gateway itself refused it");
        assertThat(policy.run("replay", "--since", "24h").out()).contains("0 of 4 recorded statements");
        assertThat(policy.run("replay", "--since", "2099-01-01T00:00:00Z").out())
                .contains("0 of 0");
    }

    @Test
    void replayWithoutAJournalCouldNotRead() {
        assertThat(policy.run("replay", "--since", "1h").code()).isEqualTo(3);
        assertThat(policy.run("replay", "--since", "yesterday").code()).isEqualTo(2);
    }

    private void recordDecisions() throws IOException {
        InstantSource clock = InstantSource.system();
        try (Journal journal = Journal.open(folder.resolve("journal"), new JournalSettings(100, false))) {
            Auditor auditor = new Auditor(journal, AuditSettings.STANDARD, new SortableId(clock), clock);
            decided(auditor, "select", "read");
            decided(auditor, "insert", "write");
            decided(auditor, "insert", "write");
            decided(auditor, "drop", "schema", "destructive/drop");
            decided(auditor, "select", "read", "session/expired");
        }
    }

    private static void decided(Auditor auditor, String kind, String effect, String... rules) {
        var facts = new StatementFacts(Set.of(kind), Set.of(effect), List.of(), List.of(), Set.of(), false, false);
        Decision decision = rules.length == 0
                ? new Decision.Permit("d", "r", List.of(), List.of())
                : new Decision.Deny("d", "r", List.of(new Reason(rules[0], "no")));
        auditor.decided(new AuditEvent.StatementDecided(
                        SessionPart.of(
                                "s",
                                Principals.alice(Instant.MAX),
                                new SessionPart.Road("10.0.0.1", "psql", "shop", "postgresql")),
                        StatementPart.of(RecordedText.asSent(kind + " something"), List.of(facts), "f"),
                        "",
                        decision))
                .toCompletableFuture()
                .join();
    }
}
