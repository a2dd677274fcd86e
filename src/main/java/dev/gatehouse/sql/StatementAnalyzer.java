package dev.gatehouse.sql;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/// Reads a text of one dialect. Total, bounded in size and depth, free of side effects. Threads: any.
public interface StatementAnalyzer {
    /// Reads by tokens alone: verbs, tables, functions; no columns. `variables` are the server-reported settings
    /// that change the reading (`standard_conforming_strings`, `sql_mode`, `server_version` …), by the server's own
    /// names.
    default Analysis analyze(String sql, Map<String, String> variables) {
        return analyze(sql, variables, null);
    }

    /// Reads against a catalogue: each name must be there, and each column is followed to where it comes from; with
    /// no catalogue, by tokens alone.
    Analysis analyze(String sql, Map<String, String> variables, @Nullable Catalog catalog);
}
