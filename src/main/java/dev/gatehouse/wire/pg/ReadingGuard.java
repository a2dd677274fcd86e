package dev.gatehouse.wire.pg;

import java.util.Locale;
import java.util.Set;

/// Keeps a text from being judged under settings that the server may be about to change.
///
/// The server reports `client_encoding` and `standard_conforming_strings` with the `ReadyForQuery` behind the
/// statement that changed them; a text pipelined behind such a statement would be read one way here and another way
/// there. Only a text with a backslash or beyond ASCII can be read in two ways, and only a statement that is not
/// plain reading or writing of data changes settings: when both meet, the text waits for that `ReadyForQuery`.
final class ReadingGuard {
    private static final long NONE = -1;

    /// Statements that begin so change no setting by themselves.
    private static final Set<String> PLAIN = Set.of(
            "SELECT",
            "INSERT",
            "UPDATE",
            "DELETE",
            "MERGE",
            "WITH",
            "VALUES",
            "TABLE",
            "COPY",
            "FETCH",
            "MOVE",
            "SHOW",
            "BEGIN",
            "START",
            "SAVEPOINT",
            "DECLARE",
            "CLOSE",
            "LISTEN",
            "UNLISTEN",
            "NOTIFY");

    private static final int LONGEST_WORD = 9;

    /// The number of the latest reply whose statement may have changed a setting that has not been reported yet.
    private long unsettled = NONE;

    /// A statement with `sql` is being forwarded; its reply has `number`.
    void onForward(String sql, long number) {
        if (!isPlain(sql)) {
            unsettled = number;
        }
    }

    /// `ReadyForQuery` ended reply `number`: all settings up to there are reported.
    void onReadyForQuery(long number) {
        if (number >= unsettled) {
            unsettled = NONE;
        }
    }

    /// Whether all settings are as they were last reported.
    boolean isSettled() {
        return unsettled == NONE;
    }

    boolean mayJudge(String sql) {
        return unsettled == NONE || !dependsOnSettings(sql);
    }

    /// Under every encoding and setting that is read here, ASCII without a backslash means the same.
    private static boolean dependsOnSettings(String sql) {
        for (int index = 0; index < sql.length(); index++) {
            char next = sql.charAt(index);
            if (next == '\\' || next >= 0x80) {
                return true;
            }
        }
        return false;
    }

    /// One statement that begins with a plain verb, and names neither `set_config`, `pg_settings` nor anything in
    /// escapes.
    private static boolean isPlain(String sql) {
        int start = 0;
        while (start < sql.length() && sql.charAt(start) <= ' ') {
            start++;
        }
        int end = start;
        while (end < sql.length() && end - start <= LONGEST_WORD && Character.isLetter(sql.charAt(end))) {
            end++;
        }
        if (!PLAIN.contains(sql.substring(start, end).toUpperCase(Locale.ROOT))) {
            return false;
        }
        int semicolon = sql.indexOf(';');
        return (semicolon < 0 || sql.substring(semicolon + 1).isBlank())
                && !NamesInText.contains(sql, "config")
                && !NamesInText.contains(sql, "pg_settings")
                && !NamesInText.contains(sql, "u&");
    }
}
