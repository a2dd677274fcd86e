package dev.gatehouse.wire;

import java.util.Map;

/// A statement that wants to pass.
///
/// @param sql the text the server would get, decoded strictly; one text may hold several statements
/// @param stage which step of the protocol asks
/// @param parameters the bound values of an [Stage#EXECUTE], and named values that a client sends beside a text
///     (MySQL's query attributes); `Parameters.NONE` without any
/// @param inTransaction whether the session has an open transaction (block or implicit pipeline), as far as is
///     known
/// @param position where in the order of the session's messages the server read the text: of an [Stage#EXECUTE]
///     that of what was prepared, else where it stands now; grows. 0 from a server that reads prepared texts anew
///     whenever tables have changed
/// @param variables what the server last reported of settings that change the reading of SQL (`ParameterStatus`,
///     session tracking), by the server's names; an immutable snapshot
/// @param names those that the client has given by protocol message so far, live
public record StatementRequest(
        String sql,
        Stage stage,
        Parameters parameters,
        boolean inTransaction,
        long position,
        Map<String, String> variables,
        MessageNames names) {
    public StatementRequest(
            String sql,
            Stage stage,
            Parameters parameters,
            boolean inTransaction,
            long position,
            Map<String, String> variables) {
        this(sql, stage, parameters, inTransaction, position, variables, MessageNames.NONE);
    }

    public StatementRequest(
            String sql, Stage stage, Parameters parameters, boolean inTransaction, Map<String, String> variables) {
        this(sql, stage, parameters, inTransaction, 0, variables);
    }

    /// PREPARE: the text is only parsed; EXECUTE: a prepared text runs (judged again: time and roles move).
    public enum Stage {
        SIMPLE,
        PREPARE,
        EXECUTE
    }
}
