package dev.gatehouse.wire.mysql;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.ProtocolViolation;

/// The `COM_STMT_*` commands that bear no statement of their own. Each reads a lent payload, command byte first.
/// Errors: `ProtocolViolation` when it ends early.
final class StatementCommands {
    private final PreparedStatements prepared;

    StatementCommands(PreparedStatements prepared) {
        this.prepared = prepared;
    }

    @Nullable
    PreparedStatement find(ByteBuf payload) {
        return prepared.find(id(payload));
    }

    /// Shape: `statement:int32`. The cursor ends with the statement.
    void close(ByteBuf payload) {
        PreparedStatement closed = prepared.remove(id(payload));
        if (closed != null) {
            endCursor(closed);
        }
    }

    /// Shape: `statement:int32`. Long data and cursor are forgotten; the statement stays.
    void reset(PreparedStatement statement) {
        statement.longData.clear();
        endCursor(statement);
    }

    /// Shape: `statement:int32 parameter:int16 data`.
    void longData(ByteBuf payload) {
        PreparedStatement statement = find(payload);
        if (payload.readableBytes() < 7) {
            throw new ProtocolViolation("long data ends early");
        }
        if (statement != null) {
            int start = payload.readerIndex();
            statement.longData.add(
                    payload.getUnsignedShortLE(start + 5), payload.slice(start + 7, payload.readableBytes() - 7));
        }
    }

    /// The rows of a cursor that nobody will fetch any more are all that came.
    static void endCursor(PreparedStatement statement) {
        MysqlReply cursor = statement.cursor;
        statement.cursor = null;
        if (cursor != null) {
            cursor.finish(Outcome.Result.COMPLETED);
        }
    }

    private static int id(ByteBuf payload) {
        if (payload.readableBytes() < 5) {
            throw new ProtocolViolation("a statement's number ends early");
        }
        return payload.getIntLE(payload.readerIndex() + 1);
    }
}
