package dev.gatehouse.sql.pg;

import java.util.Set;

import dev.gatehouse.sql.Dialect;
import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.QualifiedName;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.sql.Words;

/// PostgreSQL's words and names.
final class PgDialect implements Dialect {
    static final PgDialect INSTANCE = new PgDialect();

    /// Reserved words: they cannot be an alias, so none of them can hide a further table of the list.
    private static final Set<String> ENDS_FROM =
            Words.of("where group having order limit offset fetch window union intersect except returning");

    private static final Set<String> CALLS_NOTHING = Words.of("""
            in exists any all some and or not values from on using as over filter by join select where having
            then else when case limit offset union intersect except group within distinct returning set conflict
            lateral sets rollup cube between like ilike is array row cast interval materialized numeric decimal
            varchar char character varying bit time timestamp only rows fetch first next window with key
            symmetric escape to similar into table
            """);

    private PgDialect() {}

    @Override
    public String name(Statement statement, int index) {
        return PgText.name(statement.tokens(), statement.token(index));
    }

    @Override
    public boolean endsFrom(String word) {
        return ENDS_FROM.contains(word);
    }

    @Override
    public boolean callsNothing(String word) {
        return CALLS_NOTHING.contains(word);
    }

    @Override
    public boolean changesJoined() {
        return false;
    }

    @Override
    public void called(String schema, String function, FactsBuilder facts) {
        PgFunctions.called(function, facts);
    }

    /// SELECT … INTO creates a table.
    @Override
    public void into(Statement s, int index, FactsBuilder facts) {
        int i = index + 1;
        boolean temporary = false;
        while (s.isAny(i, "temp", "temporary", "local", "global", "unlogged", "table")
                && s.kind(i + 1).named()) {
            temporary |= s.isAny(i, "temp", "temporary");
            i++;
        }
        facts.kind("create").effect("schema", "write").keepsRows();
        if (s.kind(i).named()) {
            QualifiedName name = QualifiedName.read(s, i, this);
            facts.table(name.schema(), name.name(), "schema");
            facts.table(name.schema(), name.name(), "write");
            if (temporary) {
                facts.table(name.schema(), name.name(), StatementFacts.TEMPORARY);
            }
        }
    }

    @Override
    public void hidden(Statement s, int from, int to, FactsBuilder facts) {
        // Nothing: the language has no variables.
    }
}
