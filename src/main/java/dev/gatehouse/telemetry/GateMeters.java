package dev.gatehouse.telemetry;

import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.MeterRegistry;

import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Session;

/// The meters of both gates. Threads: any.
public final class GateMeters {
    private final MeterRegistry registry;
    private final ConcurrentHashMap<String, TargetMeters> targets = new ConcurrentHashMap<>();

    public GateMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    TargetMeters target(Session session) {
        TargetMeters known = targets.get(session.target().name());
        return known != null
                ? known
                : targets.computeIfAbsent(
                        session.target().name(), name -> new TargetMeters(registry, session.protocol(), name));
    }

    void login(String result) {
        registry.counter("gatehouse.logins", "result", result).increment();
    }

    /// The value of the tag `decision` for a refusal.
    static String decision(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Denied _, Refusal.ApprovalRejected _, Refusal.ApprovalExpired _ -> "deny";
            case Refusal.NotUnderstood _,
                    Refusal.Undefined _,
                    Refusal.UnsupportedStatement _,
                    Refusal.UnsupportedCommand _ -> "not_understood";
            case Refusal.Cancelled _, Refusal.TimedOut _ -> "cancelled";
            case Refusal.Overloaded _, Refusal.TooLarge _ -> "overloaded";
            case Refusal.LoginFailed _,
                    Refusal.TargetDown _,
                    Refusal.ShuttingDown _,
                    Refusal.ProtocolViolation _,
                    Refusal.Internal _ -> "error";
        };
    }
}
