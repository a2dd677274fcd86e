package dev.gatehouse.gateway.session;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

import dev.gatehouse.catalog.SessionNames;

/// What a session has made for itself: now, at the start of its transaction, and at each savepoint it can go back
/// to; and since when each name means what it means. Positions are those of the session's messages
/// ([dev.gatehouse.wire.StatementRequest#position()]). Threads: the lock of [SessionScope].
final class OwnMoments {
    private static final int MOST_SAVEPOINTS = 1_000;
    private static final int MOST_NAMES = 10_000;

    private record Savepoint(String name, OwnTables tables) {}

    private final List<Savepoint> savepoints = new ArrayList<>();
    private final Map<String, Long> moved = new HashMap<>();
    private OwnTables current = OwnTables.NONE;
    private OwnTables start = OwnTables.NONE;
    private long pathMoved = -1;
    private long latest;

    OwnTables current() {
        return current;
    }

    /// Where the session's messages have come to.
    void reached(long position) {
        latest = Math.max(latest, position);
    }

    /// Nothing can be undone any more.
    boolean isSettled() {
        return savepoints.isEmpty() && current.equals(start);
    }

    /// Whether the path is the same wherever the session can go back to.
    boolean isPathSettled() {
        return current.path().equals(start.path())
                && savepoints.stream()
                        .allMatch(savepoint -> savepoint.tables().path().equals(current.path()));
    }

    /// Names that mean something else where the session can go back to.
    Set<String> unsettled() {
        Set<String> names = current.differing(start);
        savepoints.forEach(savepoint -> names.addAll(current.differing(savepoint.tables())));
        return names;
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

    void become(OwnTables next) {
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

    /// The same for good: it cannot be undone.
    void becomeForGood(OwnTables next) {
        become(next);
        start = next;
    }

    /// At every moment alike.
    void everywhere(UnaryOperator<OwnTables> change) {
        become(change.apply(current));
        start = change.apply(start);
        savepoints.replaceAll(savepoint -> new Savepoint(savepoint.name(), change.apply(savepoint.tables())));
    }

    /// What may have been undone or not is not known any more.
    void loseUnsettled() {
        Set<String> names = unsettled();
        everywhere(tables -> tables.losing(names));
        if (!isPathSettled()) {
            everywhere(tables -> tables.along(SessionPath.LOST));
        }
    }

    void savepoint(String name) {
        if (savepoints.size() >= MOST_SAVEPOINTS) {
            loseUnsettled(); // going back to one of them is going back to an unknown one
            savepoints.clear();
        }
        savepoints.add(new Savepoint(name, current));
    }

    void release(String savepoint) {
        int at = find(savepoint);
        if (at >= 0) {
            savepoints.subList(at, savepoints.size()).clear();
        }
    }

    void rollbackTo(String savepoint) {
        int at = find(savepoint);
        if (at < 0) {
            loseUnsettled();
        } else {
            become(savepoints.get(at).tables());
            savepoints.subList(at + 1, savepoints.size()).clear();
        }
    }

    private int find(String savepoint) {
        int i = savepoints.size() - 1;
        while (i >= 0 && !savepoints.get(i).name().equals(savepoint)) {
            i--;
        }
        return i;
    }

    void commit() {
        becomeForGood(current.afterCommit());
        savepoints.clear();
    }

    void rollback() {
        become(start);
        savepoints.clear();
    }

    /// The server has thrown all of it away.
    void reset() {
        savepoints.clear();
        becomeForGood(OwnTables.NONE);
    }
}
