package dev.gatehouse.gateway;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import dev.gatehouse.catalog.SessionNames;
import dev.gatehouse.catalog.Table;
import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.ColumnRef;
import dev.gatehouse.sql.TemporaryTable;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Standing;

/// Follows the temporary tables and the path of one session through its statements and transactions. A name is
/// known only where it is certain what the server will take it for; else it is hidden, so that no statement that
/// has it is understood.
///
/// On PostgreSQL alone the making of a table is undone with its transaction. What has changed since the last end of
/// one is certain only within a block that is known to be open; outside of one it is so from the next
/// `ReadyForQuery` on. What rows draw on is added when the statement goes to the server, and never taken back.
/// Threads: the lock of [SessionScope].
final class TemporaryTables {
    private static final int MOST_SAVEPOINTS = 1_000;
    private static final int MOST_NAMES = 10_000;

    private record Savepoint(String name, OwnTables tables) {}

    /// How names are compared.
    ///
    /// @param transactional whether a transaction that is undone undoes the making of tables
    /// @param folds names are compared without regard to case
    record Manners(boolean transactional, boolean folds) {}

    private final List<Savepoint> savepoints = new ArrayList<>();
    private final Map<String, Integer> inFlight = new HashMap<>();
    private final Map<String, Long> moved = new HashMap<>();
    private OwnTables current = OwnTables.NONE;
    private OwnTables start = OwnTables.NONE;
    private Standing.Where where = Standing.Where.OUTSIDE;
    private int transactionsInFlight;
    private int anythingInFlight;
    private int pathsInFlight;
    private long pathMoved = -1;
    private boolean awaitsStanding;
    private boolean ended;
    private long latest;

    /// Something that is under way: what [#begins] answered, for [#ended].
    record Change(
            List<OwnStep> steps,
            PathChange path,
            TransactionStep transaction,
            String schema,
            Manners manners,
            boolean alone) {
        private boolean movesPath() {
            return path.kind() != PathChange.Kind.NONE;
        }

        private Table.Name key(String inSchema, String name) {
            String in = manners.transactional() ? TemporaryTable.PG_SCHEMA : inSchema.isEmpty() ? schema : inSchema;
            return manners.folds() ? new Table.Name(Ascii.lower(in), Ascii.lower(name)) : new Table.Name(in, name);
        }

        private Set<String> names() {
            Set<String> names = new HashSet<>();
            for (OwnStep step : steps) {
                switch (step) {
                    case OwnStep.Make(var made) ->
                        names.add(
                                key(made.table().schema(), made.table().name()).name());
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

        private Set<String> folded(Set<String> names) {
            Set<String> all = new HashSet<>();
            names.forEach(name -> all.add(key("", name).name()));
            return all;
        }

        private boolean touchesAll() {
            return steps.stream().anyMatch(step -> step instanceof OwnStep.LoseAll || step instanceof OwnStep.AllGone);
        }
    }

    /// Where the session's messages have come to.
    void reached(long position) {
        latest = Math.max(latest, position);
    }

    /// Nothing is under way, and nothing can be undone any more.
    boolean isSettled() {
        return inFlight.isEmpty()
                && anythingInFlight == 0
                && pathsInFlight == 0
                && transactionsInFlight == 0
                && savepoints.isEmpty()
                && current.equals(start);
    }

    // ---- what is certain

    Map<Table.Name, TemporaryTable> known() {
        return current.known();
    }

    /// Names that a temporary table may have of which nothing is certain.
    Set<String> hidden(boolean transactional) {
        Set<String> names = new HashSet<>(current.lost());
        names.addAll(inFlight.keySet());
        if (anythingInFlight > 0) {
            names.addAll(current.names());
        }
        if (transactional && !isWithinBlock()) {
            names.addAll(unsettled());
        }
        return names;
    }

    private boolean isWithinBlock() {
        return where == Standing.Where.INSIDE && transactionsInFlight == 0 && !awaitsStanding;
    }

    /// As the session's statements have it; [SessionPath#LOST] where that is not certain.
    SessionPath path() {
        return pathsInFlight == 0 && (isPathSettled() || isWithinBlock()) ? current.path() : SessionPath.LOST;
    }

    private boolean isPathSettled() {
        return current.path().equals(start.path())
                && savepoints.stream()
                        .allMatch(savepoint -> savepoint.tables().path().equals(current.path()));
    }

    /// Whether the path has moved since the server read a text.
    boolean pathMovedSince(long position) {
        return position <= pathMoved;
    }

    /// Those whose meaning has changed since the server read a text.
    Set<String> movedSince(long position) {
        if (moved.isEmpty()) {
            return Set.of();
        }
        Set<String> names = new HashSet<>();
        moved.forEach((name, at) -> {
            if (position <= at) {
                names.add(name);
            }
        });
        return names;
    }

    private Set<String> unsettled() {
        Set<String> names = current.differing(start);
        savepoints.forEach(savepoint -> names.addAll(current.differing(savepoint.tables())));
        return names;
    }

    // ---- what happens

    /// A text is about to be forwarded.
    void begins(Change change) {
        change.names().forEach(name -> inFlight.merge(name, 1, Integer::sum));
        if (change.touchesAll()) {
            anythingInFlight++;
        }
        if (change.movesPath()) {
            pathsInFlight++;
            losePathAt(change);
        }
        for (OwnStep step : change.steps()) {
            if (step instanceof OwnStep.LoseAll) {
                everywhere(OwnTables::losingAll);
            } else if (step instanceof OwnStep.Draw(String schema, String name, Set<ColumnRef> sources)) {
                everywhere(tables -> tables.drawing(change.key(schema, name), sources));
            }
        }
        if (change.transaction().kind() != TransactionStep.Kind.NONE) {
            transactionsInFlight++;
        }
    }

    /// It has ended.
    void ended(Change change, Outcome.Result result) {
        change.names().forEach(name -> inFlight.computeIfPresent(name, (_, count) -> count > 1 ? count - 1 : null));
        if (change.touchesAll()) {
            anythingInFlight--;
        }
        if (change.movesPath()) {
            pathsInFlight--;
            losePathAt(change);
        }
        switch (result) {
            case COMPLETED -> apply(change);
            case SERVER_ERROR, CANCELLED, TIMED_OUT, REFUSED -> {
                if (!undone(change)) {
                    lose(change);
                }
            }
            case LIMITED, CLIENT_GONE, SERVER_GONE -> lose(change);
        }
        if (change.transaction().kind() != TransactionStep.Kind.NONE) {
            transactionsInFlight--;
            awaitsStanding = change.manners().transactional();
            ended = true;
            if (change.transaction().kind() == TransactionStep.Kind.UNKNOWN) {
                lose(change); // part of it may have been kept, and part undone
            }
            if (change.manners().transactional()) {
                transaction(change.transaction(), result == Outcome.Result.COMPLETED);
            }
        }
    }

    /// Whether the failure of the text leaves nothing behind that it has done.
    private boolean undone(Change change) {
        if (!change.alone() || change.manners().transactional()) {
            return change.alone();
        }
        for (OwnStep step : change.steps()) {
            boolean makes = step instanceof OwnStep.Make(var made)
                    && !current.known()
                            .containsKey(change.key(
                                    made.table().schema(), made.table().name()));
            if (!makes) {
                return false; // of several tables some are gone, and one may be before its successor fails
            }
        }
        return true;
    }

    /// What may be anything may also have been committed.
    private void losePathAt(Change change) {
        if (change.path().kind() == PathChange.Kind.UNKNOWN) {
            everywhere(tables -> tables.along(SessionPath.LOST));
        }
    }

    private void lose(Change change) {
        if (change.movesPath()) {
            everywhere(tables -> tables.along(SessionPath.LOST));
        }
        if (change.touchesAll()) {
            everywhere(OwnTables::losingAll);
        }
        everywhere(tables -> tables.losing(change.names()));
    }

    private void apply(Change change) {
        OwnTables next = current.along(current.path().after(change.path()));
        for (OwnStep step : change.steps()) {
            next = switch (step) {
                case OwnStep.Make(var made) -> make(next, change, made);
                case OwnStep.Drop(String schema, String name) -> next.without(change.key(schema, name));
                case OwnStep.Lose(Set<String> names) -> next.losing(change.folded(names));
                case OwnStep.Rename(Set<String> names) -> {
                    Set<String> all = change.folded(names);
                    boolean own = next.names().stream().anyMatch(all::contains);
                    yield own ? next.losing(all) : next;
                }
                case OwnStep.LoseAll _ -> next.losingAll();
                case OwnStep.AllGone _ -> next.emptied();
                case OwnStep.Draw(String schema, String name, Set<ColumnRef> sources) ->
                    next.drawing(change.key(schema, name), sources);
            };
        }
        become(next);
        if (!change.manners().transactional()) {
            start = current;
        } else if (change.steps().stream().anyMatch(OwnStep.AllGone.class::isInstance)) {
            discarded(change);
        }
    }

    /// DISCARD ALL commits by itself as the first of a pipeline: what fails behind it may bring nothing back.
    private void discarded(Change change) {
        OwnTables now = current;
        everywhere(tables -> tables == now
                ? now
                : change.movesPath() ? tables.losingAll().along(SessionPath.LOST) : tables.losingAll());
    }

    private static OwnTables make(OwnTables tables, Change change, dev.gatehouse.sql.TemporaryChange.Made made) {
        Table.Name key = change.key(made.table().schema(), made.table().name());
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

    private void become(OwnTables next) {
        current.differing(next).forEach(name -> moved.put(name, latest));
        if (moved.size() > MOST_NAMES) {
            moved.clear();
            moved.put(SessionNames.ALL, latest);
        }
        if (!current.path().equals(next.path())) {
            pathMoved = latest;
        }
        current = next;
    }

    private void everywhere(UnaryOperator<OwnTables> change) {
        become(change.apply(current));
        start = change.apply(start);
        savepoints.replaceAll(savepoint -> new Savepoint(savepoint.name(), change.apply(savepoint.tables())));
    }

    // ---- transactions

    private void transaction(TransactionStep step, boolean completed) {
        if (step.kind() == TransactionStep.Kind.UNKNOWN) {
            loseUnsettled();
        }
        if (!completed) {
            return;
        }
        switch (step.kind()) {
            case NONE, UNKNOWN -> {
                // nothing, or all that could be done
            }
            case COMMIT -> {
                if (where == Standing.Where.FAILED) {
                    rollback();
                } else {
                    commit();
                }
            }
            case ROLLBACK -> rollback();
            case SAVEPOINT -> {
                if (savepoints.size() >= MOST_SAVEPOINTS) {
                    loseUnsettled(); // going back to one of them is going back to an unknown one
                    savepoints.clear();
                }
                savepoints.add(new Savepoint(step.savepoint(), current));
            }
            case RELEASE -> release(step.savepoint());
            case ROLLBACK_TO -> rollbackTo(step.savepoint());
        }
    }

    private int find(String savepoint) {
        int i = savepoints.size() - 1;
        while (i >= 0 && !savepoints.get(i).name().equals(savepoint)) {
            i--;
        }
        return i;
    }

    private void release(String savepoint) {
        int at = find(savepoint);
        if (at >= 0) {
            savepoints.subList(at, savepoints.size()).clear();
        }
    }

    private void rollbackTo(String savepoint) {
        int at = find(savepoint);
        if (at < 0) {
            loseUnsettled();
        } else {
            become(savepoints.get(at).tables());
            savepoints.subList(at + 1, savepoints.size()).clear();
        }
        where = Standing.Where.INSIDE;
    }

    private void commit() {
        become(current.afterCommit());
        start = current;
        savepoints.clear();
        where = Standing.Where.OUTSIDE;
    }

    private void rollback() {
        become(start);
        savepoints.clear();
        where = Standing.Where.OUTSIDE;
    }

    private void loseUnsettled() {
        Set<String> names = unsettled();
        everywhere(tables -> tables.losing(names));
        if (!isPathSettled()) {
            everywhere(tables -> tables.along(SessionPath.LOST));
        }
    }

    /// The server has said where it stands, behind all that has ended so far.
    void stands(Standing standing) {
        boolean wasOpen = where != Standing.Where.OUTSIDE;
        if (standing.where() == Standing.Where.OUTSIDE) {
            if (wasOpen && !ended) {
                loseUnsettled(); // a block does not end by itself
            }
            if (standing.failed()) {
                rollback();
            } else {
                commit();
            }
        }
        where = standing.where();
        ended = false;
        awaitsStanding = false;
    }

    /// The server has thrown all of them away.
    void reset() {
        savepoints.clear();
        become(OwnTables.NONE);
        start = OwnTables.NONE;
    }
}
