package dev.gatehouse.gateway.session;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import dev.gatehouse.catalog.Table;
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
    private final OwnMoments moments = new OwnMoments();
    private final Map<String, Integer> inFlight = new HashMap<>();
    private Standing.Where where = Standing.Where.OUTSIDE;
    private int transactionsInFlight;
    private int anythingInFlight;
    private int pathsInFlight;
    private boolean awaitsStanding;
    private boolean ended;

    /// Nothing is under way, and nothing can be undone any more.
    boolean isSettled() {
        return inFlight.isEmpty()
                && anythingInFlight == 0
                && pathsInFlight == 0
                && transactionsInFlight == 0
                && moments.isSettled();
    }

    // ---- what is certain

    Map<Table.Name, TemporaryTable> known() {
        return moments.current().known();
    }

    OwnMoments moments() {
        return moments;
    }

    /// Names that a temporary table may have of which nothing is certain.
    Set<String> hidden(boolean transactional) {
        Set<String> names = new HashSet<>(moments.current().lost());
        names.addAll(inFlight.keySet());
        if (anythingInFlight > 0) {
            names.addAll(moments.current().names());
        }
        if (transactional && !isWithinBlock()) {
            names.addAll(moments.unsettled());
        }
        return names;
    }

    private boolean isWithinBlock() {
        return where == Standing.Where.INSIDE && transactionsInFlight == 0 && !awaitsStanding;
    }

    /// As the session's statements have it; [SessionPath#LOST] where that is not certain.
    SessionPath path() {
        return pathsInFlight == 0 && (moments.isPathSettled() || isWithinBlock())
                ? moments.current().path()
                : SessionPath.LOST;
    }

    // ---- what happens

    /// A text is about to be forwarded.
    void begins(OwnChange change) {
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
                moments.everywhere(OwnTables::losingAll);
            } else if (step instanceof OwnStep.Draw(String schema, String name, Set<ColumnRef> sources)) {
                moments.everywhere(tables -> tables.drawing(change.key(schema, name), sources));
            }
        }
        if (change.transaction().kind() != TransactionStep.Kind.NONE) {
            transactionsInFlight++;
        }
    }

    /// It has ended.
    void ended(OwnChange change, Outcome.Result result) {
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
                if (!change.isUndoneByFailure(moments.current())) {
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

    /// What may be anything may also have been committed.
    private void losePathAt(OwnChange change) {
        if (change.path().kind() == PathChange.Kind.UNKNOWN) {
            moments.everywhere(tables -> tables.along(SessionPath.LOST));
        }
    }

    private void lose(OwnChange change) {
        if (change.movesPath()) {
            moments.everywhere(tables -> tables.along(SessionPath.LOST));
        }
        if (change.touchesAll()) {
            moments.everywhere(OwnTables::losingAll);
        }
        moments.everywhere(tables -> tables.losing(change.names()));
    }

    private void apply(OwnChange change) {
        OwnTables next = change.applied(moments.current());
        if (!change.manners().transactional()) {
            moments.becomeForGood(next);
            return;
        }
        moments.become(next);
        if (change.steps().stream().anyMatch(OwnStep.AllGone.class::isInstance)) {
            discarded(change);
        }
    }

    /// DISCARD ALL commits by itself as the first of a pipeline: what fails behind it may bring nothing back.
    private void discarded(OwnChange change) {
        OwnTables now = moments.current();
        moments.everywhere(tables -> tables == now
                ? now
                : change.movesPath() ? tables.losingAll().along(SessionPath.LOST) : tables.losingAll());
    }

    // ---- transactions

    private void commit() {
        moments.commit();
        where = Standing.Where.OUTSIDE;
    }

    private void rollback() {
        moments.rollback();
        where = Standing.Where.OUTSIDE;
    }

    private void transaction(TransactionStep step, boolean completed) {
        if (step.kind() == TransactionStep.Kind.UNKNOWN) {
            moments.loseUnsettled();
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
                moments.savepoint(step.savepoint());
            }
            case RELEASE -> moments.release(step.savepoint());
            case ROLLBACK_TO -> {
                moments.rollbackTo(step.savepoint());
                where = Standing.Where.INSIDE;
            }
        }
    }

    /// The server has said where it stands, behind all that has ended so far.
    void stands(Standing standing) {
        boolean wasOpen = where != Standing.Where.OUTSIDE;
        if (standing.where() == Standing.Where.OUTSIDE) {
            if (wasOpen && !ended) {
                moments.loseUnsettled(); // a block does not end by itself
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
        moments.reset();
    }
}
