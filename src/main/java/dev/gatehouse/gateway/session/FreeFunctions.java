package dev.gatehouse.gateway.session;

import java.util.Set;

import dev.gatehouse.sql.StatementFacts;

/// Functions that people have made: they read, keep and run what they like, and no text that calls them shows it.
public final class FreeFunctions {
    private static final Set<String> SYSTEM = Set.of("pg_catalog", "information_schema");

    private FreeFunctions() {}

    /// Whether `function` is one: these are named with their schema, however the text calls them.
    public static boolean isMade(String function) {
        int dot = function.indexOf('.');
        return dot >= 0 && !SYSTEM.contains(function.substring(0, dot));
    }

    /// Whether outputs may come from where no lineage shows.
    public static boolean computes(StatementFacts facts) {
        return facts.functions().stream().anyMatch(FreeFunctions::isMade);
    }

    /// Whether it reads variables of the session, which hold what anything has put there.
    public static boolean readsVariables(StatementFacts facts) {
        return facts.functions().stream().anyMatch(FreeFunctions::isVariable);
    }

    /// Whether one may run statements of its own.
    static boolean runs(StatementFacts facts) {
        return facts.functions().stream().anyMatch(function -> isMade(function) && !isVariable(function));
    }

    private static boolean isVariable(String function) {
        return function.startsWith("@");
    }
}
