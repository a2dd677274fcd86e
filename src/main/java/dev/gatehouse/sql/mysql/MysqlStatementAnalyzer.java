package dev.gatehouse.sql.mysql;

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

/// Reads texts of MySQL and MariaDB. Where the reported settings leave several readings open, all must say the
/// same. Threads: any.
public final class MysqlStatementAnalyzer implements StatementAnalyzer, SqlNormalizer {
    private static final int DEPTH = 1_000;
    private static final Set<String> PLAIN =
            Set.of("select", "values", "table", "with", "(", "insert", "update", "delete", "replace");

    private final int limit;
    private final @Nullable TreeParser trees;

    /// @param limit the longest text that is read, in characters
    public MysqlStatementAnalyzer(int limit) {
        this(limit, null);
    }

    /// @param trees reads the trees of statements that are bound to a catalogue; the caller closes it
    public MysqlStatementAnalyzer(int limit, @Nullable TreeParser trees) {
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
        if (readings.isEmpty()) {
            return new NotUnderstood("sql_mode makes it another language", Fingerprint.of(sql));
        }
        Analysis reading = read(sql, new MysqlContext(readings.getFirst(), catalog, trees));
        for (LexerModes other : readings.subList(1, readings.size())) {
            reading = agree(sql, reading, read(sql, new MysqlContext(other, catalog, trees)));
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
        return LexerModes.plainEncoding(variables.get("character_set_client")) ? "" : "the client's encoding";
    }

    private static Analysis read(String sql, MysqlContext context) {
        return switch (MysqlLexer.lex(sql, context.modes())) {
            case Lexed.Failure(String why, int at) ->
                new NotUnderstood(why + " (at character " + (at + 1) + ")", Fingerprint.of(sql));
            case Tokens tokens ->
                switch (StatementSplitter.split(tokens, DEPTH)) {
                    case Split.Unbalanced(String why) -> new NotUnderstood(why, Fingerprint.of(sql));
                    case Split.Statements(List<Statement> statements) -> read(statements, context, hints(tokens));
                };
        };
    }

    private static Analysis read(List<Statement> statements, MysqlContext context, String hints) {
        StringBuilder form = new StringBuilder(hints);
        List<StatementFacts> all = new ArrayList<>(statements.size());
        String fault = "";
        boolean missing = false;
        Optional<AbsentName> absent = Optional.empty();
        MysqlContext now = context;
        boolean body = false; // from here on semicolons may belong to a routine, which is opaque with all it holds
        for (Statement statement : statements) {
            NormalizedText.append(statement, PLAIN.contains(statement.at(0)), form);
            FactsBuilder facts = new FactsBuilder();
            if (hints.contains("set_var")) {
                facts.effect("session");
            }
            boolean understood = new MysqlRouter(statement, facts, now).read();
            if (now.catalog() != null) {
                facts.qualify(now.catalog());
            }
            body |= MysqlDefinitions.hasBody(statement);
            if (understood || body) {
                now.routines(facts);
                StatementFacts read = (understood
                                ? facts
                                : facts.kind("create").effect("schema").opaque())
                        .build();
                all.add(read);
                now = now.after(statement, read);
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

    private static String hints(Tokens tokens) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.kind(i) == dev.gatehouse.sql.TokenKind.HINT) {
                out.append(dev.gatehouse.sql.Ascii.lower(tokens.raw(i))).append('\n');
            }
        }
        return out.toString();
    }

    @Override
    public Optional<String> form(String sql, Map<String, String> variables) {
        List<LexerModes> readings = LexerModes.of(variables);
        if (readings.size() != 1
                || !unreadable(sql, variables).isEmpty()
                || !(MysqlLexer.lex(sql, readings.getFirst()) instanceof Tokens tokens)
                || !(StatementSplitter.split(tokens, DEPTH) instanceof Split.Statements split)) {
            return Optional.empty();
        }
        StringBuilder form = new StringBuilder(sql.length() + 64).append(hints(tokens));
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
                    MysqlLexer.lex(sql, modes) instanceof Tokens tokens
                            ? NormalizedText.withoutLiterals(tokens)
                            : UNREADABLE);
        }
        return forms.size() == 1 ? forms.iterator().next() : UNREADABLE;
    }
}
