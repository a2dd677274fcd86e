package dev.gatehouse.gateway.session;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.catalog.NamePath;
import dev.gatehouse.catalog.SessionNames;
import dev.gatehouse.catalog.TargetCatalog;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Standing;
import dev.gatehouse.wire.StatementRequest;

/// Follows what one session does to the meaning of names, which no snapshot shows, or not yet.
///
/// What is being changed is not known until a fetch that began after the end of the transaction has ended;
/// temporary tables are never seen from outside ([TemporaryTables]). Threads:
/// any; the lock is held for moments only.
public final class SessionScope {
    private static final int MOST_NAMES = 1_000;

    private final TemporaryTables temporary = new TemporaryTables();
    private final Handles handles = new Handles();
    private final Set<String> changing = new HashSet<>();
    private boolean anyTemporary;
    private boolean roleLost;
    private boolean ranUnread;
    private int running;
    private @Nullable CompletionStage<Void> awaited;
    private boolean changed;
    private @Nullable ReadingContext last;
    /// The last context may have been one of something unsettled.
    private boolean stale;

    /// By what a text of this session is read now.
    public synchronized ReadingContext context(String dialect, StatementRequest request, TargetView view) {
        Map<String, String> variables = request.variables();
        CatalogSnapshot snapshot = view.snapshot();
        temporary.moments().reached(request.position());
        handles.beside(request.names());
        if (request.stage() == StatementRequest.Stage.EXECUTE && dialect.equals("postgresql")) {
            Set<String> moved = temporary.moments().movedSince(request.position());
            boolean elsewhere =
                    !variables.containsKey("search_path") && temporary.moments().pathMovedSince(request.position());
            if (!moved.isEmpty() || elsewhere) {
                SessionNames names = names(dialect, variables, snapshot, moved);
                names = elsewhere ? names.along() : names;
                return new ReadingContext(dialect, variables, names, view);
            }
        }
        ReadingContext known = last;
        if (known == null || !known.isFor(variables, view)) {
            known = new ReadingContext(dialect, variables, names(dialect, variables, snapshot, Set.of()), view);
            last = known;
        }
        return known;
    }

    /// @param moved names that the server may have read as something else
    private SessionNames names(
            String dialect, Map<String, String> variables, @Nullable CatalogSnapshot snapshot, Set<String> moved) {
        if (!dialect.equals("mysql")) {
            Set<String> hidden = temporary.hidden(true);
            hidden.addAll(moved);
            Set<String> changed = new HashSet<>(changing);
            if (hidden.contains(SessionNames.ALL)) {
                changed.add(SessionNames.ALL); // more names than are kept
            }
            return new SessionNames(searchPath(variables, snapshot), changed, hidden, anyTemporary, temporary.known());
        }
        String schema = variables.getOrDefault("database", "");
        Optional<NamePath> path = Optional.of(new NamePath(schema.isEmpty() ? List.of() : List.of(schema)));
        Set<String> both = new HashSet<>(changing); // here a temporary table hides the other by its full name too
        both.addAll(temporary.hidden(false));
        return new SessionNames(path, both, Set.of(), false, temporary.known());
    }

    /// As the server reports it; from one that does not, as it was at login or set since, while that is certain.
    private Optional<NamePath> searchPath(Map<String, String> variables, @Nullable CatalogSnapshot snapshot) {
        String reported = variables.get("search_path");
        if (reported != null && !roleLost) {
            return NamePath.ofSearchPath(reported);
        }
        String login = variables.get("login_path");
        SessionPath own = temporary.path();
        if (login == null || snapshot == null || roleLost || own.lost()) {
            return Optional.empty();
        }
        if (own.local().isPresent() || own.set().isPresent()) {
            return own.local().or(own::set);
        }
        return login.isEmpty() ? snapshot.defaultPath() : NamePath.ofSearchPath(login);
    }

    /// What must be waited for before the next text can be read; null for nothing. Asked again when it has come.
    ///
    /// @param open whether a transaction is open, in which changes of schema do not show
    public synchronized @Nullable CompletionStage<Void> pending(TargetCatalog catalog, boolean open) {
        if (!changed || running > 0) {
            return null;
        }
        if (open) {
            awaited = null;
            return null;
        }
        if (awaited == null) {
            awaited = catalog.changed();
        }
        if (!awaited.toCompletableFuture().isDone()) {
            return awaited;
        }
        awaited = null;
        changed = false;
        changing.clear();
        last = null;
        return null;
    }

    /// Takes note of what a text makes that is about to be forwarded; what to tell of its end, null for nothing.
    public @Nullable Consumer<Outcome.Result> follow(StatementRequest request, HandleSteps steps) {
        if (steps.areNone() || request.stage() == StatementRequest.Stage.PREPARE) {
            return null;
        }
        long since = makes(request, steps);
        return result -> {
            if (result == Outcome.Result.COMPLETED) {
                made(steps, since);
            }
        };
    }

    private synchronized long makes(StatementRequest request, HandleSteps steps) {
        ranUnread |= steps.runsUnread();
        return handles.begins(steps, request.sql(), request.variables());
    }

    private synchronized void made(HandleSteps steps, long since) {
        handles.completed(steps, since);
    }

    /// Whether code has run in the session that nobody has read.
    public synchronized boolean ranUnread() {
        return ranUnread;
    }

    /// Whether outputs of the statement may come from where no lineage shows: from functions that people have made,
    /// or from variables and warnings that code may have filled which nobody has read.
    public synchronized boolean computesFreely(StatementFacts facts) {
        boolean kept = FreeFunctions.readsVariables(facts) || facts.kinds().contains("show");
        return FreeFunctions.computes(facts) || ranUnread && kept;
    }

    /// All that was prepared, or declared, under this name; empty where nobody knows.
    public synchronized List<MadeHandle> handled(boolean cursor, String name) {
        return handles.of(cursor, name);
    }

    /// A text is about to be forwarded.
    synchronized void begins(NameChanges changes, OwnChange own) {
        running++;
        roleLost |= changes.role();
        if (changes.schema()) {
            changed = true;
            awaited = null;
            anyTemporary |= changes.own().isEmpty();
            add(changing, changes.names());
        }
        anyTemporary |= changes.hidden();
        temporary.begins(own);
        stale = true;
        last = null;
    }

    /// The same for a text that only begins or ends transactions.
    synchronized void begins(OwnChange own) {
        temporary.begins(own);
        forget();
    }

    /// The end of a statement of which [#begins] was told.
    synchronized void ended(OwnChange own, Outcome.Result result) {
        temporary.ended(own, result);
        forget();
    }

    /// What the server says of itself between the ends of statements.
    public synchronized void stands(Standing standing) {
        temporary.stands(standing);
        forget();
    }

    /// The server has thrown away what the session had made.
    public synchronized void reset() {
        temporary.reset();
        handles.reset();
        ranUnread = false;
        last = null;
    }

    private void forget() {
        if (!temporary.isSettled()) {
            last = null;
            stale = true;
        } else if (stale) {
            last = null;
            stale = false;
        }
    }

    private static void add(Set<String> names, Set<String> more) {
        names.addAll(more);
        if (names.size() > MOST_NAMES) {
            names.add(SessionNames.ALL);
        }
    }

    /// It has ended. What it did may be seen from outside a moment later.
    synchronized void ended(NameChanges changes, @Nullable TargetCatalog catalog) {
        running--;
        if (catalog != null && changed) {
            catalog.changedJustNow();
        } else if (catalog != null && changes.hidden()) {
            catalog.lookLater();
        }
    }

    /// Some text has ended while changes of an open transaction are not seen: it may have been the COMMIT.
    synchronized void mayHaveCommitted(@Nullable TargetCatalog catalog) {
        if (changed && catalog != null) {
            catalog.changedJustNow();
        }
    }
}
