package dev.gatehouse.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.audit.Auditor;
import dev.gatehouse.journal.Journal;
import dev.gatehouse.journal.JournalSettings;
import dev.gatehouse.policy.SortableId;
import dev.gatehouse.rego.SignatureVerifier;

/// The shipped bundle in a folder that a test may change, the versions that are kept of it, and a record of what
/// came into force. It is looked at when a test says so.
final class BundleFolder implements AutoCloseable {
    private static final Path SHIPPED = Path.of("rego/bundle");
    private static final ObjectMapper JSON = new ObjectMapper();

    final Path folder;
    final Path bundle;
    final Journal journal;
    final Auditor auditor;

    BundleFolder(Path folder) throws IOException {
        this.folder = folder;
        bundle = Files.createDirectory(folder.resolve("bundle"));
        for (String file : List.of("plan.json", "data.json")) {
            Files.copy(SHIPPED.resolve(file), bundle.resolve(file));
        }
        revision("r-1");
        journal = Journal.open(folder.resolve("journal"), JournalSettings.STANDARD);
        InstantSource clock = InstantSource.system();
        auditor = new Auditor(journal, AuditSettings.STANDARD, new SortableId(clock), clock);
    }

    PolicyVersions versions() {
        return new PolicyVersions(folder.resolve("history"));
    }

    PolicySettings settings() {
        return with(Optional.empty(), Optional.empty());
    }

    PolicySettings with(Optional<SignatureVerifier> signedBy, Optional<Path> parameters) {
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

    void revision(String revision) throws IOException {
        Files.writeString(bundle.resolve(".manifest"), "{\"revision\": \"" + revision + "\"}");
    }

    static String revision(JsonNode line) {
        return line.at("/decision/policy_revision").textValue();
    }

    /// The lines of an event; the journal is closed then.
    List<JsonNode> record(String event) throws IOException {
        journal.close();
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("journal/journal.jsonl"), StandardCharsets.UTF_8)) {
            JsonNode read = JSON.readTree(line);
            if (read.get("event").textValue().equals(event)) {
                lines.add(read);
            }
        }
        return lines;
    }

    @Override
    public void close() {
        journal.close();
    }
}
