package dev.gatehouse.gateway.session;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.gatehouse.catalog.Table;
import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.ColumnRef;
import dev.gatehouse.sql.TemporaryChange;
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

    /// What the session has made once the server has done it all.
    OwnTables applied(OwnTables before) {
        OwnTables next = before.along(before.path().after(path));
        for (OwnStep step : steps) {
            next = switch (step) {
                case OwnStep.Make(var made) -> make(next, made);
                case OwnStep.Drop(String in, String name) -> next.without(key(in, name));
                case OwnStep.Lose(Set<String> names) -> next.losing(folded(names));
                case OwnStep.Rename(Set<String> names) -> {
                    Set<String> all = folded(names);
                    boolean own = next.names().stream().anyMatch(all::contains);
                    yield own ? next.losing(all) : next;
                }
                case OwnStep.LoseAll _ -> next.losingAll();
                case OwnStep.AllGone _ -> next.emptied();
                case OwnStep.Draw(String in, String name, Set<ColumnRef> sources) ->
                    next.drawing(key(in, name), sources);
            };
        }
        return next;
    }

    private OwnTables make(OwnTables tables, TemporaryChange.Made made) {
        Table.Name key = key(made.table().schema(), made.table().name());
        if (made.unlessThere() && tables.lost().contains(key.name())) {
            return tables;
        }
        if (made.unlessThere() && tables.known().containsKey(key)) {
            Set<ColumnRef> sources = new HashSet<>();
            made.table().columns().forEach(column -> sources.addAll(column.sources()));
            return tables.drawing(key, sources);
        }
        return tables.with(key, made.table().in(key.schema()), made.untilCommit());
    }

    /// Whether the failure of the text leaves nothing behind that it has done.
    boolean isUndoneByFailure(OwnTables before) {
        if (!alone || manners.transactional()) {
            return alone;
        }
        for (OwnStep step : steps) {
            boolean makes = step instanceof OwnStep.Make(var made)
                    && !before.known()
                            .containsKey(key(made.table().schema(), made.table().name()));
            if (!makes) {
                return false; // of several tables some are gone, and one may be before its successor fails
            }
        }
        return true;
    }

    /// How names are compared.
    ///
    /// @param transactional whether a transaction that is undone undoes the making of tables
    /// @param folds names are compared without regard to case
    record Manners(boolean transactional, boolean folds) {}
}
