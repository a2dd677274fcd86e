package dev.gatehouse.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import dev.gatehouse.audit.AuditEvent;
import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.audit.Auditor;
import dev.gatehouse.audit.SessionPart;
import dev.gatehouse.audit.StatementPart;
import dev.gatehouse.bundle.PolicyCompiler;
import dev.gatehouse.bundle.PolicySettings;
import dev.gatehouse.bundle.PolicySource;
import dev.gatehouse.bundle.PolicyVersions;
import dev.gatehouse.config.Configuration;
import dev.gatehouse.config.Settings;
import dev.gatehouse.gateway.TargetSettings;
import dev.gatehouse.journal.Journal;
import dev.gatehouse.journal.JournalSettings;
import dev.gatehouse.policy.Decision;
import dev.gatehouse.policy.Reason;
import dev.gatehouse.policy.SortableId;
import dev.gatehouse.rego.BundleLimits;
import dev.gatehouse.rego.RegoBundle;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.support.Principals;
import dev.gatehouse.wire.Secret;
import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.Target;

import static org.assertj.core.api.Assertions.assertThat;

/// The commands as they are typed, on the shipped policy.
class PolicyCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path SHIPPED = Path.of("rego/bundle");

    @TempDir
    Path folder;

    private Configuration configuration = new Configuration.Faulty(List.of());

    private record Said(int code, String out, String err) {
        JsonNode json() {
            try {
                return JSON.readTree(out);
            } catch (IOException e) {
                throw new IllegalStateException(out, e);
            }
        }
    }

    @BeforeEach
    void configure() {
        PolicySettings standard = PolicySettings.STANDARD;
        var policy = new PolicySettings(
                new PolicySource.Shipped(),
                standard.entrypoint(),
                standard.poll(),
                standard.budget(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(folder.resolve("history")),
                ZoneOffset.UTC);
        configuration = new Configuration.Valid(new Settings(
                List.of(),
                List.of(target("shop", "postgresql"), target("shop-mysql", "mysql")),
                List.of(),
                policy,
                new Settings.JournalSettings(folder.resolve("journal"), AuditSettings.STANDARD, false),
                Settings.LimitSettings.STANDARD));
    }

    @Test
    void checkSaysThatTheShippedPolicyIsGood() {
        Said said = run("check", "-o", "json");

        assertThat(said.code).isZero();
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

        assertThat(run("check", bad.toString()).code).isEqualTo(1);
        assertThat(run("check", folder.resolve("none").toString()).code).isEqualTo(3);
        assertThat(run("check", "--unknown").code).isEqualTo(2);
    }

    @Test
    void checkNotesAPackThatIsOff() throws IOException {
        Said said = run(
                "check", "-o", "json", bundleWith("\"opaque\": { \"on\": [] }").toString());

        assertThat(said.code).isZero();
        assertThat(said.json().get("notes").toString()).contains("parameters.opaque.on is empty");
    }

    @Test
    void testRunsTheTestsOfACompiledPolicy() {
        Said said = run("test", "-o", "json", "src/test/resources/rego/tests", "--run", "destructive");

        assertThat(said.code).isZero();
        assertThat(said.json().get("passed").intValue()).isGreaterThan(5);
        assertThat(said.json().get("failed").intValue()).isZero();
    }

    @Test
    void testAndCheckCompileTheSourcesOfThePolicy() {
        boolean found = new PolicyCompiler(Optional.empty(), "gatehouse/decision")
                .found()
                .isPresent();
        org.junit.jupiter.api.Assumptions.assumeTrue(found, () -> {
            System.out.println("SKIPPED: no `opa` on the PATH, so no sources are tested by command");
            return "no opa";
        });
        Said tested = run("test", "-o", "json", "rego");
        Said checked = run("check", "-o", "json", "rego");

        assertThat(tested.code).as(tested.out + tested.err).isZero();
        assertThat(tested.json().get("passed").intValue()).isGreaterThan(150);
        assertThat(checked.code).as(checked.out + checked.err).isZero();
    }

    @Test
    void testOfAPolicyWithoutTestsFails() {
        assertThat(run("test", SHIPPED.toString()).code).isEqualTo(1);
        assertThat(run("test", "shipped").code).isEqualTo(1);
    }

    @Test
    void explainShowsFactsRulesAndDecision() {
        Said said =
                run("explain", "-o", "json", "--as", "alice,analysts", "--target", "shop", "update orders set x = 1");

        assertThat(said.code).isZero();
        JsonNode statement = said.json().at("/statements/0");
        assertThat(statement.get("kinds").toString()).isEqualTo("[\"update\"]");
        assertThat(statement.get("flags").toString()).contains("unfiltered");
        assertThat(statement.at("/reasons/0/rule").textValue()).isEqualTo("unbounded/update");
        assertThat(said.json().get("decision").textValue()).isEqualTo("deny");
    }

    @Test
    void explainKnowsAgentsGrantsAndTexts() {
        Said agent = run(
                "explain",
                "-o",
                "json",
                "--as",
                "omar,owners",
                "--agent",
                "bot",
                "--target",
                "shop",
                "create table t (a int)");
        Said granted = run(
                "explain",
                "-o",
                "json",
                "--as",
                "alice",
                "--grant",
                "break-glass",
                "--target",
                "shop-mysql",
                "drop table t");
        Said text = run("explain", "--as", "alice", "--target", "shop", "select 1; drop table t");

        assertThat(agent.out).contains("agents/read-only", "on behalf of omar");
        assertThat(granted.json().get("decision").textValue()).isEqualTo("allow");
        assertThat(granted.out).contains("break-glass/destructive/drop");
        assertThat(text.out).contains("decision  allow", "decision  deny", "destructive/drop");
    }

    @Test
    void explainOfAnUnknownTargetFails() {
        Said said = run("explain", "--as", "alice", "--target", "nowhere", "select 1");

        assertThat(said.code).isEqualTo(1);
        assertThat(said.err).contains("nowhere");
    }

    @Test
    void replayListsWhatWouldChangeByRuleAndIdentity() throws IOException {
        // Given
        recordDecisions();
        Path bundle = bundleWith("\"destructive\": { \"on\": [] }, \"schema\": { \"on\": [] }, "
                + "\"read_only\": { \"on\": [\"*\"], \"roles\": [\"analysts\"] }");

        // When
        Said said = run("replay", "-o", "json", "--bundle", bundle.toString(), "--since", "24h");

        // Then
        JsonNode outcome = said.json();
        assertThat(said.code).isZero();
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
        assertThat(run("replay", "--since", "24h").out).contains("0 of 4 recorded statements");
        assertThat(run("replay", "--since", "2099-01-01T00:00:00Z").out).contains("0 of 0");
    }

    @Test
    void replayWithoutAJournalCouldNotRead() {
        assertThat(run("replay", "--since", "1h").code).isEqualTo(3);
        assertThat(run("replay", "--since", "yesterday").code).isEqualTo(2);
    }

    @Test
    void versionsAreListedAndOneIsPinned() throws Exception {
        // Given
        PolicyVersions versions = new PolicyVersions(folder.resolve("history"));
        RegoBundle first = RegoBundle.load(SHIPPED, BundleLimits.STANDARD);
        RegoBundle second =
                first.with("{\"gatehouse\": {\"parameters\": {}}}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        versions.keep(first, "a", Instant.ofEpochSecond(1));
        versions.keep(second, "b", Instant.ofEpochSecond(2));

        // When
        Said rolledBack = run("rollback", first.revision());
        Said listed = run("versions", "-o", "json");

        // Then
        assertThat(rolledBack.code).isZero();
        assertThat(listed.json()).hasSize(2);
        assertThat(listed.json().at("/0/revision").textValue()).isEqualTo(second.revision());
        assertThat(listed.json().at("/0/inForce").booleanValue()).isTrue();
        assertThat(listed.json().at("/1/pinned").booleanValue()).isTrue();
        assertThat(run("rollback", second.digest().substring(0, 12)).code).isZero();
        assertThat(run("rollback", "no-such").code).isEqualTo(1);
        assertThat(run("rollback").code).isEqualTo(2);
        assertThat(run("rollback", "--release").code).isZero();
        assertThat(versions.pin()).isEmpty();
    }

    @Test
    void byItselfItSaysWhatThereIs() {
        Said said = run();

        assertThat(said.code).isEqualTo(2);
        assertThat(said.err).contains("check", "explain", "replay", "rollback", "test", "versions");
    }

    private Said run(String... arguments) {
        CommandLine line = new PolicyCommand(() -> configuration).line();
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = line.execute(arguments);
        return new Said(code, out.toString(), err.toString());
    }

    /// The shipped policy with other parameters.
    private Path bundleWith(String parameters) throws IOException {
        Path bundle = Files.createDirectory(folder.resolve("bundle"));
        for (String file : List.of("plan.json", ".manifest")) {
            Files.copy(SHIPPED.resolve(file), bundle.resolve(file));
        }
        var data = (com.fasterxml.jackson.databind.node.ObjectNode)
                JSON.readTree(SHIPPED.resolve("data.json").toFile());
        var own = (com.fasterxml.jackson.databind.node.ObjectNode) data.at("/gatehouse/parameters");
        own.setAll((com.fasterxml.jackson.databind.node.ObjectNode) JSON.readTree("{" + parameters + "}"));
        Files.writeString(bundle.resolve("data.json"), data.toString());
        return bundle;
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
                        StatementPart.of(kind + " something", List.of(facts), "f"),
                        "",
                        decision))
                .toCompletableFuture()
                .join();
    }

    private static TargetSettings target(String name, String protocol) {
        Target target = new Target(
                name,
                protocol,
                InetSocketAddress.createUnresolved("127.0.0.1", 1),
                "shop",
                "gatehouse",
                new Secret(new byte[0]),
                ServerTls.DISABLED);
        return new TargetSettings(target, Map.of("environment", "production"));
    }
}
