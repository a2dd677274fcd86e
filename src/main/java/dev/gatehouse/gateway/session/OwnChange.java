package dev.gatehouse.gateway.session;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.gatehouse.catalog.Table;
import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.TemporaryTable;

/// What a text does to what its session has made for itself: from its forwarding to its end under way.
///
/// @param alone whether the text is this one statement
record OwnChange(
        List<OwnStep> steps,
        PathChange path,
        TransactionStep transaction,
        String schema,
        Manners manners,
        boolean alone) {
    boolean movesPath() {
        return path.kind() != PathChange.Kind.NONE;
    }

    Table.Name key(String inSchema, String name) {
        String in = manners.transactional() ? TemporaryTable.PG_SCHEMA : inSchema.isEmpty() ? schema : inSchema;
        return manners.folds() ? new Table.Name(Ascii.lower(in), Ascii.lower(name)) : new Table.Name(in, name);
    }

    Set<String> names() {
        Set<String> names = new HashSet<>();
        for (OwnStep step : steps) {
            switch (step) {
                case OwnStep.Make(var made) ->
                    names.add(key(made.table().schema(), made.table().name()).name());
                case OwnStep.Drop(String in, String name) ->
                    names.add(key(in, name).name());
                case OwnStep.Lose(Set<String> lost) -> names.addAll(folded(lost));
                case OwnStep.Rename(Set<String> lost) -> names.addAll(folded(lost));
                case OwnStep.LoseAll _, OwnStep.AllGone _, OwnStep.Draw _ -> {
                    // all of them, or none that changes its meaning
                }
            }
        }
        return names;
    }

    Set<String> folded(Set<String> names) {
        Set<String> all = new HashSet<>();
        names.forEach(name -> all.add(key("", name).name()));
        return all;
    }

    boolean touchesAll() {
        return steps.stream().anyMatch(step -> step instanceof OwnStep.LoseAll || step instanceof OwnStep.AllGone);
    }

    /// How names are compared.
    ///
    /// @param transactional whether a transaction that is undone undoes the making of tables
    /// @param folds names are compared without regard to case
    record Manners(boolean transactional, boolean folds) {}
}
