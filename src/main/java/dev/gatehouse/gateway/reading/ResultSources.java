package dev.gatehouse.gateway.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import dev.gatehouse.sql.Lineage;
import dev.gatehouse.sql.StatementFacts;

/// Which statement of a text each of its results is of, as far as that is certain. Immutable.
public final class ResultSources {
    private static final Set<String> QUERIES = Set.of("select", "insert", "update", "delete", "merge", "copy-out");

    /// With others a query may keep its rows for itself (`INTO`), or send none.
    private static final Set<String> PLAIN = Set.of("read", "write", "export");

    private static final Set<String> ONE_RESULT = Set.of("show", "explain", "fetch");
    private static final Set<String> CALL = Set.of("call");

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
    public sealed interface Source {
        /// One column for each output.
        record Traced(Lineage lineage, StatementFacts statement) implements Source {}

        /// A statement whose outputs nobody traces.
        record Untraced(StatementFacts statement) implements Source {}

        /// One of several statements, which send any number of results.
        ///
        /// @param lineages one of which it has, as `StatementFacts.called` says; empty where nobody can tell
        // which
        ///     there may be
        record AnyOf(List<Lineage> lineages, List<StatementFacts> statements) implements Source {
            public AnyOf {
                lineages = List.copyOf(lineages);
                statements = List.copyOf(statements);
            }
        }

        /// Nobody can tell.
        record Unknown() implements Source {}
    }

    private static final Source UNKNOWN = new Source.Unknown();

    private final List<Source> results;
    private final Source rest;

    /// @param rest of what all results behind those are
    private ResultSources(List<Source> results, Source rest) {
        this.results = List.copyOf(results);
        this.rest = rest;
    }

    static ResultSources of(List<StatementFacts> statements) {
        if (statements.size() == 1 && !statements.getFirst().kinds().equals(CALL)) {
            return new ResultSources(List.of(source(statements.getFirst())), UNKNOWN);
        }
        List<Source> results = new ArrayList<>();
        for (int i = 0; i < statements.size(); i++) {
            StatementFacts facts = statements.get(i);
            if (facts.kinds().equals(CALL)) {
                return new ResultSources(results, anyOf(statements.subList(i, statements.size())));
            }
            if (isSilent(facts)) {
                continue;
            }
            Source source = facts.kinds().contains("execute") ? executed(facts) : source(facts);
            if (!isCertain(facts, source)) {
                break;
            }
            results.add(source);
        }
        return new ResultSources(results, UNKNOWN);
    }

    /// From a CALL on nobody can count results.
    private static Source anyOf(List<StatementFacts> statements) {
        List<Lineage> lineages = new ArrayList<>();
        for (StatementFacts facts : statements) {
            if (facts.kinds().equals(CALL)) {
                if (facts.called().isEmpty()) {
                    return new Source.AnyOf(List.of(), statements);
                }
                lineages.addAll(facts.called());
            } else if (!isSilent(facts)) {
                if (!(source(facts) instanceof Source.Traced(Lineage lineage, var _))) {
                    return new Source.AnyOf(List.of(), statements);
                }
                lineages.add(lineage.unnamed());
            }
        }
        return new Source.AnyOf(lineages, statements);
    }

    /// An EXECUTE of what the same text has prepared has the facts of that.
    private static Source executed(StatementFacts facts) {
        return facts.lineage().isPresent() && !facts.opaque()
                ? new Source.Traced(facts.lineage().get(), facts)
                : new Source.Untraced(facts);
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
    public Source of(int result) {
        return result < results.size() ? results.get(result) : rest;
    }
}
