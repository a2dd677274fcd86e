package dev.gatehouse.catalog;

import java.sql.SQLException;
import java.util.Map;

/// One connection of its own to a target's server, to ask it how it reads texts. Nothing is run, and nothing is
/// left behind. Threads: one.
public sealed interface ServerJudge extends AutoCloseable permits PostgresJudge, MysqlJudge {
    /// How the server reads this text. Blocks for some seconds at most. Errors: `SQLException` when the connection
    /// is lost.
    ServerReading ask(String sql) throws SQLException;

    /// The settings of the connection by which a text is read, by the server's own names.
    Map<String, String> variables();

    @Override
    void close() throws SQLException;
}
