package dev.gatehouse.wire;

import java.time.Duration;

/// Bounds that are checked before memory is taken.
///
/// @param frameBytes the largest message that is gathered because somebody looks into it; larger ones of a kind
///     nobody looks into are streamed and have no bound
/// @param sqlBytes the longest statement text
/// @param pendingBytes how much a client may send ahead while a statement is being judged
/// @param columns the most columns of a row
/// @param preparedStatements prepared statements (and, apart, portals or cursors) of one session
/// @param loginTimeout from accept to the first statement being possible
/// @param idleTimeout without a byte on either leg; zero means no bound
public record Limits(
        int frameBytes,
        int sqlBytes,
        int pendingBytes,
        int columns,
        int preparedStatements,
        Duration loginTimeout,
        Duration idleTimeout) {
    public static final Limits STANDARD =
            new Limits(64 << 20, 1 << 20, 4 << 20, 4096, 10_000, Duration.ofSeconds(30), Duration.ZERO);
}
