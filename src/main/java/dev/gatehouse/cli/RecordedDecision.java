package dev.gatehouse.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.gatehouse.identity.Principal;
import dev.gatehouse.policy.PolicyInput;
import dev.gatehouse.rego.RegoValue;
import dev.gatehouse.sql.Lineage;
import dev.gatehouse.sql.StatementFacts;

/// A line `statement.decided` of the record, from which the policy's input is built again, as far as it is there.
///
/// Not on the record, and so the same for all: claims (none), the way of login (`jwt`), TLS (there), the stage
/// (`simple`), grants (none), whether a transaction was open (no). A text of several statements is one line, and is
/// judged as one statement that does all of it.
final class RecordedDecision {
    private static final Set<String> FAILURES = Set.of("policy/error", "policy/undefined", "policy/malformed");

    private final JsonNode line;

    private RecordedDecision(JsonNode line) {
        this.line = line;
    }

    /// Gives the decisions of a journal between two times, in their order; `broken` runs for each line that is not
    /// whole. Errors: `IOException` when the journal cannot be read.
    static void read(Path journal, Instant since, Instant until, Consumer<RecordedDecision> each, Runnable broken)
            throws IOException {
        ObjectMapper json = new ObjectMapper();
        try (BufferedReader lines = Files.newBufferedReader(journal)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                try {
                    of(json.readTree(line))
                            .filter(recorded -> !recorded.time().isBefore(since)
                                    && recorded.time().isBefore(until))
                            .ifPresent(each);
                } catch (JsonProcessingException e) {
                    broken.run();
                }
            }
        }
    }

    /// Empty for another event.
    private static Optional<RecordedDecision> of(JsonNode line) {
        return line.path("event").asText().equals("statement.decided")
                ? Optional.of(new RecordedDecision(line))
                : Optional.empty();
    }

    Instant time() {
        return Instant.parse(line.path("time").asText());
    }

    String id() {
        return line.at("/decision/id").asText();
    }

    String target() {
        return line.path("target").asText();
    }

    String subject() {
        String id = line.at("/subject/id").asText();
        return line.at("/subject/on_behalf_of/id").isTextual()
                ? id + " for " + line.at("/subject/on_behalf_of/id").asText()
                : id;
    }

    /// The same for texts that differ in literals only.
    String fingerprint() {
        return line.at("/statement/fingerprint").asText();
    }

    String sql() {
        return line.at("/statement/sql").asText();
    }

    /// Whether the text stands there as it was sent, and can be read again.
    boolean asSent() {
        return !line.at("/statement/literals").asText().equals("replaced");
    }

    boolean allowed() {
        return line.at("/decision/result").asText().equals("allow");
    }

    Set<String> rules() {
        return texts(line.at("/decision/rules"));
    }

    /// Whether the policy had a say in it: a refusal of the gateway itself would be one under any policy.
    boolean judged() {
        return allowed()
                || rules().stream()
                        .noneMatch(rule -> rule.startsWith("session/")
                                || rule.startsWith("gateway/")
                                || rule.startsWith("obligation/")
                                || FAILURES.contains(rule));
    }

    /// Whether the line says of the statement all that rules look at; lines of older versions lack flags.
    boolean whole() {
        return line.at("/statement/flags").isArray();
    }

    /// @param database and `labels` as the target is configured now
    RegoValue input(String database, Map<String, String> labels, RegoValue time) {
        JsonNode client = line.path("client");
        String protocol = line.path("protocol").asText();
        PolicyInput.SessionPart session = PolicyInput.session(
                principal(),
                new PolicyInput.SessionFacts(
                        line.path("session").asText(),
                        protocol,
                        client.path("address").asText(),
                        client.path("application").asText(),
                        true),
                new PolicyInput.TargetFacts(target(), protocol, database, labels));
        var circumstances = new PolicyInput.Circumstances("simple", flags().contains("multiple"), false);
        RegoValue statement =
                PolicyInput.statement(facts(), line.at("/statement/fingerprint").asText(), circumstances);
        return PolicyInput.document(session, statement, time);
    }

    private Principal principal() {
        JsonNode subject = line.path("subject");
        JsonNode other = subject.path("on_behalf_of");
        return new Principal(
                subject.path("id").asText(),
                switch (subject.path("kind").asText()) {
                    case "agent" -> Principal.Kind.AGENT;
                    case "service" -> Principal.Kind.SERVICE;
                    default -> Principal.Kind.HUMAN;
                },
                texts(subject.path("groups")),
                Map.of(),
                other.isObject()
                        ? Optional.of(new Principal.OnBehalfOf(other.path("id").asText(), texts(other.path("groups"))))
                        : Optional.empty(),
                Principal.AuthenticatedBy.JWT,
                Instant.MAX);
    }

    private StatementFacts facts() {
        JsonNode statement = line.path("statement");
        List<StatementFacts.TableUse> tables = new ArrayList<>();
        statement
                .path("tables")
                .forEach(table -> tables.add(new StatementFacts.TableUse(
                        table.path("schema").asText(), table.path("name").asText(), texts(table.path("access")))));
        List<StatementFacts.ColumnUse> columns = new ArrayList<>();
        statement
                .path("columns")
                .forEach(column -> columns.add(new StatementFacts.ColumnUse(
                        column.path("schema").asText(),
                        column.path("table").asText(),
                        column.path("name").asText(),
                        texts(column.path("uses")),
                        texts(column.path("sensitive")))));
        Set<String> kinds = texts(statement.path("kinds"));
        Set<String> flags = flags();
        return new StatementFacts(
                kinds,
                texts(statement.path("effects")),
                tables,
                columns,
                texts(statement.path("functions")),
                flags.contains("unfiltered"),
                flags.contains("opaque"),
                flags.contains("resolved") ? Optional.of(new Lineage(List.of())) : Optional.empty());
    }

    /// Of a line without them, what its refusal shows.
    private Set<String> flags() {
        if (whole()) {
            return texts(line.at("/statement/flags"));
        }
        Set<String> flags = new TreeSet<>();
        if (rules().stream().anyMatch(rule -> rule.startsWith("opaque/"))) {
            flags.add("opaque");
        }
        if (rules().stream().anyMatch(rule -> rule.startsWith("unbounded/") || rule.contains("/unfiltered-"))) {
            flags.add("unfiltered");
        }
        return flags;
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new TreeSet<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
