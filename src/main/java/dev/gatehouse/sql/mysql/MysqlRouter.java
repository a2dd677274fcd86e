package dev.gatehouse.sql.mysql;

import java.util.regex.Pattern;

import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.StatementFacts;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.text.QueryReader;

/// Hands each statement to the reader of its verb. An unknown verb is not understood.
final class MysqlRouter {
    private static final String[] COUNTED = {
        "number", "row_count", "mysql_errno", "returned_sqlstate", "row_number", "condition_number"
    };
    private static final Pattern PLAIN_KILL = Pattern.compile(
            "\\s*kill\\s+((hard|soft)\\s+)?((connection|query)\\s+)?[0-9]{1,18}\\s*;?\\s*", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_PLAIN_KILL = 80;

    private final Statement s;
    private final FactsBuilder facts;
    private final QueryReader<LexerModes> queries;

    MysqlRouter(Statement statement, FactsBuilder facts, QueryReader<LexerModes> queries) {
        this.s = statement;
        this.facts = facts;
        this.queries = queries;
    }

    boolean read() {
        return readFrom(0);
    }

    /// Adds the facts of the statement from `i` on; false when it is not understood.
    boolean readFrom(int i) {
        return switch (s.at(i)) {
            case "select", "values", "table", "with", "(", "insert", "update", "delete", "replace" -> query(i);
            case "begin", "start", "commit", "rollback", "savepoint", "release", "xa" -> transaction(i);
            case "set" -> new MysqlSettings(s, facts, queries).read(i);
            case "use" -> only("use", "session");
            case "show", "help" -> show(i);
            case "desc", "describe", "explain" -> explain(i);
            case "analyze" -> analyze(i);
            case "optimize", "repair" -> maintenance(i, "write");
            case "check", "checksum" -> maintenance(i, "read");
            case "cache",
                    "flush",
                    "reset",
                    "purge",
                    "install",
                    "uninstall",
                    "restart",
                    "shutdown",
                    "clone",
                    "change",
                    "stop",
                    "binlog",
                    "backup",
                    "import" -> only("maintenance", "server");
            case "kill" -> kill(i);
            case "lock" -> lock(i);
            case "unlock" -> only("lock");
            case "call" -> {
                MysqlCall.read(s, i + 1, queries, facts);
                yield opaque("call") && given(i, "(");
            }
            case "execute" -> {
                named(i + 1);
                facts.code(StatementFacts.Code.UNREAD);
                yield opaque("execute") && given(i, "using");
            }
            case "deallocate" -> {
                named(i + 2);
                yield only("deallocate", "session");
            }
            case "do" -> doExpression(i);
            case "prepare" -> new MysqlPrepare(s, facts, queries).read(i);
            case "handler" -> handler(i);
            case "load" -> load(i);
            case "signal", "resignal" -> only("set", "session");
            case "get" -> diagnostics(i);
            default -> new MysqlDefinitions(s, facts, queries).read(i);
        };
    }

    boolean query(int from) {
        return queries.body(s, from, s.size(), facts);
    }

    private boolean only(String kind, String... effects) {
        facts.kind(kind).effect(effects);
        return true;
    }

    /// The prepared statement whose name is at `i`, in small letters: the server does not tell cases apart. What
    /// EXECUTE IMMEDIATE runs has none.
    private void named(int i) {
        if (!s.is(i, "immediate")) {
            MysqlPrepare.name(s, i).ifPresent(facts::handle);
        }
    }

    /// Of what the last statement left, a variable gets numbers and states only: its words quote values.
    private boolean diagnostics(int i) {
        for (int j = i + 1; j < s.size(); j++) {
            if (s.is(j, "=") && !s.isAny(j + 1, COUNTED)) {
                facts.why("words of errors that are kept in a variable");
                return false;
            }
        }
        return only("set", "session");
    }

    /// Of its plain form the gateway makes one that reaches only the client's own sessions; any other goes to the
    /// server, whose sessions are everybody's.
    private boolean kill(int i) {
        String text = s.tokens().text();
        if (text.length() > LONGEST_PLAIN_KILL || !PLAIN_KILL.matcher(text).matches()) {
            facts.kind("maintenance");
        }
        return only("kill", "server") && expressions(i + 1);
    }

    private boolean opaque(String kind) {
        facts.kind(kind).effect("read", "write").opaque();
        return true;
    }

    /// What a procedure or a prepared statement is given, behind this word: it may keep it.
    private boolean given(int i, String opening) {
        int open = s.find(i, s.size(), opening);
        return open < 0 || queries.assigned(s, open, s.size(), facts);
    }

    /// A compound statement also begins with BEGIN or START; START and STOP of replication are not transactions.
    private boolean transaction(int i) {
        boolean begins = !s.is(i, "start") || s.is(i + 1, "transaction");
        boolean compound = s.is(i, "begin") && s.size() > i + 1 && !s.is(i + 1, "work");
        if (!begins) {
            return only("maintenance", "server");
        }
        facts.kind("transaction");
        if (compound) {
            facts.effect("read", "write").opaque();
        }
        return true;
    }

    private boolean show(int i) {
        facts.kind("show").effect("read");
        shown(i + 1);
        return i + 1 < s.size() && condition(i);
    }

    /// Names the table of the system that shows the same.
    private void shown(int i) {
        int what = s.isAny(i, "full", "global", "session") ? i + 1 : i;
        switch (s.at(what)) {
            case "processlist" -> facts.table("information_schema", "processlist", "read");
            case "explain", "analyze" -> others();
            case "engine", "innodb" -> facts.table("information_schema", "innodb_trx", "read");
            case "binlog", "relaylog" -> facts.effect("server");
            case "create" -> {
                if (s.is(what + 1, "user")) {
                    facts.table("mysql", "global_priv", "read");
                }
            }
            case "grants" -> {
                if (s.is(what + 1, "for") && !s.is(what + 2, "current_user")) {
                    facts.table("mysql", "global_priv", "read");
                }
            }
            default -> {
                // what the table list of a schema, the server's variables and the like show
            }
        }
    }

    /// What another session is doing.
    private void others() {
        facts.table("information_schema", "processlist", "read");
    }

    /// What WHERE asks, in a statement that is no query: it may hold any query.
    private boolean condition(int i) {
        int where = s.find(i, s.size(), "where");
        return where < 0 || expressions(where + 1);
    }

    private boolean expressions(int from) {
        return queries.conditions(s, from, s.size(), facts);
    }

    private boolean explain(int i) {
        int j = i + 1;
        boolean runs = false;
        boolean keeps = false;
        while (s.isAny(j, "extended", "partitions", "format", "analyze", "into", "for")
                || s.is(j, "=")
                || s.kind(j) == TokenKind.VARIABLE
                || s.is(j - 1, "=")) {
            runs |= s.is(j, "analyze");
            keeps |= s.is(j, "into");
            j += s.is(j, "for") && s.isAny(j + 1, "schema", "database") ? 3 : 1;
        }
        FactsBuilder inner = new FactsBuilder();
        boolean statement =
                s.isAny(j, "select", "insert", "update", "delete", "replace", "with", "table", "values", "(");
        boolean understood = !statement || new MysqlRouter(s, inner, queries).query(j);
        facts.kind("explain").effect("read").include(inner, runs);
        if (keeps) { // with the values of rows that are constants in it, which nobody could follow from there
            facts.why("a plan that is kept in a variable");
            return false;
        }
        if (s.is(j, "connection") || s.is(j - 1, "for")) {
            others();
        }
        if (!statement && s.kind(j).named() && !s.is(j - 1, "for") && !s.is(j, "connection")) {
            new MysqlObjects(s, facts).names(j, "describe");
        }
        return understood && j < s.size();
    }

    /// ANALYZE TABLE is maintenance; MariaDB's ANALYZE with a statement runs it.
    private boolean analyze(int i) {
        if (s.isAny(i + 1, "table", "tables", "local", "no_write_to_binlog")) {
            return maintenance(i, "write");
        }
        int j = s.is(i + 1, "format") && s.is(i + 2, "=") ? i + 4 : i + 1;
        facts.kind("explain");
        return query(j);
    }

    private boolean maintenance(int i, String access) {
        facts.kind("maintenance").effect(access.equals("read") ? "read" : "write");
        int table = s.find(i, s.size(), "table", "tables", "view");
        if (table > 0) {
            new MysqlObjects(s, facts).names(table + 1, access);
        }
        return true;
    }

    private boolean lock(int i) {
        facts.kind("lock");
        if (s.isAny(i + 1, "instance")) {
            return only("lock", "server");
        }
        boolean writes = s.contains(i, s.size(), "write");
        facts.effect(writes ? "write" : "read");
        new MysqlObjects(s, facts).locked(i + 2);
        return s.isAny(i + 1, "table", "tables");
    }

    private boolean doExpression(int i) {
        facts.kind("do").effect("read");
        return expressions(i + 1);
    }

    /// HANDLER reads a table row by row below the level of queries.
    private boolean handler(int i) {
        facts.kind("handler").effect("read").opaque();
        new MysqlObjects(s, facts).names(i + 1, "read");
        return condition(i);
    }

    /// LOAD DATA and LOAD XML take rows from a file: the client's with LOCAL, else the server's.
    private boolean load(int i) {
        if (s.isAny(i + 1, "index")) {
            return only("maintenance", "server");
        }
        facts.kind("copy-in").effect("write");
        int infile = s.find(i, s.size(), "infile");
        if (infile < 0 || s.find(i, infile, "local") < 0) {
            facts.effect("server");
        }
        int into = s.find(i, s.size(), "into");
        if (into < 0 || !s.is(into + 1, "table") || !s.isAny(i + 1, "data", "xml")) {
            return false;
        }
        int rest = new MysqlObjects(s, facts).names(into + 2, "write");
        return queries.assigned(s, rest, s.size(), facts);
    }
}
