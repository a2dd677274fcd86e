package dev.gatehouse.sql;

import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /// What is left of the text when all is taken away that cannot change its facts: two texts of one form have
    /// equal analyses by the same catalogue and settings. Takes one pass of the lexer. Empty where it cannot be
    /// told so.
    Optional<String> form(String sql, Map<String, String> variables);

    /// The values of all strings in the text, without their quotes and escapes; strings side by side are one. Takes
    /// one pass of the lexer. Empty where the text cannot be cut into tokens for certain.
    Optional<List<String>> literals(String sql, Map<String, String> variables);

    /// The query of a `COPY (query) TO STDOUT`, behind as many spaces as there are characters in front of it, so
    /// that a server finds its faults in the same places; empty for any other text, and where it cannot be told for
    /// certain.
    default Optional<String> copied(String sql, Map<String, String> variables) {
        return Optional.empty();
    }

    /// What the statements of the text put in the place of values. Takes one pass of the lexer, and some over the
    /// tokens. Empty where the text cannot be cut into statements for certain.
    Optional<List<Overwrite>> overwrites(String sql, Map<String, String> variables);
}
