package dev.gatehouse.sql;

import java.util.Set;

/// The kinds of things that definitions are about, by what else it takes to define one.
///
/// @param privilege things that say who may do what
/// @param server things of the server as a whole
/// @param bodies things that hold code, which nobody reads
public record DefinedThings(Set<String> privilege, Set<String> server, Set<String> bodies) {
    /// Adds what the definition of a thing of this kind does.
    public void add(String thing, FactsBuilder facts) {
        facts.effect("schema");
        if (privilege.contains(thing)) {
            facts.effect("privilege");
        }
        if (server.contains(thing)) {
            facts.effect("server");
        }
        if (bodies.contains(thing)) {
            facts.opaque();
        }
    }
}
