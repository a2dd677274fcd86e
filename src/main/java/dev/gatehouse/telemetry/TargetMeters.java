package dev.gatehouse.telemetry;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;

/// The meters of one target, looked up once and kept.
final class TargetMeters {
    private final MeterRegistry registry;
    private final Tags tags;
    private final Timer statements;
    private final Timer decisions;
    private final Timer overhead;
    private final ConcurrentHashMap<String, Counter> decided = new ConcurrentHashMap<>();
    /// By id: a session that was admitted and never opened is closed all the same.
    private final Set<String> sessions = ConcurrentHashMap.newKeySet();

    TargetMeters(MeterRegistry registry, String protocol, String target) {
        this.registry = registry;
        this.tags = Tags.of("protocol", protocol, "target", target);
        this.statements = timer("gatehouse.statement", "From forwarding to the end of the answer");
        this.decisions = timer("gatehouse.decision", "From the request to the ruling, record included");
        this.overhead = timer("gatehouse.overhead", "Time a statement spent in the gateway, not in the server");
        registry.gaugeCollectionSize("gatehouse.sessions.active", tags, sessions);
    }

    void decided(String decision, long nanos) {
        decisions.record(nanos, TimeUnit.NANOSECONDS);
        Counter counter = decided.get(decision);
        if (counter == null) {
            counter = decided.computeIfAbsent(
                    decision, name -> registry.counter("gatehouse.statements", tags.and("decision", name)));
        }
        counter.increment();
    }

    /// A forwarded statement has ended after `nanos`, and cost the gateway `gatewayNanos`.
    void finished(long nanos, long gatewayNanos) {
        statements.record(nanos, TimeUnit.NANOSECONDS);
        overhead.record(gatewayNanos, TimeUnit.NANOSECONDS);
    }

    /// A statement was not forwarded: all that it took was the gateway's.
    void refused(long nanos) {
        overhead.record(nanos, TimeUnit.NANOSECONDS);
    }

    /// The server announced columns that the statement was not judged by; `kind` is one of few words.
    void suspected(String kind) {
        registry.counter("gatehouse.suspicions", tags.and("kind", kind)).increment();
    }

    /// Cells that a statement's masks have changed; `kind` is one of few words.
    void masked(String kind, long cells) {
        registry.counter("gatehouse.masked.cells", "kind", kind).increment(cells);
    }

    void opened(String session) {
        sessions.add(session);
    }

    void closed(String session) {
        sessions.remove(session);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .tags(tags)
                .publishPercentileHistogram()
                .register(registry);
    }
}
