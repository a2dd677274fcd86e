package dev.gatehouse.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.gatehouse.sql.Lineage;
import dev.gatehouse.sql.StatementFacts;

/// Which statement of a text each of its results is of, as far as that is certain. Immutable.
final class ResultSources {
    private static final Set<String> QUERIES = Set.of("select", "insert", "update", "delete", "merge", "copy-out");

    /// With others a query may keep its rows for itself (`INTO`), or send none.
    private static final Set<String> PLAIN = Set.of("read", "write", "export");

    private static final Set<String> ONE_RESULT = Set.of("show", "explain");

    /// Statements with one of these kinds send no rows, whatever others they have.
    private static final Set<String> SILENT = Set.of(
            "transaction",
            "create",
            "drop",
            "alter",
            "grant",
            "revoke",
            "truncate",
            "comment",
            "lock",
            "listen",
            "unlisten",
            "notify",
            "discard",
            "deallocate",
            "prepare",
            "declare",
            "close",
            "use",
            "copy-in");

    private static final Set<String> SETS = Set.of("set");

    /// What a result is of.
    sealed interface Source {
        /// One column for each output.
        record Traced(Lineage lineage, StatementFacts statement) implements Source {}

        /// A statement whose outputs nobody traces.
        record Untraced(StatementFacts statement) implements Source {}

        /// Nobody can tell.
        record Unknown() implements Source {}
    }

    private static final Source UNKNOWN = new Source.Unknown();

    private final List<Source> results;

    private ResultSources(List<Source> results) {
        this.results = List.copyOf(results);
    }

    static ResultSources of(List<StatementFacts> statements) {
        if (statements.size() == 1) {
            return new ResultSources(List.of(source(statements.getFirst())));
        }
        List<Source> results = new ArrayList<>();
        for (StatementFacts facts : statements) {
            if (isSilent(facts)) {
                continue;
            }
            Source source = source(facts);
            if (!isCertain(facts, source)) {
                break;
            }
            results.add(source);
        }
        return new ResultSources(results);
    }

    private static boolean isSilent(StatementFacts facts) {
        boolean changes = facts.lineage().isPresent()
                && !facts.opaque()
                && facts.lineage().get().outputs().isEmpty()
                && !facts.kinds().contains("explain")
                && !facts.kinds().contains("select");
        return changes
                || !facts.kinds().isEmpty() && SETS.containsAll(facts.kinds())
                || facts.kinds().stream().anyMatch(SILENT::contains);
    }

    private static boolean isCertain(StatementFacts facts, Source source) {
        return source instanceof Source.Traced
                ? PLAIN.containsAll(facts.effects())
                : ONE_RESULT.containsAll(facts.kinds()) && !facts.kinds().isEmpty();
    }

    private static Source source(StatementFacts facts) {
        if (facts.lineage().isPresent()
                && !facts.opaque()
                && !facts.kinds().contains("execute")
                && !facts.kinds().contains("explain")
                && facts.kinds().stream().anyMatch(QUERIES::contains)) {
            return new Source.Traced(facts.lineage().get(), facts);
        }
        return new Source.Untraced(facts);
    }

    /// @param result counted from 0
    Source of(int result) {
        return result < results.size() ? results.get(result) : UNKNOWN;
    }
}
