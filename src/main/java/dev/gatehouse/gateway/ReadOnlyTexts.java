package dev.gatehouse.gateway;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import dev.gatehouse.gateway.reading.Reading;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.wire.Terms;

/// Which texts a server can be made to run for reading only, by a transaction that is read-only before they begin.
///
/// The server refuses what changes data. What it lets through in such a transaction although it changes more than
/// the session (maintenance, settings of the server, files, the second phase of a commit), and what could turn the
/// transaction back or end it within one text, is named here, and refused.
enum ReadOnlyTexts {
    /// A block is made read-only when the first statement in it is; settings run no functions.
    POSTGRESQL(
            Terms.Access.ANY,
            Set.of("transaction", "set", "show", "discard", "deallocate", "listen", "unlisten", "close"),
            Set.of("call", "do", "maintenance", "copy-in"),
            Set.of(
                    "select", "insert", "update", "delete", "merge", "show", "explain", "fetch", "declare", "close",
                    "lock")),

    /// A transaction can be made read-only only where it begins. `EXECUTE` may run any statement, COMMIT and CALL
    /// too; LOCK TABLES commits.
    MYSQL(
            Terms.Access.BEGINS_READ_ONLY,
            Set.of("transaction", "use", "deallocate"),
            Set.of("call", "do", "maintenance", "copy-in", "execute", "lock"),
            Set.of("select", "insert", "update", "delete", "replace", "show", "explain"));

    sealed interface Verdict {
        /// Can be held to reading by this.
        record Fit(Terms.Access access) implements Verdict {}

        /// `why` continues a sentence.
        record Unfit(String why) implements Verdict {}
    }

    private static final Set<String> UNFIT_EFFECTS = Set.of("server", "schema", "privilege");

    private final Verdict harmless;
    private final Set<String> harmlessKinds;
    private final Set<String> unfitKinds;
    private final Set<String> together;

    /// @param harmless what those of `harmlessKinds` need, which neither read tables nor run functions
    /// @param unfitKinds what a read-only transaction does not keep from acting, or what could leave it
    /// @param together may stand beside others in one text: none of them moves the bounds of a transaction
    ReadOnlyTexts(Terms.Access harmless, Set<String> harmlessKinds, Set<String> unfitKinds, Set<String> together) {
        this.harmless = new Verdict.Fit(harmless);
        this.harmlessKinds = harmlessKinds;
        this.unfitKinds = unfitKinds;
        this.together = together;
    }

    /// Errors: `IllegalArgumentException` for a protocol of which nobody knows.
    static ReadOnlyTexts of(String protocol) {
        return switch (protocol) {
            case "postgresql" -> POSTGRESQL;
            case "mysql" -> MYSQL;
            default -> throw new IllegalArgumentException("read-only texts of " + protocol);
        };
    }

    Verdict judge(Reading reading) {
        List<StatementFacts> statements = reading.statements();
        if (reading.notUnderstood().isPresent()) {
            return new Verdict.Unfit("a text that is not understood cannot be held to that; write it plainly");
        }
        Optional<String> unfit =
                statements.stream().flatMap(facts -> unfit(facts).stream()).findFirst();
        if (unfit.isPresent()) {
            return new Verdict.Unfit(unfit.get());
        }
        if (statements.stream().allMatch(facts -> areAll(facts, harmlessKinds))) {
            return harmless;
        }
        return statements.size() == 1 || statements.stream().allMatch(facts -> areAll(facts, together))
                ? new Verdict.Fit(Terms.Access.READ_ONLY)
                : new Verdict.Unfit("a text of several statements may hold no BEGIN, COMMIT or SET then;"
                        + " send these as statements of their own");
    }

    private static boolean areAll(StatementFacts facts, Set<String> kinds) {
        return !facts.kinds().isEmpty() && kinds.containsAll(facts.kinds());
    }

    private Optional<String> unfit(StatementFacts facts) {
        for (String kind : facts.kinds()) {
            if (unfitKinds.contains(kind)) {
                return Optional.of(kind.toUpperCase(Locale.ROOT) + " cannot be held to that; use a SELECT if it reads");
            }
        }
        for (String effect : facts.effects()) {
            if (UNFIT_EFFECTS.contains(effect)) {
                return Optional.of("this statement has the effect '" + effect + "'");
            }
        }
        if (facts.kinds().contains("set") && facts.kinds().size() > 1) {
            // MariaDB: SET STATEMENT tx_read_only = 0 FOR INSERT …
            return Optional.of("a statement that sets variables may do nothing else then");
        }
        return facts.kinds().contains("transaction") && facts.effects().contains("write")
                ? Optional.of("this statement does more than to begin or end a transaction")
                : Optional.empty();
    }
}
