package dev.gatehouse.wire.mysql;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

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

    /// Shape: `statement:int32`. The cursor ends with the statement; false if there was none.
    boolean close(ByteBuf payload) {
        PreparedStatement closed = prepared.remove(id(payload));
        if (closed != null) {
            endCursor(closed);
        }
        return closed != null;
    }

    /// Shape: `statement:int32`. Long data and cursor are forgotten; the statement stays.
    void reset(PreparedStatement statement) {
        statement.longData.clear();
        endCursor(statement);
    }

    /// Shape: `statement:int32 parameter:int16 data`. False if there is no such statement.
    boolean longData(ByteBuf payload) {
        PreparedStatement statement = find(payload);
        if (payload.readableBytes() < 7) {
            throw new ProtocolViolation("long data ends early");
        }
        int start = payload.readerIndex();
        int parameter = payload.getUnsignedShortLE(start + 5);
        if (statement != null && parameter < statement.parameters) { // the server refuses others at the next execute
            statement.longData.add(parameter, payload.slice(start + 7, payload.readableBytes() - 7));
        }
        return statement != null;
    }

    /// The rows of a cursor that nobody will fetch any more are all that came.
    static void endCursor(PreparedStatement statement) {
        MysqlReply cursor = statement.cursor;
        statement.cursor = null;
        if (cursor != null) {
            cursor.finish();
        }
    }

    /// Whether `reply`, the answer to `asked` under which the server has `status`, is not all: the statement has an
    /// open cursor, with rows still to be fetched.
    static boolean leavesCursor(MysqlCommand asked, MysqlReply reply, int status) {
        if (reply.prepared == null || reply.failed || reply.refused) {
            return false;
        }
        return asked == MysqlCommand.STMT_EXECUTE && StatusFlags.has(status, StatusFlags.CURSOR_EXISTS)
                || asked == MysqlCommand.STMT_FETCH && !StatusFlags.has(status, StatusFlags.LAST_ROW_SENT);
    }

    private static int id(ByteBuf payload) {
        if (payload.readableBytes() < 5) {
            throw new ProtocolViolation("a statement's number ends early");
        }
        return payload.getIntLE(payload.readerIndex() + 1);
    }
}
