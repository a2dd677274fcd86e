package dev.gatehouse.sql.mysql;

import java.util.HashMap;
import java.util.Map;

import dev.gatehouse.sql.Catalog;
import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.LaterCatalog;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.sql.text.QueryReader;
import dev.gatehouse.sql.text.Script;

/// Reads the statements of one text of MySQL. Behind the head of a routine semicolons may belong to its body, which
/// is opaque with all it holds. A query that the same text has prepared is read where it is run without values.
final class MysqlScript implements Script<LexerModes> {
    private static final String[] PLAIN = {"select", "with", "values", "table", "(", "insert", "update", "delete"};

    private final boolean setsVariable;
    private final Map<String, Statement> prepared = new HashMap<>();
    private boolean body;

    MysqlScript(String hints) {
        this.setsVariable = hints.contains("set_var");
    }

    @Override
    public boolean read(Statement s, QueryReader<LexerModes> queries, FactsBuilder facts) {
        if (setsVariable) {
            facts.effect("session");
        }
        boolean understood = statement(s, queries, facts);
        body |= MysqlDefinitions.hasBody(s);
        if (!understood && body) {
            queries.qualify(facts);
            facts.kind("create").effect("schema").opaque();
        }
        return understood || body;
    }

    private boolean statement(Statement s, QueryReader<LexerModes> queries, FactsBuilder facts) {
        String name = MysqlPrepare.name(s, 1).orElse("");
        if (s.is(0, "prepare")) {
            prepared.remove(name);
            MysqlPrepare.text(s, 1, queries.modes())
                    .filter(text -> text.isAny(0, PLAIN))
                    .ifPresent(text -> prepared.put(name, text));
        }
        Statement known = s.is(0, "execute") && s.size() == 2 ? prepared.get(name) : null;
        if (known == null) {
            return new MysqlRouter(s, facts, queries).read();
        }
        facts.kind("execute").handle(name);
        return new MysqlRouter(known, facts, queries).read();
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
