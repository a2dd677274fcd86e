package dev.gatehouse.gateway;

import java.util.List;

import dev.gatehouse.sql.Lineage;
import dev.gatehouse.sql.StatementFacts;

/// What the prepared statements and cursors of a session read that it has made in SQL itself.
@FunctionalInterface
interface NamedSources {
    NamedSources NONE = (_, _) -> List.of();

    /// All lineages that the rows of this `FETCH` or `EXECUTE` may have; empty where none is known for certain.
    ///
    /// @param columns how many the rows have
    List<Lineage> lineages(StatementFacts facts, int columns);
}
