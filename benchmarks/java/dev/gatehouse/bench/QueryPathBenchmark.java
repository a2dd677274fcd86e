package dev.gatehouse.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import dev.gatehouse.identity.Principal;
import dev.gatehouse.journal.Durability;
import dev.gatehouse.journal.EntryIndex;
import dev.gatehouse.journal.Journal;
import dev.gatehouse.journal.JournalSettings;
import dev.gatehouse.policy.Decision;
import dev.gatehouse.policy.PolicyEngine;
import dev.gatehouse.policy.PolicyInput;
import dev.gatehouse.policy.SortableId;
import dev.gatehouse.policy.TimeInput;
import dev.gatehouse.rego.Budget;
import dev.gatehouse.rego.BundleLimits;
import dev.gatehouse.rego.PlanEngine;
import dev.gatehouse.rego.RegoBundle;
import dev.gatehouse.rego.RegoValue;
import dev.gatehouse.rego.builtin.StandardBuiltins;
import dev.gatehouse.sql.Analysis;
import dev.gatehouse.sql.pg.PgStatementAnalyzer;

/// What a statement costs between the session and the forward: the decision of the shipped policy, and the append
/// to the journal (the wait for the operating system, with nobody else writing).
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class QueryPathBenchmark {
    private static final String SQL = "select abalance from pgbench_accounts where aid = 4711";

    private final PgStatementAnalyzer analyzer = new PgStatementAnalyzer(1 << 20);
    private Path directory;
    private Journal journal;
    private PolicyEngine policy;
    private PolicyInput.SessionPart session;
    private RegoValue statement;
    private TimeInput time;
    private byte[] entry;

    @Setup
    public void open() throws Exception {
        directory = Files.createTempDirectory("bench");
        journal = Journal.open(directory, new JournalSettings(1_000, false));
        PlanEngine engine = PlanEngine.load(
                RegoBundle.load(Path.of("rego/bundle"), BundleLimits.STANDARD),
                "gatehouse/decision",
                StandardBuiltins.all(),
                Budget.STANDARD);
        policy = new PolicyEngine(() -> engine, new SortableId(InstantSource.system()));
        time = new TimeInput(InstantSource.system(), ZoneOffset.UTC);
        session = PolicyInput.session(
                new Principal(
                        "alice",
                        Principal.Kind.HUMAN,
                        Set.of("analysts"),
                        Map.of(),
                        Optional.empty(),
                        Principal.AuthenticatedBy.JWT,
                        Instant.MAX),
                new PolicyInput.SessionFacts("s", "postgresql", "10.0.0.1", "psql", true),
                new PolicyInput.TargetFacts("shop", "postgresql", "shop", Map.of("environment", "production")));
        Analysis.Understood read = (Analysis.Understood) analyzer.analyze(SQL, Map.of());
        statement = PolicyInput.statement(
                read.statements().getFirst(),
                read.fingerprint(),
                new PolicyInput.Circumstances("simple", false, false));
        entry = ("{\"event\":\"statement.decided\",\"filler\":\"" + "x".repeat(700) + "\"").getBytes();
    }

    @TearDown
    public void close() throws Exception {
        journal.close();
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    @Benchmark
    public Analysis analysisCold() {
        return analyzer.analyze(SQL, Map.of());
    }

    @Benchmark
    public Decision decision() {
        return policy.decide(java.util.List.of(PolicyInput.document(session, statement, time.now())));
    }

    /// As an event loop writes it.
    @Benchmark
    public EntryIndex journalInPlace() {
        return journal.appendInPlace(entry).toCompletableFuture().join();
    }

    @Benchmark
    public EntryIndex journalWritten() {
        return journal.append(entry, Durability.WRITTEN).toCompletableFuture().join();
    }

    @Benchmark
    public EntryIndex journalSynced() {
        return journal.append(entry, Durability.SYNCED).toCompletableFuture().join();
    }
}
