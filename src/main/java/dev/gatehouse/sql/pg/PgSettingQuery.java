package dev.gatehouse.sql.pg;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.FactsBuilder;
import dev.gatehouse.sql.Lineage;
import dev.gatehouse.sql.Statement;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Words;

/// Reads a query of nothing but `current_setting('…')` and `set_config('…', value, true|false)` with constant
/// names, as drivers and dumps send it: no different from SHOW and SET. A setting on which the reading of texts,
/// rights or the server depends is not among those that may be set so; it hides in a query, and is opaque.
final class PgSettingQuery {
    /// How plans are made, results written, and time is counted.
    private static final Set<String> PLAIN = Words.of("""
            jit application_name statement_timeout lock_timeout idle_in_transaction_session_timeout work_mem timezone
            datestyle intervalstyle extra_float_digits bytea_output
            """);

    private static final String SET = "set_config";

    private final Statement s;
    private final LexerModes modes;
    private final List<Lineage.Output> outputs = new ArrayList<>();
    private final Set<String> called = new TreeSet<>();

    PgSettingQuery(Statement statement, LexerModes modes) {
        this.s = statement;
        this.modes = modes;
    }

    /// Adds its facts; false for any other query, of which nothing is added.
    boolean read(FactsBuilder facts) {
        int i = 1;
        while (i > 0 && i < s.size()) {
            i = item(i);
        }
        if (i < 0 || !called.contains(SET)) {
            return false;
        }
        facts.kind("select").kind("set").effect("read", "session");
        called.forEach(facts::function);
        facts.resolve(Map.of(), Map.of(), new Lineage(outputs));
        return true;
    }

    /// Answers where the next item begins; -1 for none of ours.
    private int item(int from) {
        int call = s.is(from, "pg_catalog") && s.is(from + 1, ".") ? from + 2 : from;
        boolean set = s.is(call, SET);
        if (!set && !s.is(call, "current_setting")
                || !s.is(call + 1, "(")
                || s.kind(call + 2) != TokenKind.STRING
                || set && !assigns(call + 2)
                || !set && !s.is(call + 3, ")")) {
            return -1;
        }
        called.add(s.at(call));
        int i = s.match(call + 1) + 1;
        String name = s.at(call);
        if (s.is(i, "as") && s.kind(i + 1).named()) {
            name = PgDialect.INSTANCE.name(s, i + 1);
            i += 2;
        }
        outputs.add(new Lineage.Output(name, Set.of()));
        return i == s.size() ? i : s.is(i, ",") && i + 1 < s.size() ? i + 1 : -1;
    }

    /// `'name', value, true|false)`; the path may be emptied, alone.
    private boolean assigns(int i) {
        boolean shaped = s.is(i + 1, ",")
                && (s.kind(i + 2) == TokenKind.STRING || s.kind(i + 2) == TokenKind.PARAMETER)
                && s.is(i + 3, ",")
                && s.isAny(i + 4, "true", "false")
                && s.is(i + 5, ")");
        if (!shaped) {
            return false;
        }
        String name = Ascii.lower(value(i));
        boolean emptied = s.kind(i + 2) == TokenKind.STRING && value(i + 2).isEmpty();
        boolean alone = outputs.isEmpty() && i + 6 == s.size();
        return PLAIN.contains(name) || name.equals("search_path") && emptied && alone;
    }

    private String value(int i) {
        return PgText.value(s.tokens(), s.token(i), modes);
    }
}
