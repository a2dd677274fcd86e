package dev.gatehouse.sql.mysql;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.sql.CanonicalText;
import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.Draft;
import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.LaterCatalog;
import dev.gatehouse.sql.QualifiedName;
import dev.gatehouse.sql.QueryScan;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.sql.StatementSplitter;
import dev.gatehouse.sql.StatementSplitter.Split;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Tokens;
import dev.gatehouse.sql.Written;
import dev.gatehouse.sql.tree.Language;
import dev.gatehouse.sql.tree.TreeParser;
import dev.gatehouse.sql.tree.TreeReader;

/// What the readers of one text share: the session's modes, and the catalogue if the reading is bound to one.
///
/// @param catalog null for a reading by tokens alone, which names tables and no columns
record MysqlContext(
        LexerModes modes,
        @Nullable Catalog catalog,
        @Nullable TreeParser parser) {
    private static final int TREE_DEPTH = 60;
    private static final int TREE_TOKENS = 20_000;

    /// What the next statement of the text is read with.
    MysqlContext after(Statement s, StatementFacts facts) {
        if (catalog == null) {
            return this;
        }
        Catalog later = LaterCatalog.after(facts, catalog);
        if (s.is(0, "use")) {
            later = s.size() == 2 && s.kind(1).named()
                    ? LaterCatalog.in(MysqlDialect.INSTANCE.name(s, 1), later)
                    : LaterCatalog.elsewhere(later);
        }
        return new MysqlContext(modes, later, parser);
    }

    /// Reads the query or change of rows in `[from, to)`: its verbs by tokens, its names by the tree.
    boolean body(Statement s, int from, int to, FactsBuilder facts) {
        FactsBuilder scanned = new FactsBuilder();
        if (!new QueryScan(s, MysqlDialect.INSTANCE, scanned).scan(from, to)) {
            return false;
        }
        if (catalog == null || parser == null) {
            hidden(s, from, to, scanned);
            facts.include(scanned, true);
            return true;
        }
        if (to - from > TREE_TOKENS || s.depth(from, to) > TREE_DEPTH) {
            facts.why("too large to read its columns");
            return false;
        }
        return switch (MysqlCanonicalText.of(s, from, to, modes.backslashes())) {
            case Written.Text(CanonicalText text) -> {
                boolean resolved = resolve(text, scanned, facts);
                hidden(s, from, to, facts);
                yield resolved;
            }
            case Written.Not(String why) -> {
                facts.why(why);
                yield false;
            }
        };
    }

    /// Reads expressions in `[from, to)` that stand outside a query, with the queries in them.
    boolean expressions(Statement s, int from, int to, FactsBuilder facts) {
        if (catalog == null || parser == null) {
            return new QueryScan(s, MysqlDialect.INSTANCE, facts).expressions(from, to);
        }
        FactsBuilder scanned = new FactsBuilder();
        boolean understood = new QueryScan(s, MysqlDialect.INSTANCE, scanned).expressions(from, to);
        facts.calls(scanned);
        hidden(s, Math.max(from, 0), to, facts);
        for (int i = Math.max(from, 0); i < to && understood; i++) {
            if (s.is(i, "(") && new Draft(s, MysqlDialect.INSTANCE).query(i)) {
                FactsBuilder query = new FactsBuilder();
                understood = body(s, i + 1, s.match(i), query);
                facts.within(query).why(query.why()).missing(query.missing(), query.absent());
                i = s.match(i);
            }
        }
        return understood;
    }

    /// User variables carry values from one statement to another, where nobody can trace them; a sequence of
    /// MariaDB moves on.
    private static void hidden(Statement s, int from, int to, FactsBuilder facts) {
        for (int i = from; i < to; i++) {
            if (s.kind(i) == TokenKind.VARIABLE) {
                facts.function(s.raw(i));
            }
            if (s.is(i, ":=") || s.is(i, "into") && s.kind(i + 1) == TokenKind.VARIABLE) {
                facts.kind("set").effect("session").kept();
            }
            if (s.is(i, "next")
                    && s.is(i + 1, "value")
                    && s.is(i + 2, "for")
                    && s.kind(i + 3).named()) {
                QualifiedName name = QualifiedName.read(s, i + 3, MysqlDialect.INSTANCE);
                facts.table(name.schema(), name.name(), "write").effect("write");
            }
        }
    }

    private boolean resolve(CanonicalText text, FactsBuilder scanned, FactsBuilder facts) {
        if (catalog == null || parser == null) {
            return false;
        }
        Language language = Language.mysql(catalog.foldsTables());
        return switch (new TreeReader(catalog, parser, language, view -> definition(view, scanned)).read(text)) {
            case TreeReader.Result.Read read -> {
                scanned.resolve(read.tables(), read.columns(), read.lineage());
                facts.include(scanned, true);
                yield true;
            }
            case TreeReader.Result.NotRead not -> {
                facts.why(not.why()).missing(not.missing(), not.absent());
                yield false;
            }
        };
    }

    /// Names what people have made in the database and the statement calls.
    void routines(FactsBuilder facts) {
        if (catalog != null) {
            facts.routines(catalog.routines());
        }
    }

    /// The server writes definitions in its own default modes, whatever the session says. What they call counts.
    private Optional<CanonicalText> definition(String text, FactsBuilder scanned) {
        LexerModes plain = new LexerModes(modes.mariadb(), modes.version(), false, true);
        if (!(MysqlLexer.lex(text, plain) instanceof Tokens tokens)
                || !(StatementSplitter.split(tokens, TREE_DEPTH) instanceof Split.Statements split)
                || split.list().size() != 1) {
            return Optional.empty();
        }
        Statement view = split.list().getFirst();
        FactsBuilder calls = new FactsBuilder();
        if (!new QueryScan(view, MysqlDialect.INSTANCE, calls).scan(0, view.size())) {
            return Optional.empty();
        }
        routines(calls);
        scanned.calls(calls);
        return MysqlCanonicalText.of(view, 0, view.size(), true) instanceof Written.Text(CanonicalText written)
                ? Optional.of(written)
                : Optional.empty();
    }
}
