package dev.gatehouse.wire;

/// How a forwarded statement ended.
///
/// @param rows rows sent to the client, or changed by the statement where it sends none
/// @param bytes bytes of the server's answer that reached the client
/// @param durationNanos from forwarding to the end of the answer
/// @param gatewayNanos what the statement cost in the gateway, its judgement included ([LoopTime]); 0 where it was
///     not forwarded
/// @param error the server's SQLSTATE (with MySQL's number), empty unless the result is `SERVER_ERROR`
public record Outcome(
        Result result, long rows, long bytes, long maskedCells, long durationNanos, long gatewayNanos, String error) {
    public enum Result {
        COMPLETED,
        /// As completed, but the client did not get all rows.
        LIMITED,
        SERVER_ERROR,
        CANCELLED,
        /// Stopped at the end of the time that it had.
        TIMED_OUT,
        CLIENT_GONE,
        SERVER_GONE,
        REFUSED
    }
}
