package dev.gatehouse.sql.mysql;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Words;
import dev.gatehouse.sql.text.QueryReader;

/// Reads SET in all its forms. A setting that changes how later texts are read is opaque, unless it is plain that
/// the reading stays as it is.
final class MysqlSettings {
    /// What the session does is then missing from the server's logs, or stands there as somebody else's.
    private static final Set<String> UNSEEN = Words.of("""
            sql_log_bin sql_log_off log_slow_query slow_query_log gtid_next pseudo_thread_id server_id wsrep_on
            binlog_format binlog_row_image binlog_direct_non_transactional_updates skip_replication
            skip_parallel_replication gtid_domain_id gtid_seq_no pseudo_slave_mode pseudo_replica_mode
            original_commit_timestamp original_server_version immediate_server_version require_row_format debug
            debug_dbug debug_sync system_versioning_alter_history system_versioning_insert_history
            """);

    private static final Set<String> ENCODINGS = Set.of(
            "character_set_client",
            "names",
            "character",
            "charset",
            "collation_connection",
            "character_set_connection");

    /// Whose values are few, so that none can be kept in them: scripts put these back as they were.
    private static final Set<String> OF_FEW_VALUES = Words.of("""
            autocommit big_tables binlog_format character_set_client character_set_connection character_set_results
            collation_connection collation_database collation_server character_set_server character_set_database
            completion_type default_storage_engine explicit_defaults_for_timestamp foreign_key_checks innodb_strict_mode lc_messages lc_time_names note_verbosity old_alter_table
            optimizer_switch sql_auto_is_null sql_big_selects sql_log_bin sql_mode sql_notes sql_quote_show_create
            sql_require_primary_key sql_safe_updates sql_warnings storage_engine time_zone transaction_isolation
            transaction_read_only tx_isolation tx_read_only unique_checks names charset character
            """);

    /// That give what they are given, or the time; nobody can make a function that is called so.
    private static final Set<String> PLAIN_FUNCTIONS = Words.of("""
            cast coalesce concat concat_ws convert floor from_unixtime greatest if ifnull least lower now replace round
            unix_timestamp upper
            """);

    private final Statement s;
    private final FactsBuilder facts;
    private final QueryReader<LexerModes> queries;
    private final LexerModes modes;

    MysqlSettings(Statement statement, FactsBuilder facts, QueryReader<LexerModes> queries) {
        this.s = statement;
        this.facts = facts;
        this.queries = queries;
        this.modes = queries.modes();
    }

    boolean read(int set) {
        int end = s.size();
        if (s.is(set + 1, "statement") && !s.is(set + 2, "=")) {
            return forStatement(set);
        }
        int scope = s.isAny(set + 1, "session", "local", "global") ? set + 2 : set + 1;
        if (s.is(scope, "transaction")) {
            facts.kind("transaction").effect(s.is(set + 1, "global") ? "server" : "session");
            return true;
        }
        facts.kind("set").effect("session");
        return assignments(set + 1, end);
    }

    /// MariaDB: SET STATEMENT variable = value FOR statement.
    private boolean forStatement(int set) {
        int loop = s.find(set, s.size(), "for");
        if (loop < 0) {
            return false;
        }
        facts.kind("set").effect("session");
        return assignments(set + 2, loop)
                && !s.is(loop + 1, "set")
                && new MysqlRouter(s, facts, queries).readFrom(loop + 1);
    }

    private boolean assignments(int from, int end) {
        int i = from;
        boolean understood = true;
        while (i < end && understood) {
            int comma = s.find(i, end, ",");
            int stop = comma < 0 ? end : comma;
            understood = assignment(i, stop);
            i = stop + 1;
        }
        return understood && queries.assigned(s, from, end, facts);
    }

    /// PASSWORD is no variable even before an equals sign: `SET PASSWORD = 'x'` is for the account that the gateway
    /// itself uses.
    private boolean privilege(int i) {
        return s.is(i, "password") || s.isAny(i, "role", "default") && !s.isAny(i + 1, "=", ":=");
    }

    private boolean assignment(int from, int end) {
        if (privilege(from)) {
            facts.effect("privilege");
            return true;
        }
        int i = from;
        boolean global = false;
        if (s.is(i, "@@")) {
            i++;
        }
        while (s.isAny(i, "global", "persist", "persist_only", "session", "local")
                && (s.is(i + 1, ".") || s.kind(i + 1).named() || s.is(i + 1, "@@"))) {
            global |= !s.isAny(i, "session", "local");
            i += s.is(i + 1, ".") ? 2 : 1;
        }
        if (global) {
            facts.effect("server");
        }
        if (s.kind(i) == TokenKind.VARIABLE) {
            return true;
        }
        if (!s.kind(i).named()) {
            return false;
        }
        String name = Ascii.lower(MysqlDialect.INSTANCE.name(s, i));
        if (UNSEEN.contains(name)) {
            facts.effect("server");
        }
        if (!OF_FEW_VALUES.contains(name) && keeps(i + 1, end)) {
            facts.why("a setting that is computed from variables or by functions");
            return false;
        }
        if (!global && !harmless(name, i + 1, end)) {
            facts.opaque();
        }
        return true;
    }

    /// Whether the value may be one that somebody has put into a variable, or that a function gives: as that of a
    /// setting anybody could read it.
    private boolean keeps(int from, int end) {
        for (int i = from; i < end; i++) {
            boolean calls =
                    s.kind(i).named() && s.is(i + 1, "(") && (s.is(i - 1, ".") || !PLAIN_FUNCTIONS.contains(s.at(i)));
            if (s.kind(i) == TokenKind.VARIABLE || s.is(i, "@") || calls) {
                return true;
            }
        }
        return false;
    }

    private boolean harmless(String name, int after, int end) {
        int value = s.isAny(after, "=", ":=") ? after + 1 : after;
        if (name.equals("sql_mode")) {
            return sameReading(value, end);
        }
        if (!ENCODINGS.contains(name)) {
            return true;
        }
        if (name.startsWith("coll") || name.equals("character_set_connection")) {
            return true;
        }
        int charset = s.is(value, "set") ? value + (s.isAny(value + 1, "=", ":=") ? 2 : 1) : value;
        if (charset + 1 != end && !s.is(charset + 1, "collate")) {
            return false; // an expression: BINARY 'gbk', or a number, which stands for any of them
        }
        String text = s.kind(charset) == TokenKind.STRING
                ? MysqlText.value(s.tokens(), s.token(charset), modes.backslashes())
                : s.at(charset);
        return LexerModes.plainEncoding(text);
    }

    /// `'…'` with the same reading as now, or that is added to the present value and changes no reading.
    private boolean sameReading(int value, int end) {
        if (s.kind(value) == TokenKind.STRING && value + 1 == end) {
            Set<String> parts = LexerModes.parts(MysqlText.value(s.tokens(), s.token(value), modes.backslashes()));
            parts.retainAll(LexerModes.READING);
            Set<String> now = new HashSet<>();
            if (modes.ansiQuotes()) {
                now.add("ANSI_QUOTES");
            }
            if (!modes.backslashes()) {
                now.add("NO_BACKSLASH_ESCAPES");
            }
            return parts.equals(now);
        }
        int present = s.isAny(value + 3, "session", "local") && s.is(value + 4, ".") ? value + 5 : value + 3;
        boolean adds = s.is(value, "concat")
                && s.is(value + 1, "(")
                && s.match(value + 1) == end - 1
                && s.is(value + 2, "@@")
                && s.is(present, "sql_mode")
                && s.is(present + 1, ",")
                && s.kind(present + 2) == TokenKind.STRING
                && present + 3 == end - 1;
        return adds && plainAddition(MysqlText.value(s.tokens(), s.token(end - 2), modes.backslashes()));
    }

    private static boolean plainAddition(String text) {
        Set<String> parts = LexerModes.parts(text.toUpperCase(Locale.ROOT));
        parts.retainAll(LexerModes.READING);
        return text.startsWith(",") && parts.isEmpty();
    }
}
