package dev.gatehouse.sql.mysql;

import java.util.Set;

import dev.gatehouse.sql.DefinedThings;
import dev.gatehouse.sql.DefinitionCalls;
import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.sql.TemporaryChange;
import dev.gatehouse.sql.Words;
import dev.gatehouse.sql.text.QueryReader;

/// Reads CREATE, ALTER, DROP, RENAME, TRUNCATE, GRANT and REVOKE.
final class MysqlDefinitions {
    private static final DefinedThings THINGS = new DefinedThings(
            Words.of("user role"),
            Words.of("server logfile tablespace undo instance resource spatial"),
            Words.of("function procedure trigger event package aggregate library"));
    private static final Set<String> NO_DATA =
            Set.of("constraint", "default", "index", "key", "primary", "foreign", "check");
    private static final Set<String> ADJECTIVES = Words.of("""
            or replace temporary unique fulltext online offline ignore definer sql security algorithm invoker
            undefined merge temptable if not exists body
            """);

    /// With these, values get other names, or another table shows them.
    private static final String[] MOVES = {"rename", "change", "exchange", "as", "generated", "modify"};

    private final Statement s;
    private final FactsBuilder facts;
    private final QueryReader<LexerModes> queries;

    MysqlDefinitions(Statement statement, FactsBuilder facts, QueryReader<LexerModes> queries) {
        this.s = statement;
        this.facts = facts;
        this.queries = queries;
    }

    /// Whether this begins the definition of something with a body, in which semicolons are not the end.
    static boolean hasBody(Statement s) {
        return s.isAny(0, "create", "alter") && THINGS.bodies().contains(s.at(subject(s, 0)));
    }

    boolean read(int i) {
        return switch (s.at(i)) {
            case "create" -> create(i);
            case "alter" -> alter(i);
            case "drop" -> drop(i);
            case "rename" -> rename(i);
            case "truncate" -> truncate(i);
            case "grant", "revoke" -> {
                facts.kind(s.at(i)).effect("privilege");
                yield true;
            }
            default -> false;
        };
    }

    /// Index of the word for the kind of thing, past DEFINER = user@host and other adjectives.
    private static int subject(Statement s, int verb) {
        int i = verb + 1;
        while (i < s.size()
                && (ADJECTIVES.contains(s.at(i))
                        || s.is(i, "=")
                        || s.is(i - 1, "=")
                        || s.is(i, "@")
                        || s.kind(i) == dev.gatehouse.sql.TokenKind.VARIABLE)) {
            i++;
        }
        return i;
    }

    private boolean create(int verb) {
        int subject = subject(s, verb);
        facts.kind("create");
        THINGS.add(s.at(subject), facts);
        if (s.contains(verb, subject, "replace")) {
            facts.kind("drop");
        }
        if (s.isAny(subject, "table", "view", "sequence")) {
            new MysqlObjects(s, facts).names(subject + 1, "schema");
            if (s.contains(verb, subject, "temporary")) {
                new MysqlObjects(s, facts).names(subject + 1, StatementFacts.TEMPORARY);
            }
        }
        if (s.is(subject, "table")) {
            new MysqlStorage(s, facts).read(subject);
            DefinitionCalls.add(s, subject, s.size(), MysqlDialect.INSTANCE, facts);
        }
        if (s.isAny(subject, "index")) {
            int on = s.find(subject, s.size(), "on");
            FactsBuilder table = new FactsBuilder();
            new MysqlObjects(s, table).names(on + 1, "schema");
            facts.there(table);
            facts.temporary(new TemporaryChange.Kept());
        }
        if (!s.isAny(subject, "table", "view")) {
            return s.kind(subject).named();
        }
        return defined(subject, s.is(subject, "table"));
    }

    /// The query that fills a table runs, with or without AS, in parentheses or not; that of a view is only stored.
    private boolean defined(int subject, boolean runs) {
        int query = first(subject);
        if (query < 0) {
            temporary(subject, query);
            return runs;
        }
        boolean understood = queries.defining(s, query, runs, facts);
        if (runs) {
            temporary(subject, query);
        }
        return understood;
    }

    private void temporary(int subject, int query) {
        if (s.is(subject, "table") && s.contains(0, subject, "temporary")) {
            new MysqlTemporaryTables(s, facts, queries.catalog()).created(subject, query);
        }
    }

    /// The first SELECT, WITH, VALUES or TABLE of a query, at any depth of parentheses that open it.
    private int first(int subject) {
        for (int i = subject + 2; i < s.size(); i++) {
            boolean query = s.isAny(i, "select", "with", "values", "table")
                    && (s.isAny(i - 1, "as", ")", "(", "ignore", "replace")
                            || s.kind(i - 1).named()
                            || s.is(i, "select"));
            boolean option =
                    s.is(i, "with") && !s.is(i - 1, "as") || s.is(i, "values") && s.isAny(i + 1, "less", "in", "(");
            if (query && !option) {
                int open = i;
                while (s.is(open - 1, "(")) {
                    open--;
                }
                return open;
            }
        }
        return -1;
    }

    private boolean alter(int verb) {
        int subject = subject(s, verb);
        facts.kind("alter");
        THINGS.add(s.at(subject), facts);
        if (s.isAny(subject, "table", "view", "sequence")) {
            new MysqlObjects(s, facts).names(subject + 1, "schema");
        }
        if (!s.is(subject, "table")) {
            return s.kind(subject).named();
        }
        new MysqlStorage(s, facts).read(subject);
        DefinitionCalls.add(s, subject, s.size(), MysqlDialect.INSTANCE, facts);
        int rename = s.find(subject, s.size(), "rename");
        if (rename > 0 && !s.isAny(rename + 1, "column", "index", "key", "constraint")) {
            new MysqlObjects(s, facts).names(s.isAny(rename + 1, "to", "as", "=") ? rename + 2 : rename + 1, "schema");
        }
        for (int i = s.find(subject, s.size(), "drop"); i >= 0; i = s.find(i + 1, s.size(), "drop")) {
            if (!NO_DATA.contains(s.at(i + 1))) {
                facts.kind("drop").effect("write");
            }
        }
        if (s.contains(subject, s.size(), "truncate")) {
            facts.kind("truncate").effect("write");
        }
        if (s.contains(subject, s.size(), "discard")) {
            facts.kind("drop").effect("write");
        }
        if (s.find(subject, s.size(), MOVES) > 0) {
            facts.movesColumns();
        }
        int exchange = s.find(subject, s.size(), "exchange");
        int other = exchange < 0 ? -1 : s.find(exchange, s.size(), "with");
        if (other > 0 && s.is(other + 1, "table")) {
            new MysqlObjects(s, facts).names(other + 2, "schema");
        }
        if (s.contains(subject, s.size(), "exchange") || s.contains(subject, s.size(), "import")) {
            facts.effect("write");
        }
        return true;
    }

    private boolean drop(int verb) {
        int subject = subject(s, verb);
        facts.kind(s.is(subject, "prepare") ? "deallocate" : "drop");
        if (s.is(subject, "prepare")) {
            MysqlPrepare.name(s, subject + 1).ifPresent(facts::handle);
            facts.effect("session");
            return true;
        }
        THINGS.add(s.at(subject), facts);
        if (s.isAny(subject, "table", "tables", "view", "sequence")) {
            new MysqlObjects(s, facts).names(subject + 1, "schema");
        }
        if (s.isAny(subject, "view", "sequence")) {
            facts.temporary(new TemporaryChange.Kept()); // of another kind, whatever its name
        }
        if (s.isAny(subject, "table", "tables", "database", "schema", "tablespace")) {
            facts.effect("write");
        }
        return s.kind(subject).named();
    }

    private boolean rename(int verb) {
        facts.kind("alter").effect("schema").movesColumns();
        if (s.is(verb + 1, "user")) {
            facts.effect("privilege");
        } else {
            renamed(s.isAny(verb + 1, "table", "tables") ? verb + 2 : verb + 1);
        }
        return true;
    }

    /// `[IF EXISTS] name [WAIT n | NOWAIT] TO name [, …]`: both names.
    private void renamed(int first) {
        new MysqlObjects(s, facts).names(first, "schema");
        for (int to = s.find(first, s.size(), "to"); to >= 0; to = s.find(to + 1, s.size(), "to")) {
            int behind = new MysqlObjects(s, facts).names(to + 1, "schema");
            to = Math.max(to, behind - 1);
        }
    }

    private boolean truncate(int verb) {
        facts.kind("truncate").effect("write");
        new MysqlObjects(s, facts).names(s.is(verb + 1, "table") ? verb + 2 : verb + 1, "write");
        return true;
    }
}
