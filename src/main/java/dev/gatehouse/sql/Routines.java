package dev.gatehouse.sql;

import java.util.Map;
import java.util.Set;

/// What people have made in a database that runs code of its own when a statement uses it, and whose bodies are not
/// read here. Functions are named as `schema.name`.
///
/// @param functions by the last part of their names; in small letters where `folds`
/// @param operators the functions behind them, by the operator
/// @param conversions the functions behind casts, by the last part of the target's name
/// @param folds names are compared without regard to case
public record Routines(
        Map<String, Set<String>> functions,
        Map<String, Set<String>> operators,
        Map<String, Set<String>> conversions,
        boolean folds) {
    public static final Routines NONE = new Routines(Map.of(), Map.of(), Map.of(), false);

    public Routines {
        functions = Map.copyOf(functions);
        operators = Map.copyOf(operators);
        conversions = Map.copyOf(conversions);
    }

    /// The functions that a call of this one may reach: which of a name the server takes, it decides by types.
    Set<String> called(String function) {
        String last = function.substring(function.lastIndexOf('.') + 1);
        return functions.getOrDefault(folds ? Ascii.lower(last) : last, Set.of());
    }

    /// Adds the functions behind operators and conversions that the statement uses, or may use.
    public void addUsed(Statement s, Dialect dialect, FactsBuilder facts) {
        if (operators.isEmpty() && conversions.isEmpty()) {
            return;
        }
        for (int i = 0; i < s.size(); i++) {
            Set<String> behind = s.kind(i).named()
                    ? conversions.getOrDefault(dialect.name(s, i), Set.of())
                    : s.kind(i) == TokenKind.SYMBOL ? operators.getOrDefault(s.at(i), Set.of()) : Set.of();
            behind.forEach(facts::function);
        }
    }
}
