package dev.gatehouse.sql.pg;

import java.util.Set;

import dev.gatehouse.sql.DefinedThings;
import dev.gatehouse.sql.DefinitionCalls;
import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.QualifiedName;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.sql.TemporaryChange;
import dev.gatehouse.sql.TemporaryTable;
import dev.gatehouse.sql.Words;
import dev.gatehouse.sql.text.QueryReader;

/// Reads CREATE, ALTER, DROP, TRUNCATE, GRANT and what else defines things.
final class PgDefinitions {
    private static final DefinedThings THINGS = new DefinedThings(
            Words.of("role user group policy owned privileges"),
            Words.of("""
            system database tablespace extension language subscription server wrapper mapping publication access
            """),
            Words.of("function procedure routine aggregate rule transform"));
    /// What ALTER TABLE … ALTER c DROP … names, none of which holds data; elsewhere these can be names of columns.
    private static final Set<String> OF_A_COLUMN = Set.of("default", "not", "identity", "expression");

    /// With these, values get other names, or another table shows them.
    private static final String[] MOVES = {
        "rename", "using", "generated", "schema", "attach", "detach", "inherit",
    };

    private final Statement s;
    private final FactsBuilder facts;
    private final QueryReader<LexerModes> queries;

    PgDefinitions(Statement statement, FactsBuilder facts, QueryReader<LexerModes> queries) {
        this.s = statement;
        this.facts = facts;
        this.queries = queries;
    }

    boolean read() {
        return readFrom(0);
    }

    boolean readFrom(int verb) {
        return switch (s.at(verb)) {
            case "create" -> create(verb);
            case "alter" -> alter();
            case "drop" -> drop();
            case "truncate" -> truncate();
            case "grant", "revoke" -> grant();
            case "comment" -> schema("comment");
            case "security" -> schema("alter", "privilege");
            case "reassign" -> schema("alter", "privilege");
            case "import" -> schema("create", "server");
            case "refresh" -> {
                facts.kind("maintenance").effect("read", "write");
                yield true;
            }
            default -> false;
        };
    }

    private boolean schema(String kind, String... more) {
        facts.kind(kind).effect("schema").effect(more);
        return true;
    }

    /// The kind of thing that a definition is about: the first word behind the verb that is not an adjective.
    private int subject(int verb) {
        int i = verb + 1;
        while (s.isAny(
                        i,
                        "or",
                        "replace",
                        "temp",
                        "temporary",
                        "local",
                        "global",
                        "unlogged",
                        "unique",
                        "recursive",
                        "constraint",
                        "trusted",
                        "procedural",
                        "foreign",
                        "event",
                        "default",
                        "materialized",
                        "user",
                        "text")
                && (!s.is(i, "user") || s.is(i + 1, "mapping"))
                && s.kind(i + 1).named()) {
            i++;
        }
        return i;
    }

    private boolean create(int verb) {
        int subject = subject(verb);
        facts.kind("create");
        THINGS.add(s.at(subject), facts);
        if (s.isAny(subject, "table", "view", "sequence")) {
            new PgObjects(s, facts).names(subject + 1, "schema");
            if (temporary(verb, subject)) {
                new PgObjects(s, facts).names(subject + 1, StatementFacts.TEMPORARY);
            }
        }
        int on = s.find(subject, s.size(), "on");
        if (on > 0 && s.isAny(subject, "index", "trigger", "policy")) {
            FactsBuilder table = new FactsBuilder();
            new PgObjects(s, table).names(on + 1, "schema");
            facts.there(table);
        }
        if (s.is(subject, "index")) {
            facts.temporary(new TemporaryChange.Kept());
        }
        if (s.is(subject, "schema")) {
            embedded(subject);
        }
        int as = s.find(subject, s.size(), "as");
        boolean query = as >= 0 && s.isAny(subject, "table", "view");
        DefinitionCalls.add(s, subject, query ? as : s.size(), PgDialect.INSTANCE, facts);
        if (!s.isAny(subject, "table", "view")) {
            return s.kind(subject).named();
        }
        boolean understood = as < 0 || defined(as + 1, s.is(subject, "table") || s.is(subject - 1, "materialized"));
        if (s.is(subject, "table") && temporary(verb, subject)) {
            new PgTemporaryTables(s, facts, queries.catalog()).created(subject);
        }
        return understood;
    }

    /// By its words, or by the schema of its name.
    private boolean temporary(int verb, int subject) {
        int name = subject + 1;
        while (s.isAny(name, "if", "not", "exists") && s.kind(name + 1).named()) {
            name++;
        }
        return s.contains(verb, subject, "temp")
                || s.contains(verb, subject, "temporary")
                || s.kind(name).named()
                        && TemporaryTable.isSchema(
                                QualifiedName.read(s, name, PgDialect.INSTANCE).schema());
    }

    /// The query behind AS: it runs for a table or a materialised view, and is only stored for a view.
    private boolean defined(int query, boolean runs) {
        if (s.is(query, "execute")) {
            facts.effect("read", "write").opaque();
            return true;
        }
        return queries.defining(s, query, runs, facts);
    }

    private void embedded(int from) {
        if (s.contains(from, s.size(), "grant")) {
            facts.kind("grant").effect("privilege");
        }
        if (s.contains(from, s.size(), "create") && s.isAny(s.size() - 1, "end", ")")) {
            facts.opaque();
        }
    }

    private boolean alter() {
        int subject = subject(0);
        facts.kind("alter");
        THINGS.add(s.at(subject), facts);
        if (s.isAny(subject, "table", "view", "index", "sequence")) {
            new PgObjects(s, facts).names(subject + 1, "schema");
        }
        DefinitionCalls.add(s, subject, s.size(), PgDialect.INSTANCE, facts);
        if (s.find(subject, s.size(), MOVES) > 0) {
            facts.movesColumns();
        }
        int attached = s.find(subject, s.size(), "attach");
        if (attached > 0 && s.is(attached + 1, "partition")) {
            new PgObjects(s, facts).names(attached + 2, "schema");
        }
        int rename = s.find(subject, s.size(), "rename");
        if (rename > 0 && s.is(rename + 1, "to")) {
            new PgObjects(s, facts).names(rename + 2, "schema");
        }
        if (s.contains(subject, s.size(), "owner") || s.is(1, "default") || s.contains(subject, s.size(), "security")) {
            facts.effect("privilege");
        }
        for (int i = s.find(subject, s.size(), "drop"); i >= 0; i = s.find(i + 1, s.size(), "drop")) {
            if (dropsData(subject, i)) {
                facts.kind("drop").effect("write");
            }
        }
        return s.kind(subject).named();
    }

    private boolean dropsData(int subject, int drop) {
        boolean ofColumn = s.is(drop - 2, "alter") || s.is(drop - 2, "column") && s.is(drop - 3, "alter");
        return s.is(subject, "table")
                        && !s.is(drop + 1, "constraint")
                        && !(ofColumn && OF_A_COLUMN.contains(s.at(drop + 1)))
                || s.is(subject, "type") && s.is(drop + 1, "attribute");
    }

    private boolean drop() {
        int subject = subject(0);
        facts.kind("drop");
        THINGS.add(s.at(subject), facts);
        if (s.isAny(subject, "table", "view", "index", "sequence")) {
            new PgObjects(s, facts).names(subject + 1, "schema");
        }
        if (s.isAny(subject, "table", "schema", "database", "view", "owned", "extension", "type", "domain")) {
            facts.effect("write");
        }
        return s.kind(subject).named();
    }

    private boolean truncate() {
        facts.kind("truncate").effect("write");
        new PgObjects(s, facts).names(s.is(1, "table") ? 2 : 1, "write");
        return true;
    }

    private boolean grant() {
        facts.kind(s.at(0)).effect("privilege");
        int on = s.find(1, s.size(), "on");
        if (on > 0 && (s.is(on + 1, "table") || s.isAny(on + 2, "to", "from", ",", "."))) {
            new PgObjects(s, facts).names(s.is(on + 1, "table") ? on + 2 : on + 1, "schema");
        }
        return true;
    }
}
