package dev.gatehouse.gateway;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.catalog.NamePath;
import dev.gatehouse.catalog.SessionNames;
import dev.gatehouse.catalog.TargetCatalog;

/// Follows what one session does to the meaning of names, which no snapshot shows, or not yet.
///
/// What is being changed is not known until a fetch that began after the end of the transaction has ended;
/// temporary tables are never seen from outside, and hide what has their name for the rest of the session. Threads:
/// any; the lock is held for moments only.
final class SessionScope {
    private static final int MOST_NAMES = 1_000;

    private final Set<String> temporary = new HashSet<>();
    private final Set<String> changing = new HashSet<>();
    private boolean anyTemporary;
    private boolean pathLost;
    private int running;
    private @Nullable CompletionStage<Void> awaited;
    private boolean changed;
    private @Nullable ReadingContext last;

    /// By what a text of this session is read now.
    ///
    /// @param catalog null where texts are read by their tokens alone
    synchronized ReadingContext context(
            String dialect, Map<String, String> variables, String target, @Nullable TargetCatalog catalog) {
        CatalogSnapshot snapshot = catalog == null ? null : catalog.current().orElse(null);
        ReadingContext known = last;
        if (known == null || !known.isFor(variables, snapshot)) {
            known = new ReadingContext(
                    dialect, variables, target, names(dialect, variables), snapshot, catalog != null);
            last = known;
        }
        return known;
    }

    private SessionNames names(String dialect, Map<String, String> variables) {
        Optional<NamePath> path = pathLost ? Optional.empty() : ReadingContext.path(dialect, variables);
        if (!dialect.equals("mysql")) {
            return new SessionNames(path, changing, temporary, anyTemporary);
        }
        Set<String> both = new HashSet<>(changing); // here a temporary table hides the other by its full name too
        both.addAll(temporary);
        return new SessionNames(path, both, Set.of(), false);
    }

    /// What must be waited for before the next text can be read; null for nothing. Asked again when it has come.
    ///
    /// @param open whether a transaction is open, in which changes of schema do not show
    synchronized @Nullable CompletionStage<Void> pending(TargetCatalog catalog, boolean open) {
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

    /// A text is about to be forwarded.
    synchronized void begins(NameChanges changes) {
        running++;
        pathLost |= changes.role();
        if (changes.schema()) {
            changed = true;
            awaited = null;
            anyTemporary = true;
            add(changing, changes.names());
            add(temporary, changes.temporary());
        }
        anyTemporary |= changes.hidden();
        last = null;
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
