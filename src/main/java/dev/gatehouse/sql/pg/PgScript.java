package dev.gatehouse.sql.pg;

import java.util.Set;

import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.LaterCatalog;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.sql.text.QueryReader;
import dev.gatehouse.sql.text.Script;

/// Reads the statements of one text of PostgreSQL, and follows what names mean to the next one.
final class PgScript implements Script<LexerModes> {
    private static final Set<String> CHANGES = Set.of("search_path", "schema", "role", "authorization", "all", "local");

    private boolean began;

    @Override
    public boolean read(Statement s, QueryReader<LexerModes> queries, FactsBuilder facts) {
        return new PgRouter(s, facts, queries).read();
    }

    @Override
    public Catalog after(Statement s, StatementFacts facts, Catalog catalog) {
        Catalog later = LaterCatalog.after(facts, catalog);
        return switch (s.at(0)) {
            case "set", "reset", "discard" -> changes(s) ? LaterCatalog.elsewhere(later) : later;
            case "begin", "start" -> {
                began = true;
                yield later;
            }
            case "commit", "end", "rollback", "abort" -> {
                boolean known = began && !s.contains(0, s.size(), "to") && !s.contains(0, s.size(), "prepared");
                began = began && s.contains(0, s.size(), "to");
                yield known ? later : LaterCatalog.elsewhere(later); // what was set before may be undone
            }
            default -> later;
        };
    }

    private static boolean changes(Statement s) {
        for (int i = 1; i < s.size(); i++) {
            if (s.kind(i).named() && CHANGES.contains(PgDialect.INSTANCE.name(s, i))) {
                return true;
            }
        }
        return s.is(1, "(") || s.size() < 2;
    }
}
