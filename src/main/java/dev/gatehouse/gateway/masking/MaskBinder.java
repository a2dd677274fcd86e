package dev.gatehouse.gateway.masking;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.gateway.reading.NamedSources;
import dev.gatehouse.gateway.reading.Reading;
import dev.gatehouse.gateway.reading.ResultSources;
import dev.gatehouse.mask.Mask;
import dev.gatehouse.mask.MaskCatalog;
import dev.gatehouse.mask.QuoteMask;
import dev.gatehouse.policy.Decision;
import dev.gatehouse.sql.Lineage;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.wire.Announced;
import dev.gatehouse.wire.CopyPlan;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;
import dev.gatehouse.wire.row.CopyLayout;

/// Plans the masks of one statement's results: an output that draws on something sensitive is masked whole, in any
/// other text what is found is masked. What cannot be told is not shown. Threads: the session's event loop only.
final class MaskBinder {
    private final Reading reading;
    private final Means means;
    private final MaskedColumns masked = new MaskedColumns();
    private final OutputWishes wishes;
    private int results;

    /// What a binder needs beside the text.
    ///
    /// @param terms under which values are masked at all
    /// @param named what `FETCH` and `EXECUTE` speak of
    /// @param freely whether outputs of a statement may come from where no lineage shows
    /// @param decision by which it was let through
    record Means(
            MaskTerms terms,
            MaskCatalog masks,
            NamedSources named,
            Predicate<StatementFacts> freely,
            Decision decision) {}

    MaskBinder(Reading reading, Means means) {
        this.reading = reading;
        this.means = means;
        this.wishes = new OutputWishes(reading, means.terms, masked);
    }

    /// What has been masked so far.
    MaskedColumns masked() {
        return masked;
    }

    /// The rows of the next result.
    ///
    /// @param contradiction what the server announced otherwise; null for nothing
    RowPlan columns(List<ColumnMeta> columns, Announced.@Nullable Contradicts contradiction) {
        int result = results++;
        try {
            if (contradiction != null) {
                throw notShown("the server announced other columns than were read (" + contradiction.words()
                        + "); try again in a moment");
            }
            List<@Nullable CellEdit> edits =
                    switch (reading.sources().of(result)) {
                        case ResultSources.Source.Traced(Lineage lineage, StatementFacts facts) ->
                            traced(columns, List.of(lineage), means.freely.test(facts));
                        case ResultSources.Source.Untraced(StatementFacts facts) -> untraced(columns, facts);
                        case ResultSources.Source.AnyOf any -> anyOf(columns, any);
                        case ResultSources.Source.Unknown() ->
                            throw notShown("nobody can tell which statement of the text they are of; send its"
                                    + " statements one by one");
                    };
            return edits.stream().allMatch(edit -> edit == null) ? RowPlan.PASS_THROUGH : new RowPlan.Edit(edits);
        } catch (NotShown e) {
            return new RowPlan.Refuse(e.refusal);
        }
    }

    private List<@Nullable CellEdit> untraced(List<ColumnMeta> columns, StatementFacts facts) throws NotShown {
        if (!facts.handle().isEmpty()) {
            NamedSources.Named named = means.named.of(facts, columns.size());
            if (named.lineages().isEmpty()) {
                throw notShown("nobody can tell what '" + facts.handle() + "' reads; send the query itself");
            }
            return traced(columns, named.lineages(), named.freely());
        }
        if (!ServerTalk.isOnly(facts)) {
            throw notShown("nobody can tell what they draw on; send a query whose tables and columns can be read");
        }
        boolean freely = means.freely.test(facts);
        boolean constants = ServerTalk.quotesConstants(facts, columns, reading.sensitivity());
        List<@Nullable CellEdit> edits = new ArrayList<>(columns.size());
        for (ColumnMeta column : columns) {
            MaskTerms.Wish wish = ServerTalk.isOfOthers(column, columns) ? means.terms.ofInternal() : null;
            if (freely && ServerTalk.isWordedFreely(column, columns)) {
                wish = means.terms.ofUnknown();
            }
            CellEdit edit = wish == null ? scan(column) : whole(column, wish);
            boolean plain = wish == null && edit != null;
            edits.add(plain && constants ? new QuoteMask(masked.found(column.name())) : edit);
        }
        return edits;
    }

    /// What may be of none of them is masked whole.
    private List<@Nullable CellEdit> anyOf(List<ColumnMeta> columns, ResultSources.Source.AnyOf any) throws NotShown {
        List<Lineage> candidates = any.lineages().stream()
                .filter(lineage -> fits(lineage, columns))
                .toList();
        if (!candidates.isEmpty()) {
            return traced(columns, candidates, any.statements().stream().anyMatch(means.freely));
        }
        List<@Nullable CellEdit> edits = new ArrayList<>(columns.size());
        for (ColumnMeta column : columns) {
            edits.add(whole(column, means.terms.ofUnknown()));
        }
        return edits;
    }

    private static boolean fits(Lineage lineage, List<ColumnMeta> columns) {
        boolean fits = lineage.outputs().size() == columns.size();
        for (int i = 0; i < columns.size() && fits; i++) {
            String name = lineage.outputs().get(i).name();
            fits = name.isEmpty() || name.equalsIgnoreCase(columns.get(i).name());
        }
        return fits;
    }

    /// @param candidates one of which is that of the result
    /// @param freely whether what is no plain column may come from anywhere
    private List<@Nullable CellEdit> traced(List<ColumnMeta> columns, List<Lineage> candidates, boolean freely)
            throws NotShown {
        for (Lineage lineage : candidates) {
            checkCount(columns.size(), lineage);
        }
        List<@Nullable CellEdit> edits = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            ColumnMeta column = columns.get(i);
            MaskTerms.Wish wish = wishes.of(column, i, candidates, freely);
            edits.add(wish == null ? scan(column) : whole(column, wish));
        }
        return edits;
    }

    /// The lines of the next copy. Where the server has not told its columns, types are known of plain columns
    /// only: of others a masked cell is NULL.
    ///
    /// @param described the columns of the query that is copied, as the server has told them; empty if it has not
    CopyPlan copied(int columns, boolean binary, List<ColumnMeta> described) {
        int result = results++;
        try {
            if (!(reading.sources().of(result) instanceof ResultSources.Source.Traced(Lineage lineage, var facts))
                    || means.freely.test(facts)) {
                throw notShown("nobody can tell what the lines of this copy draw on; send it as a statement of its"
                        + " own, from tables and columns that can be read");
            }
            checkCount(columns, lineage);
            CopyMasks copy = new CopyMasks(facts, reading.view(), binary);
            CopyLayout layout = copy.layout()
                    .orElseThrow(() -> notShown(
                            "nobody can tell how the lines of this copy are written; name its options plainly"));
            List<@Nullable CellEdit> edits =
                    described.size() == columns ? described(described, lineage, binary) : undescribed(copy, lineage);
            return edits.stream().allMatch(edit -> edit == null)
                    ? CopyPlan.PASS_THROUGH
                    : new CopyPlan.Edit(layout, edits);
        } catch (NotShown e) {
            return new CopyPlan.Refuse(e.refusal);
        }
    }

    private List<@Nullable CellEdit> described(List<ColumnMeta> columns, Lineage lineage, boolean binary)
            throws NotShown {
        CellFormat format = binary ? CellFormat.BINARY : CellFormat.TEXT;
        return traced(columns.stream().map(column -> column.as(format)).toList(), List.of(lineage), false);
    }

    private List<@Nullable CellEdit> undescribed(CopyMasks copy, Lineage lineage) throws NotShown {
        List<@Nullable CellEdit> edits = new ArrayList<>();
        for (Lineage.Output output : lineage.outputs()) {
            MaskTerms.Wish wish = wishes.of(output, copy.plain(output));
            edits.add(wish == null ? scan(copy.scanned(output)) : whole(copy.masked(output), wish));
        }
        return edits;
    }

    private @Nullable CellEdit scan(ColumnMeta column) {
        return means.masks.scan(column, means.terms.kindMasks(), masked.found(column.name()));
    }

    private CellEdit whole(ColumnMeta column, MaskTerms.Wish wish) throws NotShown {
        return switch (means.masks.whole(column, wish.mask(), wish.kind(), masked.tally())) {
            case MaskCatalog.Bound.Serves(CellEdit edit) -> edit;
            case MaskCatalog.Bound.CannotServe(String why) -> throw notServed(column.name(), wish.mask(), why);
        };
    }

    private void checkCount(int columns, Lineage lineage) throws NotShown {
        if (lineage.outputs().size() != columns) {
            throw notShown("the server sends " + columns + " columns where "
                    + lineage.outputs().size() + " were read; try again in a moment");
        }
    }

    /// Rows may not be shown.
    private static final class NotShown extends Exception {
        private static final long serialVersionUID = 1;
        private final transient Refusal refusal;

        NotShown(Refusal refusal) {
            super(refusal.message(), null, false, false);
            this.refusal = refusal;
        }
    }

    private NotShown notShown(String why) {
        String words = means.decision.line("rows not shown: values are masked here, and " + why);
        return new NotShown(new Refusal.NotUnderstood(words, means.decision.id()));
    }

    private NotShown notServed(String column, Mask mask, String why) {
        String words = "rows not shown: column '" + column + "' cannot get the mask '" + mask.word() + "' (" + why
                + "); leave it out, or ask the policy's owners for another mask";
        return new NotShown(new Refusal.Denied(means.decision.line(words), means.decision.id()));
    }
}
