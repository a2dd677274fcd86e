package dev.gatehouse.sql.pg;

import java.util.Optional;

import dev.gatehouse.sql.SnapshotCatalog;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.StatementSplitter;
import dev.gatehouse.sql.StatementSplitter.Split;
import dev.gatehouse.sql.Tokens;
import dev.gatehouse.sql.Written;
import dev.gatehouse.sql.tree.Language;
import dev.gatehouse.sql.tree.TreeParser;
import dev.gatehouse.sql.tree.TreeReader;

/// Reads one query by its tree, as the analyser does, against a catalogue that a test holds.
final class PgTrees implements AutoCloseable {
    private final TreeParser trees = new TreeParser(5_000);

    TreeReader.Result read(String sql, SnapshotCatalog catalog) {
        if (PgLexer.lex(sql, new LexerModes(true, 180_000)) instanceof Tokens tokens
                && StatementSplitter.split(tokens, 100) instanceof Split.Statements split
                && split.list().size() == 1) {
            Statement query = split.list().getFirst();
            return switch (PgCanonicalText.of(query, 0, query.size())) {
                case Written.Text written ->
                    new TreeReader(catalog, trees, Language.POSTGRES, _ -> Optional.empty()).read(written.text());
                case Written.Not(String why) -> new TreeReader.Result.NotRead(why);
            };
        }
        return new TreeReader.Result.NotRead("tokens");
    }

    @Override
    public void close() {
        trees.close();
    }
}
