package dev.gatehouse.gateway;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.gatehouse.sql.StatementFacts;

/// Which texts a server can be made to run for reading only, by a transaction that is read-only before they begin.
///
/// The server refuses what changes data. What it lets through in such a transaction although it changes more than
/// the session (maintenance, settings of the server, files, the second phase of a commit), and what could turn the
/// transaction back or end it within one text, is named here, and refused.
final class ReadOnlyTexts {
    sealed interface Verdict {
        /// Neither reads tables nor runs functions: it needs no transaction of its own.
        record Harmless() implements Verdict {}

        /// Runs in a read-only transaction.
        record InTransaction() implements Verdict {}

        /// `why` continues a sentence.
        record Unfit(String why) implements Verdict {}
    }

    private static final Verdict HARMLESS = new Verdict.Harmless();
    private static final Verdict IN_TRANSACTION = new Verdict.InTransaction();

    private static final Set<String> HARMLESS_KINDS =
            Set.of("transaction", "set", "show", "discard", "deallocate", "listen", "unlisten", "close", "use");

    /// May stand beside others in one text: none of them moves the bounds of a transaction.
    private static final Set<String> TOGETHER = Set.of(
            "select", "insert", "update", "delete", "merge", "show", "explain", "fetch", "declare", "close", "lock");

    /// What a read-only transaction does not keep from acting, or what could leave it.
    private static final Set<String> UNFIT_KINDS = Set.of("call", "do", "maintenance", "copy-in");

    private static final Set<String> UNFIT_EFFECTS = Set.of("server", "schema", "privilege");

    private ReadOnlyTexts() {}

    static Verdict judge(Reading reading) {
        List<StatementFacts> statements = reading.statements();
        if (reading.notUnderstood().isPresent()) {
            return new Verdict.Unfit("a text that is not understood cannot be held to that; write it plainly");
        }
        Optional<String> unfit =
                statements.stream().flatMap(facts -> unfit(facts).stream()).findFirst();
        if (unfit.isPresent()) {
            return new Verdict.Unfit(unfit.get());
        }
        if (statements.stream().allMatch(ReadOnlyTexts::harmless)) {
            return HARMLESS;
        }
        boolean together = statements.size() == 1 || statements.stream().allMatch(ReadOnlyTexts::standsBesideOthers);
        return together
                ? IN_TRANSACTION
                : new Verdict.Unfit("a text of several statements may hold no BEGIN, COMMIT or SET then;"
                        + " send these as statements of their own");
    }

    private static boolean harmless(StatementFacts facts) {
        return !facts.kinds().isEmpty() && HARMLESS_KINDS.containsAll(facts.kinds());
    }

    private static boolean standsBesideOthers(StatementFacts facts) {
        return !facts.kinds().isEmpty() && TOGETHER.containsAll(facts.kinds());
    }

    private static Optional<String> unfit(StatementFacts facts) {
        for (String kind : facts.kinds()) {
            if (UNFIT_KINDS.contains(kind)) {
                return Optional.of(
                        kind.toUpperCase(java.util.Locale.ROOT) + " cannot be held to that; use a SELECT if it reads");
            }
        }
        for (String effect : facts.effects()) {
            if (UNFIT_EFFECTS.contains(effect)) {
                return Optional.of("this statement has the effect '" + effect + "'");
            }
        }
        return facts.kinds().contains("transaction") && facts.effects().contains("write")
                ? Optional.of("this statement ends a prepared transaction")
                : Optional.empty();
    }
}
