package dev.gatehouse.gateway.masking;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.gatehouse.gateway.reading.Reading;
import dev.gatehouse.gateway.writeback.Brought;
import dev.gatehouse.gateway.writeback.MaskedForms;
import dev.gatehouse.policy.Reason;
import dev.gatehouse.sql.ColumnRef;
import dev.gatehouse.sql.StatementFacts;

/// What somebody may not do who sees values only masked, whatever the policy permits: all of it would undo masks.
public final class MaskRules {
    static final String OPAQUE = "masking/opaque";
    static final String STORED = "masking/stored";
    static final String WRITE_BACK = "masking/write-back";

    private static final int MOST_NAMED = 5;

    private MaskRules() {}

    /// What the session tells beside the text.
    ///
    /// @param freely whether values of a statement may come from where no lineage shows
    /// @param ranUnread whether code has run in the session that nobody has read
    /// @param brought the values of the text and its parameters
    public record Beside(Predicate<StatementFacts> freely, boolean ranUnread, Brought brought) {}

    /// The rule that the text breaks; empty where there is none, or nothing is masked.
    ///
    public static Optional<Reason> broken(MaskTerms masks, Reading reading, Beside beside) {
        if (masks.isNone()) {
            return Optional.empty();
        }
        if (reading.notUnderstood().isPresent()
                || reading.statements().stream()
                        .anyMatch(facts -> fillsUnread(facts) || UnseenStores.isHidden(facts))) {
            return Optional.of(new Reason(
                    OPAQUE,
                    "values are masked here, and what is not understood might show or keep them as they are;"
                            + " write it plainly"));
        }
        Set<String> stored = reading.statements().stream()
                .flatMap(facts -> facts.lineage().stream())
                .flatMap(lineage -> lineage.stored().stream())
                .filter(column -> masks.of(column, reading.view()).isPresent())
                .map(MaskRules::name)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!stored.isEmpty()) {
            return Optional.of(new Reason(
                    STORED,
                    "it would keep values of " + listed(stored) + " where they are not masked, and they are"
                            + " masked for you; leave these columns out, or ask for a role that may see them"));
        }
        if (UnseenStores.in(reading.statements(), beside)) {
            return Optional.of(new Reason(
                    STORED,
                    "it would keep, or have code keep that was made in this database, what such code may have read:"
                            + " what a function or procedure gives, or has left in a variable, and it may be"
                            + " masked for you; write the value itself, or ask for a role that may see it"));
        }
        if (reading.statements().stream().anyMatch(facts -> makesUnread(facts, beside))) {
            return Optional.of(new Reason(
                    STORED,
                    "it would put code into the database that nobody reads here, and such code may keep elsewhere what is"
                            + " masked for you; ask for a role that may see it"));
        }
        return writesBack(masks, reading, beside.brought);
    }

    private static Optional<Reason> writesBack(MaskTerms masks, Reading reading, Brought brought) {
        List<ColumnRef> written =
                reading.statements().stream().flatMap(MaskRules::written).toList();
        Set<String> masked = names(written.stream()
                .filter(column -> masks.of(column, reading.view()).isPresent()));
        if (!masked.isEmpty() && brought.looksMasked()) {
            return Optional.of(new Reason(
                    WRITE_BACK,
                    "it would write a masked value over the true one in " + listed(masked)
                            + "; write only the columns that you change, with their true values"));
        }
        if (reading.statements().stream().noneMatch(MaskRules::overwrites)) {
            return Optional.empty();
        }
        Set<String> all = written.stream()
                .map(column -> column.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        int within =
                !masks.kindMasks().masks().isEmpty() && brought.mayBeStarred() ? MaskedForms.STARRED : MaskedForms.NONE;
        Set<String> constants = names(
                Stream.concat(written.stream(), reading.statements().stream().flatMap(facts -> loaded(facts, reading)))
                        .filter(column -> {
                            int forms = forms(reading, masks, column, within);
                            return forms != MaskedForms.NONE && brought.overwrites(column.name(), forms, all);
                        }));
        return constants.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reason(
                        WRITE_BACK,
                        "it may write over the true values of " + listed(constants)
                                + " what you are shown in their place (such as 0, 1970-01-01, NULL); write only the"
                                + " columns that you change, or ask for a role that may see them"));
    }

    /// @param within those of a column that is not masked whole
    private static int forms(Reading reading, MaskTerms masks, ColumnRef column, int within) {
        return masks.of(column, reading.view())
                .map(wish -> MaskedForms.of(reading.view().type(column), wish.mask()))
                .orElse(within);
    }

    private static Stream<ColumnRef> written(StatementFacts facts) {
        return facts.columns().stream()
                .filter(column -> column.uses().contains("write"))
                .map(column -> new ColumnRef(column.schema(), column.table(), column.name()));
    }

    /// Rows from a file may have all columns of their table.
    private static Stream<ColumnRef> loaded(StatementFacts facts, Reading reading) {
        return facts.kinds().contains("copy-in")
                ? facts.tables().stream().flatMap(table -> reading.view().columns(table.schema(), table.name()))
                : Stream.empty();
    }

    /// Whether it may change rows that are there: INSERT … ON CONFLICT DO UPDATE counts as both; REPLACE as an
    /// INSERT that deletes.
    private static boolean overwrites(StatementFacts facts) {
        Set<String> kinds = facts.kinds();
        return kinds.contains("update")
                || kinds.contains("merge")
                || kinds.contains("copy-in")
                || kinds.contains("insert") && kinds.contains("delete");
    }

    private static Set<String> names(Stream<ColumnRef> columns) {
        return columns.map(MaskRules::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /// A table that is filled by what nobody reads: `CREATE TABLE … AS EXECUTE`.
    private static boolean fillsUnread(StatementFacts facts) {
        return facts.opaque()
                && facts.kinds().contains("create")
                && facts.effects().contains("write");
    }

    /// A routine, trigger or event; a default, a view or an index that calls one.
    private static boolean makesUnread(StatementFacts facts, Beside beside) {
        return facts.effects().contains("schema") && (facts.opaque() || beside.freely.test(facts));
    }

    static String name(ColumnRef column) {
        return column.schema() + "." + column.table() + "." + column.name();
    }

    private static String listed(Set<String> names) {
        List<String> first = names.stream().limit(MOST_NAMED).toList();
        return String.join(", ", first)
                + (names.size() > first.size() ? " and " + (names.size() - first.size()) + " more" : "");
    }
}
