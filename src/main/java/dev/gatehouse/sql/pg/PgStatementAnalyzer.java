package dev.gatehouse.sql.pg;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.sql.Analysis;
import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.Discretion;
import dev.gatehouse.sql.Overwrite;
import dev.gatehouse.sql.SqlNormalizer;
import dev.gatehouse.sql.StatementAnalyzer;
import dev.gatehouse.sql.text.Script;
import dev.gatehouse.sql.text.TextLanguage;
import dev.gatehouse.sql.text.TextReader;
import dev.gatehouse.sql.tree.Language;
import dev.gatehouse.sql.tree.TreeParser;

/// Reads texts of PostgreSQL. Threads: any.
public final class PgStatementAnalyzer implements StatementAnalyzer, SqlNormalizer {
    private final TextReader<LexerModes> texts;

    /// @param limit the longest text that is read, in characters
    public PgStatementAnalyzer(int limit) {
        this(limit, null);
    }

    /// @param trees reads the trees of statements that are bound to a catalogue; the caller closes it
    public PgStatementAnalyzer(int limit, @Nullable TreeParser trees) {
        this.texts = new TextReader<>(new Postgres(), limit, trees);
    }

    @Override
    public Analysis analyze(String sql, Map<String, String> variables, @Nullable Catalog catalog) {
        return texts.analyze(sql, variables, catalog);
    }

    @Override
    public Optional<String> form(String sql, Map<String, String> variables) {
        return texts.form(sql, variables);
    }

    @Override
    public Optional<List<String>> literals(String sql, Map<String, String> variables) {
        return texts.literals(sql, variables);
    }

    @Override
    public Optional<List<Overwrite>> overwrites(String sql, Map<String, String> variables) {
        return texts.overwrites(sql, variables);
    }

    @Override
    public Optional<String> copied(String sql, Map<String, String> variables) {
        return PgCopiedQuery.in(sql, variables);
    }

    @Override
    public String normalize(String sql, Map<String, String> variables) {
        return texts.normalize(sql, variables);
    }

    @Override
    public String discreet(String sql, Map<String, String> variables, Discretion discretion) {
        return texts.discreet(sql, variables, discretion);
    }

    @Override
    public boolean fingerprintsValues(String sql, Map<String, String> variables) {
        return texts.fingerprintsValues(sql, variables);
    }

    private static final class Postgres implements TextLanguage<LexerModes> {
        private static final Set<String> PLAIN =
                Set.of("select", "values", "table", "with", "(", "insert", "update", "delete", "merge");

        @Override
        public List<LexerModes> modes(Map<String, String> variables) {
            return LexerModes.of(variables);
        }

        @Override
        public String unreadable(Map<String, String> variables, List<LexerModes> modes) {
            return LexerModes.plainEncoding(variables.get("client_encoding")) ? "" : "the client's encoding";
        }

        @Override
        public boolean plain(String verb) {
            return PLAIN.contains(verb);
        }

        @Override
        public Language names(@Nullable Catalog catalog) {
            return Language.POSTGRES;
        }

        @Override
        public Script<LexerModes> script(String hints) {
            return new PgScript();
        }
    }
}
