package dev.gatehouse.gateway;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import dev.gatehouse.audit.AuditSettings;
import dev.gatehouse.rego.Budget;
import dev.gatehouse.rego.BundleLimits;
import dev.gatehouse.rego.PlanEngine;
import dev.gatehouse.rego.RegoBundle;
import dev.gatehouse.rego.RememberingEngine;
import dev.gatehouse.rego.builtin.StandardBuiltins;
import dev.gatehouse.support.Principals;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.StatementRequest;

/// All that a statement pays between the session and its forward, and for its end, when everything about it is
/// known: reading, decision of the shipped policy, both entries of the journal with their writes.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class KnownStatementBenchmark {
    private static final Outcome DONE = new Outcome(Outcome.Result.COMPLETED, 1, 70, 0, 150_000, 10_000, "");

    private Path directory;
    private House house;
    private Session session;
    private final StatementRequest request = House.simple("SELECT abalance FROM pgbench_accounts WHERE aid = 4711;");

    @Setup
    public void open() throws Exception {
        directory = Files.createTempDirectory("bench");
        PlanEngine engine = PlanEngine.load(
                RegoBundle.load(Path.of("rego/bundle"), BundleLimits.STANDARD),
                "gatehouse/decision",
                StandardBuiltins.all(),
                Budget.STANDARD);
        house = new House(directory, Optional.of(new RememberingEngine(engine, 1_000)), AuditSettings.STANDARD);
        session = house.session(Principals.alice(house.clock.instant().plusSeconds(600)));
        for (int i = 0; i < 3; i++) {
            if (!(house.rule(session, request) instanceof Ruling.Forward)) {
                throw new IllegalStateException("refused");
            }
        }
    }

    @TearDown
    public void close() throws Exception {
        house.close();
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Benchmark
    public Ruling ruled() {
        Ruling ruling =
                house.queries.rule(session, request).toCompletableFuture().join();
        ((Ruling.Forward) ruling).watch().finished(DONE);
        return ruling;
    }
}
