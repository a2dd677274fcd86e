package dev.gatehouse.wire;

/// Why something does not pass. Each protocol turns it into its own error in one exhaustive switch.
///
/// `message` is one line for people and models: what was refused, why, what to do next; it never holds a row's
/// value, a piece of policy source or a stack trace. `decisionId` is empty where nothing was judged.
public sealed interface Refusal {
    String message();

    default String decisionId() {
        return "";
    }

    /// A policy or a reviewer said no.
    record Denied(String message, String decisionId) implements Refusal {}

    record ApprovalRejected(String message, String decisionId) implements Refusal {}

    record ApprovalExpired(String message, String decisionId) implements Refusal {}

    record Cancelled(String message, String decisionId) implements Refusal {}

    /// The statement had a time limit, and ran into it.
    record TimedOut(String message, String decisionId) implements Refusal {}

    /// The reading of the statement did not succeed.
    record NotUnderstood(String message, String decisionId) implements Refusal {}

    /// A name in it is not there: refused for that alone, and told as the server would tell it.
    ///
    /// @param qualifier the schema of a table, or the relation of a column; empty where there is none
    /// @param name no more than the client wrote
    record Undefined(What what, String qualifier, String name, String message, String decisionId) implements Refusal {
        public enum What {
            TABLE,
            COLUMN,
            /// What qualifies a column, and names no table of the statement.
            RELATION
        }
    }

    /// A statement that the gateway does not carry.
    record UnsupportedStatement(String message, String decisionId) implements Refusal {}

    /// A message or command that the gateway does not carry.
    record UnsupportedCommand(String message) implements Refusal {}

    /// One wording for all causes.
    record LoginFailed(String message) implements Refusal {}

    record Overloaded(String message) implements Refusal {}

    record TooLarge(String message) implements Refusal {}

    record TargetDown(String message) implements Refusal {}

    record ShuttingDown(String message) implements Refusal {}

    record ProtocolViolation(String message) implements Refusal {}

    /// Our bug; the message does not describe it, the log does.
    record Internal(String message, String decisionId) implements Refusal {}
}
