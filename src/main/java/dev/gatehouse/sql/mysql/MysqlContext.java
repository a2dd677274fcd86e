package dev.gatehouse.sql.mysql;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.QueryScan;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.tree.TreeParser;

/// What the readers of one text share: the session's modes, and the catalogue if the reading is bound to one.
///
/// @param catalog null for a reading by tokens alone, which names tables and no columns
record MysqlContext(
        LexerModes modes,
        @Nullable Catalog catalog,
        @Nullable TreeParser parser) {
    /// Reads the query or change of rows in `[from, to)`.
    boolean body(Statement s, int from, int to, FactsBuilder facts) {
        return new QueryScan(s, MysqlDialect.INSTANCE, facts).scan(from, to);
    }
}
