package dev.gatehouse.gateway.session;

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

/// Tells a session's [SessionScope] of the texts that change what names mean. Threads: any.
public final class NameFollowing {
    private final ColumnKnowledge knowledge;

    /// @param knowledge by which texts are read too
    public NameFollowing(ColumnKnowledge knowledge) {
        this.knowledge = knowledge;
    }

    /// Takes note that the text is about to be forwarded; what to tell of its end, null for nothing.
    ///
    /// @param catalog of the session's target; null for none
    public @Nullable Consumer<Outcome.Result> follow(
            Session session,
            SessionScope scope,
            StatementRequest request,
            NameSteps steps,
            @Nullable TargetCatalog catalog) {
        if (steps.areNone() || request.stage() == StatementRequest.Stage.PREPARE) {
            return null;
        }
        NameChanges changes = steps.changes();
        OwnChange own = own(session, scope, request, steps, catalog);
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

    private OwnChange own(
            Session session,
            SessionScope scope,
            StatementRequest request,
            NameSteps text,
            @Nullable TargetCatalog catalog) {
        boolean folds = catalog != null
                && catalog.current().map(CatalogSnapshot::foldsTables).orElse(false);
        boolean transactional = !session.dialect().equals("mysql");
        List<OwnStep> steps = new ArrayList<>(text.changes().own());
        if (!transactional && text.changes().path() && text.several()) {
            steps = OwnStep.anywhere(steps); // behind a USE
        }
        if (transactional && text.changes().schema()) {
            TargetView view = TargetView.of(session.target().name(), catalog, knowledge);
            Optional<NamePath> path =
                    scope.context(session.dialect(), request, view).names().path();
            if (path.isEmpty() || path.get().schemas().stream().anyMatch(TemporaryTable::isSchema)) {
                steps.add(new OwnStep.Lose(text.changes().names())); // what it makes may be temporary
            }
        }
        return new OwnChange(
                steps,
                text.path(),
                text.transaction(),
                request.variables().getOrDefault("database", ""),
                new OwnChange.Manners(transactional, folds),
                text.isOne());
    }
}
