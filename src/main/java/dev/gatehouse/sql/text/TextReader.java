package dev.gatehouse.sql.text;

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
import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.Discretion;
import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.Fingerprint;
import dev.gatehouse.sql.Lexed;
import dev.gatehouse.sql.NormalizedText;
import dev.gatehouse.sql.Overwrite;
import dev.gatehouse.sql.SqlNormalizer;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.StatementAnalyzer;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.sql.StatementSplitter;
import dev.gatehouse.sql.StatementSplitter.Split;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Tokens;
import dev.gatehouse.sql.tree.TreeParser;

/// Reads the texts of one language. Where the reported settings leave several readings open, all must say the same.
/// Threads: any.
public final class TextReader<M extends TextModes> implements StatementAnalyzer, SqlNormalizer {
    private static final int DEPTH = 1_000;

    private final TextLanguage<M> language;
    private final int limit;
    private final @Nullable TreeParser trees;

    /// @param limit the longest text that is read, in characters
    /// @param trees reads the trees of statements that are bound to a catalogue; the caller closes it
    public TextReader(TextLanguage<M> language, int limit, @Nullable TreeParser trees) {
        this.language = language;
        this.limit = limit;
        this.trees = trees;
    }

    @Override
    public Analysis analyze(String sql, Map<String, String> variables, @Nullable Catalog catalog) {
        List<M> readings = language.modes(variables);
        String fault = unreadable(sql, variables, readings);
        if (!fault.isEmpty()) {
            return new NotUnderstood(fault, Fingerprint.of(sql));
        }
        Analysis reading = read(sql, readings.getFirst(), catalog);
        for (M other : readings.subList(1, readings.size())) {
            reading = agree(sql, reading, read(sql, other, catalog));
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

    private String unreadable(String sql, Map<String, String> variables, List<M> readings) {
        if (sql.length() > limit) {
            return "longer than " + limit + " characters";
        }
        return sql.indexOf('\0') >= 0 ? "a character with the number zero" : language.unreadable(variables, readings);
    }

    private Analysis read(String sql, M modes, @Nullable Catalog catalog) {
        return switch (modes.lex(sql)) {
            case Lexed.Failure(String why, int at) ->
                new NotUnderstood(why + " (at character " + (at + 1) + ")", Fingerprint.of(sql));
            case Tokens tokens ->
                switch (StatementSplitter.split(tokens, DEPTH)) {
                    case Split.Unbalanced(String why) -> new NotUnderstood(why, Fingerprint.of(sql));
                    case Split.Statements(List<Statement> statements) ->
                        read(
                                statements,
                                hints(tokens),
                                new QueryReader<>(modes, language.names(catalog), catalog, trees));
                };
        };
    }

    private Analysis read(List<Statement> statements, String hints, QueryReader<M> first) {
        StringBuilder form = new StringBuilder(hints);
        List<StatementFacts> all = new ArrayList<>(statements.size());
        String fault = "";
        boolean missing = false;
        Optional<AbsentName> absent = Optional.empty();
        Script<M> script = language.script(hints);
        QueryReader<M> queries = first;
        for (Statement statement : statements) {
            NormalizedText.append(statement, language.plain(statement.at(0)), form);
            FactsBuilder facts = new FactsBuilder();
            boolean understood = script.read(statement, queries, facts);
            queries.qualify(facts);
            if (understood) {
                queries.routines(statement, facts);
                StatementFacts read = facts.build();
                all.add(read);
                Catalog catalog = queries.catalog();
                queries = catalog == null ? queries : queries.with(script.after(statement, read, catalog));
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
            if (tokens.kind(i) == TokenKind.HINT) {
                out.append(Ascii.lower(tokens.raw(i))).append('\n');
            }
        }
        return out.toString();
    }

    @Override
    public Optional<String> form(String sql, Map<String, String> variables) {
        List<M> readings = language.modes(variables);
        if (readings.size() != 1
                || !unreadable(sql, variables, readings).isEmpty()
                || !(readings.getFirst().lex(sql) instanceof Tokens tokens)
                || !(StatementSplitter.split(tokens, DEPTH) instanceof Split.Statements split)) {
            return Optional.empty();
        }
        StringBuilder form = new StringBuilder(sql.length() + 64).append(hints(tokens));
        split.list().forEach(s -> NormalizedText.appendKey(s, language.plain(s.at(0)), form));
        return Optional.of(form.toString());
    }

    @Override
    public Optional<List<String>> literals(String sql, Map<String, String> variables) {
        List<M> readings = language.modes(variables);
        if (!unreadable(sql, variables, readings).isEmpty()) {
            return Optional.empty();
        }
        List<String> values = new ArrayList<>();
        for (M modes : readings) {
            if (!(modes.lex(sql) instanceof Tokens tokens)) {
                return Optional.empty();
            }
            literals(tokens, modes, values);
        }
        return Optional.of(values);
    }

    private void literals(Tokens tokens, M modes, List<String> into) {
        StringBuilder value = new StringBuilder();
        boolean any = false;
        for (int i = 0; i <= tokens.size(); i++) {
            boolean string = i < tokens.size() && tokens.kind(i) == TokenKind.STRING;
            if (string) {
                value.append(modes.value(tokens, i));
            } else if (any && (i == tokens.size() || !tokens.kind(i).trivia())) {
                into.add(value.toString());
                value.setLength(0);
                any = false;
            }
            any |= string;
        }
    }

    @Override
    public Optional<List<Overwrite>> overwrites(String sql, Map<String, String> variables) {
        List<M> readings = language.modes(variables);
        if (!unreadable(sql, variables, readings).isEmpty()) {
            return Optional.empty();
        }
        List<Overwrite> all = new ArrayList<>();
        for (M modes : readings) {
            if (!(modes.lex(sql) instanceof Tokens tokens)
                    || !(StatementSplitter.split(tokens, DEPTH) instanceof Split.Statements split)) {
                return Optional.empty();
            }
            int[] parameters = new int[tokens.size()];
            for (int i = 1; i < parameters.length; i++) {
                parameters[i] = parameters[i - 1] + (tokens.kind(i - 1) == TokenKind.PARAMETER ? 1 : 0);
            }
            split.list().forEach(s -> all.addAll(new OverwriteReader(new Constants(s, modes, parameters)).read()));
        }
        return Optional.of(all);
    }

    @Override
    public String normalize(String sql, Map<String, String> variables) {
        List<M> readings = language.modes(variables);
        if (!unreadable(sql, variables, readings).isEmpty()) {
            return UNREADABLE;
        }
        Set<String> forms = new HashSet<>();
        for (M modes : readings) {
            forms.add(modes.lex(sql) instanceof Tokens tokens ? NormalizedText.withoutLiterals(tokens) : UNREADABLE);
        }
        return forms.size() == 1 ? forms.iterator().next() : UNREADABLE;
    }

    @Override
    public String discreet(String sql, Map<String, String> variables, Discretion discretion) {
        List<M> readings = language.modes(variables);
        if (!unreadable(sql, variables, readings).isEmpty()) {
            return UNREADABLE;
        }
        Set<String> forms = new HashSet<>();
        for (M modes : readings) {
            forms.add(
                    modes.lex(sql) instanceof Tokens tokens ? DiscreetText.of(tokens, modes, discretion) : UNREADABLE);
        }
        return forms.size() == 1 ? forms.iterator().next() : UNREADABLE;
    }

    @Override
    public boolean fingerprintsValues(String sql, Map<String, String> variables) {
        List<M> readings = language.modes(variables);
        return readings.size() != 1
                || !unreadable(sql, variables, readings).isEmpty()
                || !(readings.getFirst().lex(sql) instanceof Tokens tokens)
                || !(StatementSplitter.split(tokens, DEPTH) instanceof Split.Statements split)
                || split.list().stream().anyMatch(s -> NormalizedText.keepsLiterals(s, language.plain(s.at(0))));
    }
}
