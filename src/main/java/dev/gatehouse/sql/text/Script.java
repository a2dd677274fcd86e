package dev.gatehouse.sql.text;

import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.StatementFacts;

/// Reads the statements of one text in order, and knows what the earlier ones mean to the later. Threads: one.
public interface Script<M extends TextModes> {
    /// Adds the facts of a statement; false when it is not understood.
    boolean read(Statement s, QueryReader<M> queries, FactsBuilder facts);

    /// The catalogue behind a statement with these facts.
    Catalog after(Statement s, StatementFacts facts, Catalog catalog);
}
