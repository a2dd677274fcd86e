package dev.gatehouse.sql.mysql;

import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.LaterCatalog;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.sql.text.QueryReader;
import dev.gatehouse.sql.text.Script;

/// Reads the statements of one text of MySQL. Behind the head of a routine semicolons may belong to its body, which
/// is opaque with all it holds.
final class MysqlScript implements Script<LexerModes> {
    private final boolean setsVariable;
    private boolean body;

    MysqlScript(String hints) {
        this.setsVariable = hints.contains("set_var");
    }

    @Override
    public boolean read(Statement s, QueryReader<LexerModes> queries, FactsBuilder facts) {
        if (setsVariable) {
            facts.effect("session");
        }
        boolean understood = new MysqlRouter(s, facts, queries).read();
        body |= MysqlDefinitions.hasBody(s);
        if (!understood && body) {
            queries.qualify(facts);
            facts.kind("create").effect("schema").opaque();
        }
        return understood || body;
    }

    @Override
    public Catalog after(Statement s, StatementFacts facts, Catalog catalog) {
        Catalog later = LaterCatalog.after(facts, catalog);
        if (!s.is(0, "use")) {
            return later;
        }
        return s.size() == 2 && s.kind(1).named()
                ? LaterCatalog.in(MysqlDialect.INSTANCE.name(s, 1), later)
                : LaterCatalog.elsewhere(later);
    }
}
