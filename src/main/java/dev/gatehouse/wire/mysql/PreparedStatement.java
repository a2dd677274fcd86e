package dev.gatehouse.wire.mysql;

import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/// A statement that the server has prepared, under the server's number.
final class PreparedStatement {
    private static final String ANALYZE = "analyze";

    final int id;

    /// The text that the client sent, judged again at each execution.
    final String sql;

    /// The text that the server has.
    final String sent;

    final int parameters;

    /// What the server reported when it read the text: it goes by these names and this reading later on.
    final Map<String, String> variables;

    final LongData longData = new LongData();

    /// Two bytes for each parameter: what the server was last told, and goes by when an execution names none.
    byte[] types = {};

    @Nullable
    MysqlReply cursor;

    PreparedStatement(int id, String sql, String sent, int parameters, Map<String, String> variables) {
        this.id = id;
        this.sql = sql;
        this.sent = sent;
        this.parameters = parameters;
        this.variables = variables;
    }

    /// Whether it is an ANALYZE, whose result MariaDB announces twice by a cursor, so that no client can read it.
    boolean mixesUpCursors() {
        int start = 0;
        while (start < sent.length() && Character.isWhitespace(sent.charAt(start))) {
            start++;
        }
        return sent.regionMatches(true, start, ANALYZE, 0, ANALYZE.length());
    }

    /// Whether the server would read the text under `now` as it did when it prepared it. It may have to, when a
    /// table has changed.
    boolean reads(Map<String, String> now) {
        return variables.equals(now) || same("sql_mode", now) && same("character_set_client", now);
    }

    private boolean same(String variable, Map<String, String> now) {
        return Objects.equals(variables.get(variable), now.get(variable));
    }
}
