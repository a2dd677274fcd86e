package dev.gatehouse.gateway.reading;

import java.util.List;

import dev.gatehouse.sql.Lineage;
import dev.gatehouse.sql.StatementFacts;

/// What the prepared statements and cursors of a session read that it has made in SQL itself.
@FunctionalInterface
public interface NamedSources {
    /// What the rows of this `FETCH` or `EXECUTE` draw on.
    ///
    /// @param columns how many the rows have
    Named of(StatementFacts facts, int columns);

    /// @param lineages all that the rows may have; empty where none is known for certain
    /// @param freely whether what is no plain column of a table may come from anywhere
    record Named(List<Lineage> lineages, boolean freely) {}
}
