package dev.gatehouse.sql.text;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.sql.CanonicalText;
import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.Draft;
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

/// Reads the queries of a statement: their verbs by tokens, and their names by the tree if there is a catalogue.
///
/// @param catalog null for a reading by tokens alone, which names tables and no columns
public record QueryReader<M extends TextModes>(
        M modes,
        Language language,
        @Nullable Catalog catalog,
        @Nullable TreeParser parser) {
    private static final int TREE_DEPTH = 60;
    private static final int TREE_TOKENS = 20_000;

    /// The same for a statement that finds this catalogue.
    QueryReader<M> with(Catalog later) {
        return new QueryReader<>(modes, language, later, parser);
    }

    /// Reads the query or change of rows in `[from, to)`.
    public boolean body(Statement s, int from, int to, FactsBuilder facts) {
        FactsBuilder scanned = new FactsBuilder();
        if (!scan(s, scanned).scan(from, to)) {
            return false;
        }
        if (catalog == null || parser == null) {
            modes.dialect().hidden(s, from, to, scanned);
            facts.include(scanned, true);
            return true;
        }
        if (to - from > TREE_TOKENS || s.depth(from, to) > TREE_DEPTH) {
            facts.why("too large to read its columns");
            return false;
        }
        return switch (modes.write(s, from, to)) {
            case Written.Text(CanonicalText text) -> {
                boolean resolved = resolve(text, scanned, facts);
                modes.dialect().hidden(s, from, to, facts);
                yield resolved;
            }
            case Written.Not(String why) -> {
                facts.why(why);
                yield false;
            }
        };
    }

    private QueryScan scan(Statement s, FactsBuilder facts) {
        return new QueryScan(s, modes.dialect(), facts);
    }

    /// Reads the query from `from` on to the end that defines something: it runs, or is only stored for later.
    public boolean defining(Statement s, int from, boolean runs, FactsBuilder facts) {
        FactsBuilder inner = new FactsBuilder();
        boolean understood = body(s, from, s.size(), inner);
        facts.include(inner, runs).stored(inner);
        if (runs) {
            facts.keepsRows().effect("write");
        }
        return understood;
    }

    /// Reads expressions in `[from, to)` that stand outside a query and only ask, with the queries in them.
    public boolean conditions(Statement s, int from, int to, FactsBuilder facts) {
        return expressions(s, from, to, false, facts);
    }

    /// The same for expressions whose values go somewhere: to a variable, a procedure.
    public boolean assigned(Statement s, int from, int to, FactsBuilder facts) {
        return expressions(s, from, to, true, facts);
    }

    private boolean expressions(Statement s, int from, int to, boolean keeps, FactsBuilder facts) {
        if (catalog == null || parser == null) {
            return scan(s, facts).expressions(from, to);
        }
        FactsBuilder scanned = new FactsBuilder();
        boolean understood = scan(s, scanned).expressions(from, to);
        facts.calls(scanned);
        modes.dialect().hidden(s, Math.max(from, 0), to, facts);
        for (int i = Math.max(from, 0); i < to && understood; i++) {
            if (s.is(i, "(") && new Draft(s, modes.dialect()).query(i)) {
                FactsBuilder query = new FactsBuilder();
                understood = body(s, i + 1, s.match(i), query);
                FactsBuilder all = keeps ? facts.assigned(query) : facts.within(query);
                all.why(query.why()).missing(query.missing(), query.absent());
                i = s.match(i);
            }
        }
        return understood;
    }

    /// Reads the rows of one table, as a query for these columns of it would; all of them when none are named, but
    /// those that the server computes.
    public boolean rows(QualifiedName table, List<String> named, FactsBuilder facts) {
        FactsBuilder read = new FactsBuilder().table(table.schema(), table.name(), "read");
        if (catalog == null || parser == null) {
            facts.include(read, true);
            return true;
        }
        List<String> columns = named.isEmpty() ? plain(table) : named;
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

    /// The columns of a table that has computed ones, without these; of any other, none.
    private List<String> plain(QualifiedName table) {
        Optional<Catalog.Relation> found =
                catalog == null ? Optional.empty() : catalog.relation(table.schema(), table.name());
        return found.filter(known -> !known.computed().isEmpty())
                .map(known -> known.columns().stream()
                        .filter(column -> !known.computed().contains(column))
                        .toList())
                .orElse(List.of());
    }

    private boolean resolve(CanonicalText text, FactsBuilder scanned, FactsBuilder facts) {
        if (catalog == null || parser == null) {
            return false;
        }
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

    /// What the definition of a view calls counts as well.
    private Optional<CanonicalText> definition(String text, FactsBuilder scanned) {
        TextModes plain = modes.forDefinitions();
        if (!(plain.lex(text) instanceof Tokens tokens)
                || !(StatementSplitter.split(tokens, TREE_DEPTH) instanceof Split.Statements split)
                || split.list().size() != 1) {
            return Optional.empty();
        }
        Statement view = split.list().getFirst();
        FactsBuilder calls = new FactsBuilder();
        if (!scan(view, calls).scan(0, view.size())) {
            return Optional.empty();
        }
        routines(view, calls);
        scanned.calls(calls);
        return plain.write(view, 0, view.size()) instanceof Written.Text(CanonicalText written)
                ? Optional.of(written)
                : Optional.empty();
    }

    /// Adds what people have made in the database and the statement uses.
    public void routines(Statement s, FactsBuilder facts) {
        if (catalog != null) {
            facts.routines(catalog.routines());
            catalog.routines().addUsed(s, modes.dialect(), facts);
        }
    }

    /// Says which tables the statement means, as far as they are known.
    public void qualify(FactsBuilder facts) {
        if (catalog != null) {
            facts.qualify(catalog);
        }
    }
}
