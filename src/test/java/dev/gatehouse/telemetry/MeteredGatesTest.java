package dev.gatehouse.telemetry;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import dev.gatehouse.support.AllowAllGates;
import dev.gatehouse.support.Targets;
import dev.gatehouse.wire.Announced;
import dev.gatehouse.wire.Badge;
import dev.gatehouse.wire.Gates;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Parameters;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.SessionHandle;
import dev.gatehouse.wire.Standing;
import dev.gatehouse.wire.StatementRequest;
import dev.gatehouse.wire.Target;

import static org.assertj.core.api.Assertions.assertThat;

class MeteredGatesTest {
    private static final InetSocketAddress ADDRESS = InetSocketAddress.createUnresolved("db", 5432);
    private static final Target TARGET = Targets.unreached("postgresql");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AllowAllGates inner = new AllowAllGates(TARGET);
    private final Gates gates = MeteredGates.around(inner.gates(), new GateMeters(registry));
    private final Session session =
            new Session("s-1", "postgresql", "postgresql", TARGET, (Badge) () -> "alice", ADDRESS, "test", false);

    @Test
    void aForwardedStatementIsCountedOnceAndTimedAtItsEnd() {
        // When
        var ruling = (Ruling.Forward) rule();
        ruling.watch().finished(new Outcome(Outcome.Result.COMPLETED, 1, 10, 0, 2_000, 500, ""));

        // Then
        assertThat(registry.get("gatehouse.statements")
                        .tag("decision", "allow")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("gatehouse.statement").timer().count()).isEqualTo(1);
        assertThat(inner.outcomes).hasSize(1);
    }

    @Test
    void maskedCellsAreCountedByKind() {
        // Given
        inner.masked = Map.of("email", 3L, "card", 1L);

        // When
        var ruling = (Ruling.Forward) rule();
        ruling.watch().finished(new Outcome(Outcome.Result.COMPLETED, 1, 10, 4, 2_000, 500, ""));

        // Then
        assertThat(registry.get("gatehouse.masked.cells")
                        .tag("kind", "email")
                        .counter()
                        .count())
                .isEqualTo(3);
        assertThat(inner.outcomes).hasSize(1);
    }

    @Test
    void aRefusalPassesUnchangedAndIsCountedAsSuch() {
        // Given
        inner.ruling = request -> AllowAllGates.refuse("no");

        // When
        var ruling = rule();

        // Then
        assertThat(ruling).isInstanceOf(Ruling.Refuse.class);
        assertThat(registry.get("gatehouse.statements")
                        .tag("decision", "deny")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void overheadIsWhatTheGatewayTookAndNotTheServer() {
        // When
        var ruling = (Ruling.Forward) rule();
        ruling.watch().finished(new Outcome(Outcome.Result.COMPLETED, 1, 10, 0, 9_000_000_000L, 5_000_000_000L, ""));

        // Then
        assertThat(overhead().totalTime(TimeUnit.SECONDS)).isEqualTo(5);
        assertThat(registry.get("gatehouse.statement").timer().totalTime(TimeUnit.SECONDS))
                .isEqualTo(9);
    }

    @Test
    void overheadIsNeverLessThanTheDecisionTook() {
        // When: withdrawn, so that nothing was measured on the wire
        var ruling = (Ruling.Forward) rule();
        ruling.watch().finished(new Outcome(Outcome.Result.CANCELLED, 0, 0, 0, 0, 0, ""));

        // Then
        assertThat(overhead().totalTime(TimeUnit.NANOSECONDS))
                .isPositive()
                .isEqualTo(registry.get("gatehouse.decision").timer().totalTime(TimeUnit.NANOSECONDS));
    }

    @Test
    void aRefusalIsOverheadAlone() {
        // Given
        inner.ruling = request -> AllowAllGates.refuse("no");

        // When
        rule();

        // Then
        assertThat(overhead().count()).isEqualTo(1);
        assertThat(registry.get("gatehouse.statement").timer().count()).isZero();
    }

    @Test
    void contradictionsOfAServerAreCountedByTheirKind() {
        // When
        var ruling = (Ruling.Forward) rule();
        ruling.watch().announced(Announced.AGREES);
        ruling.watch().announced(new Announced.OtherCount(1, 2));

        // Then
        assertThat(registry.get("gatehouse.suspicions").counters())
                .singleElement()
                .satisfies(counter -> {
                    assertThat(counter.getId().getTag("kind")).isEqualTo("count");
                    assertThat(counter.count()).isEqualTo(1);
                });
        assertThat(inner.ends).containsExactly("agrees", "count");
    }

    private Timer overhead() {
        return registry.get("gatehouse.overhead").timer();
    }

    @Test
    void activeSessionsAreThoseOpenedAndNotYetClosed() {
        // When
        gates.login().opened(session, new NoHandle());
        double open = active();
        gates.login().closed(session, "client gone");

        // Then
        assertThat(open).isEqualTo(1);
        assertThat(active()).isZero();
    }

    @Test
    void whatTheServerSaysOfTheSessionPasses() {
        gates.statements().stands(session, new Standing(Standing.Where.INSIDE, true));
        gates.statements().reset(session);

        assertThat(inner.ends).containsExactly("INSIDE failed", "reset");
    }

    private Ruling rule() {
        var request = new StatementRequest("select 1", StatementRequest.Stage.SIMPLE, Parameters.NONE, false, Map.of());
        return gates.statements().rule(session, request).toCompletableFuture().join();
    }

    private double active() {
        return registry.get("gatehouse.sessions.active").gauge().value();
    }

    private record NoHandle() implements SessionHandle {
        @Override
        public void end(dev.gatehouse.wire.Refusal refusal) {}

        @Override
        public void drain(dev.gatehouse.wire.Refusal refusal) {}

        @Override
        public void cancel() {}
    }
}
