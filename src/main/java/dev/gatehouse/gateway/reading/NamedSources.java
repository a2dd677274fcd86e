package dev.gatehouse.gateway.reading;

import java.util.ArrayList;
import java.util.List;

import dev.gatehouse.gateway.session.MadeHandle;
import dev.gatehouse.gateway.session.SessionScope;
import dev.gatehouse.sql.Lineage;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.wire.Session;

/// What the prepared statements and cursors read that a text speaks of, and that its session has made in SQL
/// itself. Threads: as [SessionScope].
public final class NamedSources {
    private final SessionScope scope;
    private final Reading reading;

    public NamedSources(Session session, Reading reading) {
        this.scope = ReadingBadge.of(session).scope();
        this.reading = reading;
    }

    /// @param lineages all that the rows may have; empty where none is known for certain
    /// @param freely whether what is no plain column of a table may come from anywhere: a function that people have
    ///     made takes part in them
    public record Named(List<Lineage> lineages, boolean freely) {}

    /// What the rows of this FETCH or EXECUTE of the text may draw on.
    ///
    /// @param columns how many the rows have
    public Named of(StatementFacts facts, int columns) {
        List<StatementFacts> run = new ArrayList<>(reading.statements());
        if (facts.kinds().contains("fetch")) {
            run.addAll(declared(facts));
        }
        return new Named(lineages(facts, columns), run.stream().anyMatch(scope::computesFreely));
    }

    private List<Lineage> lineages(StatementFacts facts, int columns) {
        List<Lineage> all = facts.kinds().contains("fetch")
                ? Executions.lineages(declared(facts))
                : reading.handles().ran();
        return all.stream()
                .filter(lineage -> lineage.outputs().size() == columns)
                .toList();
    }

    private List<StatementFacts> declared(StatementFacts fetch) {
        return scope.handled(true, fetch.handle()).stream()
                .map(MadeHandle::facts)
                .toList();
    }
}
