package dev.gatehouse.wire.mysql;

import org.jspecify.annotations.Nullable;

/// A statement that the server has prepared, under the server's number.
final class PreparedStatement {
    final int id;

    /// The text that the client sent, judged again at each execution.
    final String sql;

    /// The text that the server has.
    final String sent;

    final int parameters;
    final LongData longData = new LongData();
    byte[] types = {};

    @Nullable
    MysqlReply cursor;

    PreparedStatement(int id, String sql, String sent, int parameters) {
        this.id = id;
        this.sql = sql;
        this.sent = sent;
        this.parameters = parameters;
    }
}
