package dev.gatehouse.support;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.gatehouse.identity.Principal;

/// Principals for tests.
public final class Principals {
    private Principals() {}

    public static Principal alice(Instant expires) {
        return new Principal(
                "alice",
                Principal.Kind.HUMAN,
                Set.of("analysts", "all"),
                Map.of("iss", "https://id.corp.example", "level", 3L, "nested", Map.of("x", true)),
                Optional.empty(),
                Principal.AuthenticatedBy.JWT,
                expires);
    }

    public static Principal person(String id, Set<String> groups, Instant expires) {
        return new Principal(
                id, Principal.Kind.HUMAN, groups, Map.of(), Optional.empty(), Principal.AuthenticatedBy.JWT, expires);
    }

    public static Principal agentForAlice(Instant expires) {
        return new Principal(
                "agent-7",
                Principal.Kind.AGENT,
                Set.of("agents"),
                Map.of(),
                Optional.of(new Principal.OnBehalfOf("alice", Set.of("analysts"))),
                Principal.AuthenticatedBy.JWT,
                expires);
    }
}
