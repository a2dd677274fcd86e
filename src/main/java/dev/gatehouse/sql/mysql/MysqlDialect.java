package dev.gatehouse.sql.mysql;

import java.util.Set;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.Dialect;
import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.QualifiedName;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Words;

/// The words and names of MySQL and MariaDB.
final class MysqlDialect implements Dialect {
    static final MysqlDialect INSTANCE = new MysqlDialect();

    /// Reserved in all versions of both servers: none can be an alias that hides a further table.
    private static final Set<String> ENDS_FROM = Words.of("where group having order limit union values procedure");

    private static final Set<String> CALLS_NOTHING = Words.of("""
            in exists any all some and or not xor values from on using as over by join select where having then
            else when case limit union intersect except group distinct returning set lateral between like rlike
            regexp is partition index key use force ignore decimal char varchar binary interval row into div mod
            table collate offset against
            """);

    /// Loadable functions that come with the server or its well-known plugins, and manage it.
    private static final Set<String> ADMINISTERS = Words.of("""
            group_replication_ asynchronous_connection_failover_ keyring_ audit_log_ mysql_firewall_ set_firewall_
            read_firewall_ version_tokens_ version_token_ service_get_ service_release_ gen_range_load
            gen_dictionary_load gen_dictionary_drop masking_dictionary_ mysqlx_
            """);

    private MysqlDialect() {}

    @Override
    public String name(Statement statement, int index) {
        return MysqlText.name(statement.tokens(), statement.token(index));
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
        return true;
    }

    @Override
    public void called(String schema, String function, FactsBuilder facts) {
        String name = Ascii.lower(function);
        switch (name) {
            case "load_file" -> facts.effect("server");
            case "sleep", "benchmark" -> facts.effect("session");
            case "get_lock" -> facts.effect("write", "session").keepsAll();
            case "release_lock", "release_all_locks" -> facts.effect("write", "session");
            case "nextval", "setval", "lastval" -> facts.effect("write");
            case "master_pos_wait", "source_pos_wait", "wait_for_executed_gtid_set", "master_gtid_wait" ->
                facts.effect("server");
            case "sys_exec", "sys_eval", "sys_get", "sys_set", "lib_mysqludf_sys_info" ->
                facts.effect("server", "write").keepsAll().opaque();
            default -> {
                if (name.indexOf('_') > 0 && ADMINISTERS.stream().anyMatch(name::startsWith)) {
                    facts.effect("server", "write");
                }
            }
        }
    }

    /// INTO OUTFILE and DUMPFILE write a file on the server; any other INTO sets variables, which then hold values
    /// that nobody can trace.
    @Override
    public void into(Statement s, int index, FactsBuilder facts) {
        if (s.isAny(index + 1, "outfile", "dumpfile")) {
            facts.kind("copy-out").effect("export", "server").keepsRows();
        } else if (s.kind(index + 1) == TokenKind.VARIABLE || s.kind(index + 1).named() || s.is(index + 1, "@")) {
            facts.kind("set").effect("session").keepsRows();
        }
    }

    /// Whether the value from `from` on has no column in it: counters, and variables of their own.
    private static boolean plain(Statement s, int from, int to) {
        int depth = 0;
        for (int i = from; i < to; i++) {
            if (depth == 0 && (s.isAny(i, ",", ")") || ENDS_FROM.contains(s.at(i)) || s.isAny(i, "from", "as"))) {
                return true;
            }
            depth += s.is(i, "(") ? 1 : s.is(i, ")") ? -1 : 0;
            if (s.kind(i).named()) {
                return false;
            }
        }
        return true;
    }

    /// `LAST_INSERT_ID(value)`, which a later `LAST_INSERT_ID()` answers.
    private boolean remembers(Statement s, int i) {
        return s.kind(i).named()
                && s.is(i + 1, "(")
                && s.match(i + 1) > i + 2
                && Ascii.lower(name(s, i)).equals("last_insert_id");
    }

    /// User variables carry values from one statement to another, where nobody can trace them; a sequence of
    /// MariaDB moves on.
    @Override
    public void hidden(Statement s, int from, int to, FactsBuilder facts) {
        for (int i = from; i < to; i++) {
            if (s.kind(i) == TokenKind.VARIABLE) {
                facts.function(s.raw(i));
            }
            if (s.is(i, ":=") || s.is(i, "into") && s.kind(i + 1) == TokenKind.VARIABLE) {
                facts.kind("set").effect("session").kept();
            }
            if (s.is(i, ":=") && !plain(s, i + 1, to) || remembers(s, i)) {
                facts.keepsAll();
            }
            if (s.is(i, "next")
                    && s.is(i + 1, "value")
                    && s.is(i + 2, "for")
                    && s.kind(i + 3).named()) {
                QualifiedName name = QualifiedName.read(s, i + 3, this);
                facts.table(name.schema(), name.name(), "write").effect("write");
            }
        }
    }
}
