package dev.gatehouse.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.catalog.CatalogSnapshot;
import dev.gatehouse.catalog.NamePath;
import dev.gatehouse.catalog.TargetCatalog;
import dev.gatehouse.sql.TemporaryTable;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.StatementRequest;

/// Tells a session's [SessionScope] of the texts that change what names mean. Threads: as [Readings].
final class NameFollowing {
    private final Readings readings;

    NameFollowing(Readings readings) {
        this.readings = readings;
    }

    /// Takes note that the text is about to be forwarded; what to tell of its end, null for nothing.
    @Nullable
    Consumer<Outcome.Result> follow(Session session, StatementRequest request, Reading reading) {
        NameChanges changes = reading.changes();
        if (!changes.any() && !reading.transaction() || request.stage() == StatementRequest.Stage.PREPARE) {
            return null;
        }
        SessionScope scope = Member.of(session).scope();
        TargetCatalog catalog = readings.catalog(session);
        OwnChange own = own(session, request, reading, catalog);
        if (!changes.any()) {
            scope.begins(own);
            return result -> {
                scope.ended(own, result);
                scope.mayHaveCommitted(catalog);
            };
        }
        scope.begins(changes, own);
        return result -> {
            scope.ended(own, result);
            scope.ended(changes, catalog);
        };
    }

    private OwnChange own(Session session, StatementRequest request, Reading reading, @Nullable TargetCatalog catalog) {
        boolean folds = catalog != null
                && catalog.current().map(CatalogSnapshot::foldsTables).orElse(false);
        boolean transactional = !session.dialect().equals("mysql");
        List<OwnStep> steps = new ArrayList<>(reading.changes().own());
        if (!transactional && reading.changes().path() && reading.statements().size() > 1) {
            steps = OwnStep.anywhere(steps); // behind a USE
        }
        if (transactional && reading.changes().schema()) {
            Optional<NamePath> path = Member.of(session)
                    .scope()
                    .context(session.dialect(), request, readings.view(session, catalog))
                    .names()
                    .path();
            if (path.isEmpty() || path.get().schemas().stream().anyMatch(TemporaryTable::isSchema)) {
                steps.add(new OwnStep.Lose(reading.changes().names())); // what it makes may be temporary
            }
        }
        return new OwnChange(
                steps,
                reading.pathChange(),
                reading.transactionStep(),
                request.variables().getOrDefault("database", ""),
                new OwnChange.Manners(transactional, folds),
                reading.notUnderstood().isEmpty() && reading.statements().size() == 1);
    }
}
