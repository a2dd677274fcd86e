package dev.gatehouse.gateway.session;

import java.util.Map;

import dev.gatehouse.sql.StatementFacts;

/// A prepared statement or cursor as it was made: of a PREPARE or DECLARE in this text, read by these settings.
public record MadeHandle(StatementFacts facts, String sql, Map<String, String> variables) {
    boolean isSame(MadeHandle other) {
        return facts.equals(other.facts) && variables.equals(other.variables);
    }
}
