package dev.gatehouse.sql.pg;

import java.util.Set;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Words;

/// Reads SET and RESET. A setting that changes how later texts are read is opaque, unless it names the value on
/// which the reading rests.
final class PgSettings {
    private static final Set<String> PRIVILEGE = Set.of(
            "role",
            "session_authorization",
            "row_security",
            "session_replication_role", // no triggers, no foreign keys
            "allow_system_table_mods",
            "lo_compat_privileges");

    /// What only superusers may change: the server's protection of its data, its code, or its records.
    private static final Set<String> SERVER = Words.of("""
            zero_damaged_pages ignore_checksum_failure ignore_invalid_pages ignore_system_indexes
            session_preload_libraries local_preload_libraries dynamic_library_path jit_provider
            allow_in_place_tablespaces update_process_title backtrace_functions event_triggers
            """);

    private static final Set<String> SERVER_PREFIXES =
            Set.of("log_", "track_", "pgaudit.", "auto_explain.", "pg_stat_statements.", "pg_hint_plan.");

    private final Statement s;
    private final FactsBuilder facts;
    private final LexerModes modes;

    PgSettings(Statement statement, FactsBuilder facts, LexerModes modes) {
        this.s = statement;
        this.facts = facts;
        this.modes = modes;
    }

    boolean read() {
        int i = s.isAny(1, "session", "local") && !s.isAny(2, "to", "=") ? 2 : 1;
        if (s.is(0, "set") && (s.is(i, "transaction") || s.is(i, "characteristics") || s.is(i, "constraints"))) {
            facts.kind(s.is(i, "constraints") ? "set" : "transaction");
            return true;
        }
        facts.kind("set").effect("session");
        if (!s.kind(i).named()) {
            return false;
        }
        String name = Ascii.lower(PgDialect.INSTANCE.name(s, i));
        if (i == 2 && s.is(1, "session") && name.equals("authorization")
                || name.equals("session") && s.is(2, "authorization")) {
            name = "session_authorization";
        }
        if (PRIVILEGE.contains(name) || s.is(0, "reset") && name.equals("all")) {
            facts.effect("privilege");
        }
        if (SERVER.contains(name) || SERVER_PREFIXES.stream().anyMatch(name::startsWith)) {
            facts.effect("server");
        }
        if (!harmless(name, i)) {
            facts.opaque();
        }
        return true;
    }

    private boolean harmless(String name, int i) {
        return switch (name) {
            case "standard_conforming_strings" -> modes.standardStrings() && value(i).equals("on");
            case "client_encoding", "names" -> LexerModes.plainEncoding(value(i)) && !value(i).isEmpty();
            case "all" -> false;
            default -> true;
        };
    }

    /// The single plain value that is set, in small letters; empty for anything else.
    private String value(int name) {
        int i = s.isAny(name + 1, "to", "=") ? name + 2 : name + 1;
        if (s.is(0, "reset") || i + 1 != s.size()) {
            return "";
        }
        String value = s.kind(i) == TokenKind.STRING ? PgText.value(s.tokens(), s.token(i), modes) : s.at(i);
        String small = Ascii.lower(value);
        return Set.of("true", "yes", "1").contains(small) ? "on" : small.equals("default") ? "" : small;
    }
}
