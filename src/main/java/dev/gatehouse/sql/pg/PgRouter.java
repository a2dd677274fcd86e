package dev.gatehouse.sql.pg;

import java.util.List;
import java.util.Map;

import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.Lineage;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.TemporaryChange;
import dev.gatehouse.sql.text.QueryReader;

/// Hands each statement to the reader of its verb. An unknown verb is not understood.
final class PgRouter {
    private final Statement s;
    private final FactsBuilder facts;
    private final QueryReader<LexerModes> queries;

    PgRouter(Statement statement, FactsBuilder facts, QueryReader<LexerModes> queries) {
        this.s = statement;
        this.facts = facts;
        this.queries = queries;
    }

    /// Adds the facts of the whole statement; false when it is not understood.
    boolean read() {
        int end = s.size();
        return switch (s.at(0)) {
            case "select" -> new PgSettingQuery(s, queries.modes()).read(facts) || query(0, end);
            case "values", "table", "with", "(", "insert", "update", "delete", "merge" -> query(0, end);
            case "begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release" -> transaction();
            case "set", "reset" -> new PgSettings(s, facts, queries.modes()).read();
            case "show" -> only("show", "read");
            case "deallocate" -> named(s.is(1, "prepare") ? 2 : 1) && only("deallocate", "session");
            case "discard" -> discard();
            case "listen", "unlisten" -> only(s.at(0), "session");
            case "notify" -> only("notify", "write");
            case "close" -> named(1) && only("close");
            case "fetch" -> named(s.size() - 1) && only("fetch", "read");
            case "move" -> {
                facts.resolve(Map.of(), Map.of(), new Lineage(List.of())); // it sends no rows
                yield named(s.size() - 1) && only("fetch", "read");
            }
            case "checkpoint", "load" -> only("maintenance", "server");
            case "vacuum", "analyze", "analyse", "cluster", "reindex", "refresh", "repack" -> maintenance();
            case "explain" -> explain();
            case "prepare" -> prepare();
            case "execute" -> named(1) && opaque("execute") && given();
            case "call" -> opaque("call") && given();
            case "do" -> opaque("do");
            case "declare" -> declare();
            case "copy" -> new PgCopy(s, facts, queries).read();
            case "lock" -> lock();
            default -> new PgDefinitions(s, facts, queries).read();
        };
    }

    /// A query, a change of rows, or the definition of a table by a query, as EXPLAIN and PREPARE take them.
    boolean query(int from, int to) {
        boolean understood = queries.body(s, from, to, facts);
        if (understood) {
            new PgTemporaryTables(s, facts, queries.catalog()).selectedInto(from, to);
        }
        return understood;
    }

    private boolean only(String kind, String... effects) {
        facts.kind(kind).effect(effects);
        return true;
    }

    /// The prepared statement or cursor whose name is at `i`; `ALL` names none.
    private boolean named(int i) {
        if (s.kind(i).named() && !s.is(i, "all")) {
            facts.handle(PgDialect.INSTANCE.name(s, i));
        }
        return s.kind(i).named();
    }

    private boolean opaque(String kind) {
        facts.kind(kind).effect("read", "write").opaque();
        return true;
    }

    /// What a procedure or a prepared statement is given: it may keep it.
    private boolean given() {
        int open = s.find(1, s.size(), "(");
        return open < 0 || queries.assigned(s, open, s.size(), facts);
    }

    private boolean transaction() {
        facts.kind("transaction");
        if (s.is(1, "prepared")) {
            facts.effect("write");
        }
        return true;
    }

    private boolean discard() {
        if (s.isAny(1, "all", "temp", "temporary")) {
            facts.temporary(new TemporaryChange.AllGone());
        }
        return only("discard", "session");
    }

    private boolean maintenance() {
        facts.kind("maintenance").effect("write");
        int i = s.is(1, "(") ? s.match(1) + 1 : 1;
        while (s.isAny(i, "full", "freeze", "verbose", "analyze", "analyse", "table", "materialized", "view", "index")
                && s.kind(i + 1).named()) {
            i++;
        }
        if (!s.isAny(i, "database", "system", "schema")) {
            new PgObjects(s, facts).names(i, "write");
        }
        return true;
    }

    private boolean lock() {
        int mode = s.is(s.size() - 1, "nowait") ? s.size() - 2 : s.size() - 1;
        boolean shared =
                s.is(mode, "mode") && s.is(mode - 1, "share") && s.is(mode - 2, "access") && s.is(mode - 3, "in");
        facts.kind("lock").effect(shared ? "read" : "write");
        new PgObjects(s, facts).names(s.is(1, "table") ? 2 : 1, shared ? "read" : "write");
        return true;
    }

    private boolean prepare() {
        if (s.is(1, "transaction")) {
            facts.kind("transaction").effect("write");
            return true;
        }
        int as = s.find(1, s.size(), "as");
        facts.kind("prepare").effect("session");
        return as > 1 && named(1) && query(as + 1, s.size());
    }

    private boolean declare() {
        int loop = s.find(2, s.size(), "for");
        facts.kind("declare").effect("session");
        return loop > 1 && named(1) && query(loop + 1, s.size());
    }

    private boolean explain() {
        int i = 1;
        boolean runs = false;
        if (s.is(i, "(") && !s.isAny(i + 1, "select", "values", "table", "with", "(")) {
            runs = runsByOption(i + 1, s.match(i));
            i = s.match(i) + 1;
        }
        while (s.isAny(i, "analyze", "analyse", "verbose")) {
            runs |= !s.is(i, "verbose");
            i++;
        }
        FactsBuilder inner = new FactsBuilder();
        boolean understood = new PgRouter(s, inner, queries).explained(i);
        facts.kind("explain").effect("read").include(inner, runs);
        return understood;
    }

    private boolean explained(int from) {
        return switch (s.at(from)) {
            case "execute" -> opaque("execute");
            case "declare" -> query(Math.max(s.find(from, s.size(), "for"), from) + 1, s.size());
            case "create", "refresh" -> new PgDefinitions(s, facts, queries).readFrom(from);
            default -> query(from, s.size());
        };
    }

    /// Option names may be quoted; a value that is not plainly false counts as true, and each one counts.
    private boolean runsByOption(int from, int to) {
        boolean runs = false;
        for (int i = from; i < to; i++) {
            if (s.kind(i).named()) {
                String name = PgDialect.INSTANCE.name(s, i);
                boolean option = s.is(i - 1, "(") || s.is(i - 1, ",");
                runs |= option && name.startsWith("analy") && !s.isAny(i + 1, "off", "false");
            }
        }
        return runs;
    }
}
