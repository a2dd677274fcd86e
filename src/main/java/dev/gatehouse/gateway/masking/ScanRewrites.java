package dev.gatehouse.gateway.masking;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.gatehouse.gateway.reading.Reading;
import dev.gatehouse.gateway.reading.Readings;
import dev.gatehouse.gateway.session.ReadingContext;
import dev.gatehouse.policy.Reason;
import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.SqlRewriter;
import dev.gatehouse.sql.SqlRewriter.Rewriting;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.StatementRequest;

/// Has some columns masked where a text reads them, so that its conditions, joins and orders see the mask too. The
/// new text is read again, and goes on only if these columns are not in it any more and it has the same results.
/// Threads: any; [#rewrite] may take milliseconds and is not for an event loop.
public final class ScanRewrites {
    private static final String RULE = "masking/at-scan";

    private final Readings readings;

    public ScanRewrites(Readings readings) {
        this.readings = readings;
    }

    /// What came of it.
    public sealed interface Outcome {
        /// @param reading of the new text
        record Rewritten(String sql, Reading reading) implements Outcome {}

        record Refused(Reason reason) implements Outcome {}
    }

    /// Whether the text has to do with columns that are masked so.
    public static boolean concerns(MaskTerms masks, Reading reading) {
        return !masks.atScan().isEmpty()
                && reading.statements().stream()
                        .flatMap(facts -> facts.columns().stream())
                        .anyMatch(column -> isMasked(masks, column));
    }

    private static boolean isMasked(MaskTerms masks, StatementFacts.ColumnUse column) {
        return masks.atScan().stream().anyMatch(pattern -> pattern.has(column.schema(), column.table(), column.name()));
    }

    /// @param reading of the text as it was sent
    public Outcome rewrite(Session session, StatementRequest request, Reading reading, MaskTerms masks) {
        ReadingContext context = readings.context(session, request);
        SqlRewriter rewriter = readings.reader(context).rewriter().orElse(null);
        Catalog catalog = context.catalog();
        if (rewriter == null || catalog == null || context.snapshot() == null) {
            return refused("that is not possible here");
        }
        ScanValues values = new ScanValues(masks, context.snapshot());
        return switch (rewriter.rewrite(request.sql(), request.variables(), catalog, values)) {
            case Rewriting.Not(String why) -> refused(why);
            case Rewriting.Text(String sql) -> reread(request, sql, context, reading, masks);
        };
    }

    private Outcome reread(
            StatementRequest request, String sql, ReadingContext context, Reading before, MaskTerms masks) {
        StatementRequest rewritten = new StatementRequest(
                sql,
                request.stage(),
                request.parameters(),
                request.inTransaction(),
                request.position(),
                request.variables());
        Reading after = readings.read(rewritten, context);
        if (after.notUnderstood().isPresent()) {
            return refused(
                    "with them it is not understood (" + after.notUnderstood().get() + ")");
        }
        if (concerns(masks, after)) {
            return refused("it reads them in a place that has no room for masks");
        }
        return sameResults(before, after)
                ? new Outcome.Rewritten(sql, after)
                : refused("it would have other results with them");
    }

    /// The new text has the same verbs and outputs, and no table or function that the decision has not seen.
    private static boolean sameResults(Reading before, Reading after) {
        List<StatementFacts> first = before.statements();
        List<StatementFacts> second = after.statements();
        if (first.size() != second.size()) {
            return false;
        }
        for (int i = 0; i < first.size(); i++) {
            StatementFacts old = first.get(i);
            StatementFacts now = second.get(i);
            if (!old.kinds().equals(now.kinds())
                    || !old.effects().equals(now.effects())
                    || !outputs(old).equals(outputs(now))
                    || !tables(old).containsAll(tables(now))
                    || !old.functions().containsAll(now.functions())) {
                return false;
            }
        }
        return true;
    }

    private static Optional<List<String>> outputs(StatementFacts facts) {
        return facts.lineage()
                .map(lineage ->
                        lineage.outputs().stream().map(output -> output.name()).toList());
    }

    private static Set<String> tables(StatementFacts facts) {
        return facts.tables().stream()
                .map(table -> table.schema() + "." + table.name())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static Outcome refused(String why) {
        return new Outcome.Refused(new Reason(
                RULE,
                "the policy masks columns of it where they are read, and " + why
                        + "; leave these columns out, or write it plainly"));
    }
}
