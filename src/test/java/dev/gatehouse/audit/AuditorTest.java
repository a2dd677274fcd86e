package dev.gatehouse.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.gatehouse.journal.Journal;
import dev.gatehouse.journal.JournalSettings;
import dev.gatehouse.policy.Decision;
import dev.gatehouse.policy.Obligation;
import dev.gatehouse.policy.Reason;
import dev.gatehouse.policy.SortableId;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.support.Principals;
import dev.gatehouse.support.TestClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AuditorTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final TestClock clock = new TestClock(Instant.parse("2026-01-05T14:00:00.012345678Z"));

    @TempDir
    Path directory;

    @Test
    void aDecidedStatementHasTheContractsFormAndOrder() throws IOException {
        JsonNode line = written(auditor -> auditor.decided(new AuditEvent.StatementDecided(
                        session(),
                        statement("read"),
                        "hmac-sha256:ab",
                        new Decision.Permit(
                                "d-1",
                                "r-1",
                                List.of(new Reason("a/b", "words")),
                                List.of(
                                        new Obligation.Hold(List.of("dba"), 1, Optional.of(Duration.ofMinutes(1))),
                                        new Obligation.Mask(Map.of("email", "partial"), Map.of("a.b", "null")),
                                        new Obligation.LimitRows(5),
                                        new Obligation.ReadOnly(),
                                        new Obligation.Timeout(Duration.ofSeconds(2))))))
                .toCompletableFuture()
                .join());

        assertThat(names(line))
                .containsExactly(
                        "time",
                        "event",
                        "id",
                        "session",
                        "subject",
                        "client",
                        "target",
                        "protocol",
                        "statement",
                        "decision",
                        "index");
        ((com.fasterxml.jackson.databind.node.ObjectNode) line).remove("id");
        assertThat(line).isEqualTo(JSON.readTree("""
                {"time":"2026-01-05T14:00:00.012345Z","event":"statement.decided","session":"s-1",
                 "subject":{"id":"agent-7","kind":"agent","groups":["agents"],
                            "on_behalf_of":{"id":"alice","groups":["analysts"]}},
                 "client":{"address":"10.0.0.1","application":"psql"},"target":"shop","protocol":"postgresql",
                 "statement":{"sql":"select \\"a\\"\\nfrom t","fingerprint":"f00d","kinds":["select"],
                              "effects":["read"],
                              "tables":[{"schema":"public","name":"t","access":["read"]}],
                              "columns":[{"schema":"public","table":"t","name":"a","uses":["output"],
                                          "sensitive":[]}],"functions":[],"flags":[],
                              "parameters_digest":"hmac-sha256:ab"},
                 "decision":{"id":"d-1","result":"allow","rules":["a/b"],"policy_revision":"r-1",
                             "obligations":[{"type":"hold","reviewers":["dba"],"quorum":1,"expires":"60000ms"},
                                            {"type":"mask","kinds":{"email":"partial"},"columns":{"a.b":"null"}},
                                            {"type":"limit_rows","rows":5},{"type":"read_only"},
                                            {"type":"timeout","after":"2000ms"}]},
                 "index":0}"""));
    }

    @Test
    void aFinishedStatementCarriesItsActorItsDecisionAndItsOutcome() throws IOException {
        JsonNode line = written(auditor -> auditor.finished(new AuditEvent.StatementFinished(
                new AuditEvent.StatementDecided(
                        session(), statement("read"), "", new Decision.Permit("d-1", "r-1", List.of(), List.of())),
                new AuditEvent.Ending(
                        "server_error",
                        3,
                        400,
                        0,
                        1_234,
                        "42P01",
                        java.util.Optional.empty(),
                        AuditEvent.Masked.NOTHING))));

        assertThat(names(line)).containsSubsequence("statement", "decision", "outcome", "index");
        assertThat(line.at("/event").textValue()).isEqualTo("statement.finished");
        assertThat(line.at("/subject/id").textValue()).isEqualTo("agent-7");
        assertThat(line.at("/decision/id").textValue()).isEqualTo("d-1");
        assertThat(line.at("/outcome")).isEqualTo(JSON.readTree("""
                        {"result":"server_error","rows":3,"bytes":400,"masked_cells":0,"duration_us":1234,
                         "error":"42P01"}"""));
        assertThat(line.at("/statement").has("parameters_digest")).isFalse();
    }

    @Test
    void whatWasMaskedStandsInTheOutcomeByKindAndByColumn() throws IOException {
        var masked = new AuditEvent.Masked(Map.of("email", 3L, "card", 1L), Set.of("public.people.email", "note"));
        JsonNode line = written(auditor -> auditor.finished(new AuditEvent.StatementFinished(
                new AuditEvent.StatementDecided(
                        session(), statement("read"), "", new Decision.Permit("d-1", "r-1", List.of(), List.of())),
                new AuditEvent.Ending("completed", 3, 400, 4, 1_234, "", Optional.empty(), masked))));

        assertThat(line.at("/outcome/masked_cells").longValue()).isEqualTo(4);
        assertThat(line.at("/outcome/masked")).isEqualTo(JSON.readTree("{\"card\":1,\"email\":3}"));
        assertThat(line.at("/outcome/masked_columns")).isEqualTo(JSON.readTree("[\"note\",\"public.people.email\"]"));
    }

    @Test
    void whatSpeaksAgainstTheLineageStandsInTheOutcome() throws IOException {
        var suspicion = new AuditEvent.Suspicion("source", "output 1 announced as public.t.b");
        JsonNode line = written(auditor -> auditor.finished(new AuditEvent.StatementFinished(
                new AuditEvent.StatementDecided(
                        session(), statement("read"), "", new Decision.Permit("d-1", "r-1", List.of(), List.of())),
                new AuditEvent.Ending(
                        "completed",
                        3,
                        400,
                        0,
                        1_234,
                        "",
                        java.util.Optional.of(suspicion),
                        AuditEvent.Masked.NOTHING))));

        assertThat(line.at("/outcome/suspicion")).isEqualTo(JSON.readTree("""
                        {"kind":"source","what":"output 1 announced as public.t.b"}"""));
    }

    @Test
    void theOtherEventsHaveTheirNames() throws IOException {
        List<AuditEvent> events = List.of(
                new AuditEvent.SessionOpened(session()),
                new AuditEvent.SessionClosed(session(), "client left"),
                new AuditEvent.LoginRefused(
                        SessionPart.unproved("mallory", new SessionPart.Road("10.0.0.9", "", "shop", "mysql")), "why"),
                new AuditEvent.PolicyLoaded("r-2", List.of("a/b")),
                new AuditEvent.PolicyRefused("r-2", "unknown built-in"));
        List<JsonNode> lines = new ArrayList<>();
        try (Journal journal = Journal.open(directory, new JournalSettings(10, false))) {
            Auditor auditor = auditor(journal);
            events.forEach(event -> auditor.record(event).toCompletableFuture().join());
        }
        for (String line : Files.readAllLines(directory.resolve("journal.jsonl"))) {
            lines.add(JSON.readTree(line));
        }

        assertThat(lines)
                .extracting(line -> line.get("event").textValue())
                .containsExactly(
                        "session.opened", "session.closed", "login.refused", "policy.loaded", "policy.refused");
        assertThat(lines.get(2).at("/subject").toString()).isEqualTo("{\"id\":\"mallory\",\"kind\":\"unproved\"}");
        assertThat(lines.get(4).at("/decision/policy_revision").textValue()).isEqualTo("r-2");
    }

    @Test
    void onlyPermittedReadsAreInTheReadClass() {
        assertThat(statement("read").reads).isTrue();
        assertThat(statement("session").reads).isTrue();
        for (String effect : List.of("write", "schema", "privilege", "server", "export")) {
            assertThat(statement(effect).reads).isFalse();
        }
        StatementFacts opaque = new StatementFacts(Set.of(), Set.of(), List.of(), List.of(), Set.of(), false, true);
        assertThat(StatementPart.of(RecordedText.asSent("?"), List.of(opaque), "f").reads)
                .isFalse();
    }

    @Test
    void parametersAreKeyedDigests() throws IOException {
        ParameterDigests digests = ParameterDigests.open(directory);

        String first = digest(digests, "123-45-6789");
        assertThat(first).startsWith("hmac-sha256:").hasSize("hmac-sha256:".length() + 64);
        assertThat(digest(digests, "123-45-6789")).isEqualTo(first);
        assertThat(digest(ParameterDigests.open(directory), "123-45-6789")).isEqualTo(first);
        assertThat(digest(digests, "123-45-6788")).isNotEqualTo(first);
        Path key = directory.resolve(ParameterDigests.KEY_FILE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                .isEqualTo("rw-------");

        Files.delete(key);
        assertThat(digest(ParameterDigests.open(directory), "123-45-6789")).isNotEqualTo(first);
    }

    @Test
    void aDamagedKeyIsNotUsed() throws IOException {
        Files.write(directory.resolve(ParameterDigests.KEY_FILE), new byte[7]);

        assertThatThrownBy(() -> ParameterDigests.open(directory)).isInstanceOf(IOException.class);
    }

    private static String digest(ParameterDigests digests, String value) {
        ParameterDigests.Digest digest = digests.start();
        digest.update(ByteBuffer.wrap(value.getBytes(StandardCharsets.UTF_8)));
        return digest.finish();
    }

    private JsonNode written(java.util.function.Consumer<Auditor> act) throws IOException {
        try (Journal journal = Journal.open(directory, new JournalSettings(10, false))) {
            act.accept(auditor(journal));
        }
        List<String> lines = Files.readAllLines(directory.resolve("journal.jsonl"));
        assertThat(lines).hasSize(1);
        return JSON.readTree(lines.getFirst());
    }

    private Auditor auditor(Journal journal) {
        return new Auditor(journal, AuditSettings.STANDARD, new SortableId(clock), clock);
    }

    private static SessionPart session() {
        return SessionPart.of(
                "s-1",
                Principals.agentForAlice(Instant.MAX),
                new SessionPart.Road("10.0.0.1", "psql", "shop", "postgresql"));
    }

    private static StatementPart statement(String effect) {
        StatementFacts facts = new StatementFacts(
                Set.of("select"),
                Set.of(effect),
                List.of(new StatementFacts.TableUse("public", "t", Set.of("read"))),
                List.of(new StatementFacts.ColumnUse("public", "t", "a", Set.of("output"), Set.of())),
                Set.of(),
                false,
                false);
        return StatementPart.of(RecordedText.asSent("select \"a\"\nfrom t"), List.of(facts), "f00d");
    }

    private static List<String> names(JsonNode line) {
        List<String> names = new ArrayList<>();
        line.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
