package dev.gatehouse.boot.demo;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Somebody the demo has a token for.
///
/// @param what for people: who this is
/// @param user the name to log in with
/// @param subject the token's `sub`
/// @param actor the token's `act` claim: who acts on behalf of the subject (RFC 8693)
record Persona(String what, String user, String subject, List<String> groups, Optional<Map<String, Object>> actor) {
    static final List<Persona> ALL = List.of(
            new Persona("an analyst", "alice", "alice", List.of("analysts"), Optional.empty()),
            new Persona(
                    "the database's owner, who may see personal data",
                    "omar",
                    "omar",
                    List.of("owners", "pii:read"),
                    Optional.empty()),
            new Persona(
                    "a reviewer, who may look at the console",
                    "rita",
                    "rita",
                    List.of("dba", "auditor"),
                    Optional.empty()),
            new Persona(
                    "an AI agent that acts on behalf of the analyst",
                    "report-agent",
                    "alice",
                    List.of("analysts"),
                    Optional.of(Map.of("sub", "report-agent"))));
}
