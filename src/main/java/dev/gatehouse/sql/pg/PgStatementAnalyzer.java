package dev.gatehouse.sql.pg;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.sql.AbsentName;
import dev.gatehouse.sql.Analysis;
import dev.gatehouse.sql.Analysis.NotUnderstood;
import dev.gatehouse.sql.Analysis.Understood;
import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.Fingerprint;
import dev.gatehouse.sql.Lexed;
import dev.gatehouse.sql.NormalizedText;
import dev.gatehouse.sql.SqlNormalizer;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.StatementAnalyzer;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.sql.StatementSplitter;
import dev.gatehouse.sql.StatementSplitter.Split;
import dev.gatehouse.sql.Tokens;
import dev.gatehouse.sql.tree.TreeParser;

/// Reads texts of PostgreSQL. Where the reported settings leave several readings open, all must say the same.
/// Threads: any.
public final class PgStatementAnalyzer implements StatementAnalyzer, SqlNormalizer {
    private static final int DEPTH = 1_000;
    private static final Set<String> PLAIN =
            Set.of("select", "values", "table", "with", "(", "insert", "update", "delete", "merge");

    private final int limit;
    private final @Nullable TreeParser trees;

    /// @param limit the longest text that is read, in characters
    public PgStatementAnalyzer(int limit) {
        this(limit, null);
    }

    /// @param trees reads the trees of statements that are bound to a catalogue; the caller closes it
    public PgStatementAnalyzer(int limit, @Nullable TreeParser trees) {
        this.limit = limit;
        this.trees = trees;
    }

    @Override
    public Analysis analyze(String sql, Map<String, String> variables, @Nullable Catalog catalog) {
        String fault = unreadable(sql, variables);
        if (!fault.isEmpty()) {
            return new NotUnderstood(fault, Fingerprint.of(sql));
        }
        List<LexerModes> readings = LexerModes.of(variables);
        Analysis reading = read(sql, new PgContext(readings.getFirst(), catalog, trees));
        for (LexerModes other : readings.subList(1, readings.size())) {
            reading = agree(sql, reading, read(sql, new PgContext(other, catalog, trees)));
        }
        return reading;
    }

    /// Two readings of one text: the same facts, or none.
    private static Analysis agree(String sql, Analysis one, Analysis other) {
        if (one.equals(other)) {
            return one;
        }
        return one instanceof Understood first
                        && other instanceof Understood second
                        && first.statements().equals(second.statements())
                ? new Understood(first.statements(), Fingerprint.of(sql))
                : new NotUnderstood("the session's settings leave open how to read it", Fingerprint.of(sql));
    }

    private String unreadable(String sql, Map<String, String> variables) {
        if (sql.length() > limit) {
            return "longer than " + limit + " characters";
        }
        if (sql.indexOf('\0') >= 0) {
            return "a character with the number zero";
        }
        return LexerModes.plainEncoding(variables.get("client_encoding")) ? "" : "the client's encoding";
    }

    private static Analysis read(String sql, PgContext context) {
        return switch (PgLexer.lex(sql, context.modes())) {
            case Lexed.Failure(String why, int at) ->
                new NotUnderstood(why + " (at character " + (at + 1) + ")", Fingerprint.of(sql));
            case Tokens tokens ->
                switch (StatementSplitter.split(tokens, DEPTH)) {
                    case Split.Unbalanced(String why) -> new NotUnderstood(why, Fingerprint.of(sql));
                    case Split.Statements(List<Statement> statements) -> read(statements, context);
                };
        };
    }

    private static Analysis read(List<Statement> statements, PgContext context) {
        StringBuilder form = new StringBuilder();
        List<StatementFacts> all = new ArrayList<>(statements.size());
        String fault = "";
        boolean missing = false;
        Optional<AbsentName> absent = Optional.empty();
        PgPath path = new PgPath();
        PgContext now = context;
        for (Statement statement : statements) {
            NormalizedText.append(statement, PLAIN.contains(statement.at(0)), form);
            FactsBuilder facts = new FactsBuilder();
            boolean understood = new PgRouter(statement, facts, now).read();
            if (now.catalog() != null) {
                facts.qualify(now.catalog());
            }
            now.routines(statement, facts);
            if (understood) {
                StatementFacts read = facts.build();
                all.add(read);
                now = new PgContext(now.modes(), path.after(statement, read, now.catalog()), now.parser());
            } else if (fault.isEmpty()) {
                fault = "statement " + (all.size() + 1) + ": "
                        + (facts.why().isEmpty() ? "of no known form" : facts.why());
                missing = facts.missing();
                absent = statements.size() == 1 ? facts.absent() : absent;
            }
        }
        String fingerprint = Fingerprint.of(form.toString());
        return fault.isEmpty()
                ? new Understood(all, fingerprint)
                : new NotUnderstood(fault, fingerprint, missing, absent);
    }

    @Override
    public Optional<String> form(String sql, Map<String, String> variables) {
        List<LexerModes> readings = LexerModes.of(variables);
        if (readings.size() != 1
                || !unreadable(sql, variables).isEmpty()
                || !(PgLexer.lex(sql, readings.getFirst()) instanceof Tokens tokens)
                || !(StatementSplitter.split(tokens, DEPTH) instanceof Split.Statements split)) {
            return Optional.empty();
        }
        StringBuilder form = new StringBuilder(sql.length() + 64);
        split.list().forEach(s -> NormalizedText.appendKey(s, PLAIN.contains(s.at(0)), form));
        return Optional.of(form.toString());
    }

    @Override
    public String normalize(String sql, Map<String, String> variables) {
        if (sql.length() > limit) {
            return UNREADABLE;
        }
        Set<String> forms = new HashSet<>();
        for (LexerModes modes : LexerModes.of(variables)) {
            forms.add(
                    PgLexer.lex(sql, modes) instanceof Tokens tokens
                            ? NormalizedText.withoutLiterals(tokens)
                            : UNREADABLE);
        }
        return forms.size() == 1 ? forms.iterator().next() : UNREADABLE;
    }
}
