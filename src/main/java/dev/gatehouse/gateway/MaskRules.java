package dev.gatehouse.gateway;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.gatehouse.policy.Reason;
import dev.gatehouse.sql.ColumnRef;
import dev.gatehouse.sql.StatementFacts;

/// What somebody may not do who sees values only masked, whatever the policy permits: all of it would undo masks.
final class MaskRules {
    static final String OPAQUE = "masking/opaque";
    static final String STORED = "masking/stored";
    static final String WRITE_BACK = "masking/write-back";

    private static final int MOST_NAMED = 5;
    private static final Set<String> FILLING = Set.of("insert", "update", "merge", "create");

    private MaskRules() {}

    /// What the session tells beside the text.
    ///
    /// @param freely whether values of a statement may come from where no lineage shows
    /// @param bringsMasked whether the text or its parameters have a value that a mask may have made
    record Beside(Predicate<StatementFacts> freely, BooleanSupplier bringsMasked) {}

    /// The rule that the text breaks; empty where there is none, or nothing is masked.
    ///
    static Optional<Reason> broken(MaskTerms masks, Reading reading, Beside beside) {
        if (masks.isNone()) {
            return Optional.empty();
        }
        if (reading.notUnderstood().isPresent() || reading.statements().stream().anyMatch(MaskRules::fillsUnread)) {
            return Optional.of(new Reason(
                    OPAQUE,
                    "values are masked here, and what is not understood might show or keep them as they are;"
                            + " write it plainly"));
        }
        Set<String> stored = reading.statements().stream()
                .flatMap(facts -> facts.lineage().stream())
                .flatMap(lineage -> lineage.stored().stream())
                .filter(column -> reading.wish(masks, column).isPresent())
                .map(MaskRules::name)
                .collect(Collectors.toCollection(TreeSet::new));
        if (!stored.isEmpty()) {
            return Optional.of(new Reason(
                    STORED,
                    "it would keep values of " + listed(stored) + " where they are not masked, and they are"
                            + " masked for you; leave these columns out, or ask for a role that may see them"));
        }
        if (reading.statements().stream().anyMatch(facts -> storesUnseen(facts, beside))) {
            return Optional.of(
                    new Reason(
                            STORED,
                            "it would keep what a function or procedure gives that was made in this database, and such code may"
                                    + " read what is masked for you; write the value itself, or ask for a role that may see it"));
        }
        Set<String> written = reading.statements().stream()
                .flatMap(facts -> facts.columns().stream())
                .filter(column -> column.uses().contains("write"))
                .map(column -> new ColumnRef(column.schema(), column.table(), column.name()))
                .filter(column -> reading.wish(masks, column).isPresent())
                .map(MaskRules::name)
                .collect(Collectors.toCollection(TreeSet::new));
        return written.isEmpty() || !beside.bringsMasked.getAsBoolean()
                ? Optional.empty()
                : Optional.of(new Reason(
                        WRITE_BACK,
                        "it would write a masked value over the true one in " + listed(written)
                                + "; write only the columns that you change, with their true values"));
    }

    /// A table that is filled by what nobody reads: `CREATE TABLE … AS EXECUTE`.
    private static boolean fillsUnread(StatementFacts facts) {
        return facts.opaque()
                && facts.kinds().contains("create")
                && facts.effects().contains("write");
    }

    /// A row or a file that is written with the help of code that nobody reads.
    private static boolean storesUnseen(StatementFacts facts, Beside beside) {
        boolean stores =
                facts.effects().contains("write") && facts.kinds().stream().anyMatch(FILLING::contains)
                        || facts.effects().contains("server") && facts.kinds().contains("copy-out");
        return stores && beside.freely.test(facts);
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
