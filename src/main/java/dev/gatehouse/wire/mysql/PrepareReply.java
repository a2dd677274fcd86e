package dev.gatehouse.wire.mysql;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.mysql.PacketSink.Look;
import dev.gatehouse.wire.mysql.PacketSink.Shown;

/// The answer to `COM_STMT_PREPARE`: the statement's number, then the definitions of its parameters and of its
/// columns, each block with an EOF behind it where the server still sends one ("COM_STMT_PREPARE Response").
final class PrepareReply {
    private static final int LEAST_BYTES = 12;

    private final MysqlSession session;
    private final ServerReplies replies;
    private final ClientAnswer answer;
    private final LegTranslation legs;

    private int left; // definitions of this block still to come
    private int columns;
    private boolean undefined; // of a block no definitions come, only the EOF behind them

    PrepareReply(MysqlSession session, ServerReplies replies, ClientAnswer answer, LegTranslation legs) {
        this.session = session;
        this.replies = replies;
        this.answer = answer;
        this.legs = legs;
    }

    /// Shape: `0:int8 statement:int32 columns:int16 parameters:int16 0:int8 warnings:int16
    /// [definitionsFollow:int8]`.
    Shown onPrepared(ByteBuf buffer, int payload, int lengthBytes) {
        if (lengthBytes < LEAST_BYTES || buffer.getByte(payload) != OkPacket.OK) {
            throw new ProtocolViolation("no answer to a prepare");
        }
        int number = buffer.getIntLE(payload + 1);
        columns = buffer.getUnsignedShortLE(payload + 5);
        left = buffer.getUnsignedShortLE(payload + 7);
        MysqlReply reply = answer.reply();
        session.prepared.add(new PreparedStatement(
                number, reply.sql, reply.sent, left, session.server.state().variables()));
        undefined =
                legs.serverMarksMetadata() && lengthBytes > LEAST_BYTES && buffer.getByte(payload + LEAST_BYTES) == 0;
        if (undefined && legs.serverEndsWithOk()) {
            left = 0;
            columns = 0;
        }
        boolean last = false;
        if (left > 0) {
            replies.become(undefined ? ResultPhase.PREPARED_PARAMETERS_END : ResultPhase.PREPARED_PARAMETERS);
        } else {
            last = nextBlock();
        }
        if (!legs.addsMetadataMark()) {
            return last ? answer.last() : answer.passes();
        }
        ByteBuf marked = legs.prepared(buffer, payload, lengthBytes, answer.sequence());
        return last ? answer.replaceLast(marked) : answer.replace(marked);
    }

    /// The last definition of a block is shown, the others pass; an error in place of one is the end.
    Look definition(int first) {
        if (left == 1 || first == MysqlErrors.HEADER) {
            return Look.WHOLE;
        }
        left--;
        return Look.PASS;
    }

    Shown onLastDefinition(boolean ofParameters) {
        if (legs.serverEndsWithOk()) {
            return nextBlock() ? answer.last() : answer.passes();
        }
        replies.become(ofParameters ? ResultPhase.PREPARED_PARAMETERS_END : ResultPhase.PREPARED_COLUMNS_END);
        return answer.passes();
    }

    /// The EOF behind a block.
    Shown onDefinitionsEnd() {
        boolean last = nextBlock();
        if (!legs.dropsDefinitionsEnd()) {
            return last ? answer.last() : answer.passes();
        }
        return last ? answer.dropLast() : answer.drop();
    }

    /// Behind a block comes that of the columns, unless it was it or there are none; true when all has come.
    private boolean nextBlock() {
        left = columns;
        columns = 0;
        if (left == 0) {
            replies.become(ResultPhase.NONE);
            return true;
        }
        replies.become(undefined ? ResultPhase.PREPARED_COLUMNS_END : ResultPhase.PREPARED_COLUMNS);
        return false;
    }
}
