package dev.gatehouse.sql.pg;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.sql.CanonicalText;
import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.QualifiedName;
import dev.gatehouse.sql.QueryScan;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.StatementSplitter;
import dev.gatehouse.sql.StatementSplitter.Split;
import dev.gatehouse.sql.Tokens;
import dev.gatehouse.sql.Written;
import dev.gatehouse.sql.tree.Language;
import dev.gatehouse.sql.tree.TreeParser;
import dev.gatehouse.sql.tree.TreeReader;

/// What the readers of one text share: the session's modes, and the catalogue if the reading is bound to one.
///
/// @param catalog null for a reading by tokens alone, which names tables and no columns
record PgContext(
        LexerModes modes,
        @Nullable Catalog catalog,
        @Nullable TreeParser parser) {
    private static final int TREE_DEPTH = 60;
    private static final int TREE_TOKENS = 20_000;

    /// Reads the query or change of rows in `[from, to)`: its verbs by tokens, its names by the tree.
    boolean body(Statement s, int from, int to, FactsBuilder facts) {
        if (catalog == null || parser == null) {
            return new QueryScan(s, PgDialect.INSTANCE, facts).scan(from, to);
        }
        FactsBuilder scanned = new FactsBuilder();
        if (!new QueryScan(s, PgDialect.INSTANCE, scanned).scan(from, to)) {
            return false;
        }
        if (to - from > TREE_TOKENS || s.depth(from, to) > TREE_DEPTH) {
            facts.why("too large to read its columns");
            return false;
        }
        return switch (PgCanonicalText.of(s, from, to)) {
            case Written.Text(CanonicalText text) -> resolve(text, scanned, facts);
            case Written.Not(String why) -> {
                facts.why(why);
                yield false;
            }
        };
    }

    /// Reads the rows of one table, as a query for these columns of it would; all of them when none are named.
    boolean rows(QualifiedName table, List<String> columns, FactsBuilder facts) {
        FactsBuilder read = new FactsBuilder().table(table.schema(), table.name(), "read");
        if (catalog == null || parser == null) {
            facts.include(read, true);
            return true;
        }
        CanonicalText text = new CanonicalText();
        text.word("select");
        if (columns.isEmpty()) {
            text.word("*");
        }
        for (int i = 0; i < columns.size(); i++) {
            text.word(i == 0 ? "" : ",");
            text.name(columns.get(i));
        }
        text.word("from");
        if (!table.schema().isEmpty()) {
            text.name(table.schema());
            text.word(".");
        }
        text.name(table.name());
        return resolve(text, read, facts);
    }

    private boolean resolve(CanonicalText text, FactsBuilder scanned, FactsBuilder facts) {
        if (catalog == null || parser == null) {
            return false;
        }
        return switch (new TreeReader(catalog, parser, Language.POSTGRES, view -> definition(view, scanned))
                .read(text)) {
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

    /// Adds what people have made in the database and the statement uses.
    void routines(Statement s, FactsBuilder facts) {
        if (catalog != null) {
            facts.routines(catalog.routines());
            catalog.routines().addUsed(s, PgDialect.INSTANCE, facts);
        }
    }

    /// The server writes definitions with standard strings, whatever the session says. What they call counts.
    private Optional<CanonicalText> definition(String text, FactsBuilder scanned) {
        if (!(PgLexer.lex(text, new LexerModes(true, modes.version())) instanceof Tokens tokens)
                || !(StatementSplitter.split(tokens, TREE_DEPTH) instanceof Split.Statements split)
                || split.list().size() != 1) {
            return Optional.empty();
        }
        Statement view = split.list().getFirst();
        FactsBuilder calls = new FactsBuilder();
        if (!new QueryScan(view, PgDialect.INSTANCE, calls).scan(0, view.size())) {
            return Optional.empty();
        }
        routines(view, calls);
        scanned.calls(calls);
        return PgCanonicalText.of(view, 0, view.size()) instanceof Written.Text(CanonicalText written)
                ? Optional.of(written)
                : Optional.empty();
    }
}
