package dev.gatehouse.wire.mysql;

import java.util.Objects;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.CellInPieces;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.RowTally;
import dev.gatehouse.wire.mysql.PacketSink.Look;
import dev.gatehouse.wire.mysql.PacketSink.Shown;

/// One result set within an answer: the number of columns, their definitions, an EOF where the server still sends
/// one, and the rows ("Text Resultset", "Binary Protocol Resultset").
///
/// The reply's watch is asked for its plan when the last definition has come. If there must be no rows, the client
/// gets our error in their place, and the server is told to stop.
final class ResultSetReply {
    private final MysqlSession session;
    private final ServerReplies replies;
    private final ClientAnswer answer;
    private final LegTranslation legs;
    private final ResultColumns columns;

    private int left; // definitions still to come
    private @Nullable Refusal refused; // to be told behind the EOF that ends the definitions

    ResultSetReply(MysqlSession session, ServerReplies replies, ClientAnswer answer, LegTranslation legs) {
        this.session = session;
        this.replies = replies;
        this.answer = answer;
        this.legs = legs;
        this.columns = new ResultColumns(session.context.limits().columns());
    }

    /// Shape: see [ResultColumns#begin].
    Shown onColumnCount(ByteBuf buffer, int payload, int lengthBytes) {
        columns.begin(legs, answer.reply(), buffer, payload, lengthBytes);
        refused = null;
        RowTally tally = answer.reply().tally;
        if (tally != null) {
            tally.nextResult();
        }
        left = columns.undefined() ? 0 : columns.count();
        replies.become(ResultPhase.COLUMNS);
        if (legs.addsMetadataMark()) {
            return answer.replace(legs.columnCount(columns.count(), answer.sequence()));
        }
        return left == 0 ? onDefined(lengthBytes) : answer.passes();
    }

    Look definition(int first) {
        if (first == MysqlErrors.HEADER || columns.wanted()) {
            return Look.WHOLE;
        }
        left--;
        if (left == 0) {
            replies.become(behindDefinitions());
        }
        return Look.PASS;
    }

    Shown onDefinition(ByteBuf buffer, int payload, int lengthBytes) {
        columns.add(buffer, payload, lengthBytes);
        left--;
        return left == 0 ? onDefined(lengthBytes) : answer.passes();
    }

    private ResultPhase behindDefinitions() {
        return legs.serverEndsWithOk() ? ResultPhase.ROWS : ResultPhase.COLUMNS_END;
    }

    /// The last packet before the rows, or before the EOF that comes before the rows.
    private Shown onDefined(int lengthBytes) {
        replies.become(behindDefinitions());
        Refusal refusal = columns.plan(
                answer.reply(),
                session.server.channel().alloc(),
                session.context.limits().frameBytes());
        if (refusal == null || answer.isSwallowing()) {
            return answer.passes();
        }
        if (legs.clientEndsWithOk()) {
            return refuse(refusal, lengthBytes);
        }
        refused = refusal;
        return answer.passes();
    }

    /// The EOF behind the definitions.
    Shown onDefinitionsEnd(ByteBuf buffer, int payload, int lengthBytes) {
        OkPacket end = legs.readEnd(buffer, payload, lengthBytes);
        session.server.state().status(end.status());
        replies.become(ResultPhase.ROWS);
        Refusal refusal = refused;
        refused = null;
        if (refusal != null) {
            // Told of a cursor, the client would read no further.
            answer.replace(legs.writeEnd(end.withoutCursor(), answer.sequence()));
            answer.refuse(refusal, session.server.decoder().numbers().next());
            session.cancelling.cancelAtServer();
        }
        if (StatusFlags.has(end.status(), StatusFlags.CURSOR_EXISTS)) {
            return replies.end(buffer, payload, lengthBytes); // rows come by COM_STMT_FETCH
        }
        return legs.dropsDefinitionsEnd() ? answer.drop() : answer.passes();
    }

    private Shown refuse(Refusal refusal, int lengthBytes) {
        Shown shown = answer.refuseBehind(lengthBytes, refusal);
        session.cancelling.cancelAtServer();
        return shown;
    }

    Look row(int lengthBytes) {
        MysqlReply reply = answer.reply();
        if (answer.isSwallowing()) {
            return Look.PASS;
        }
        RowTally tally = reply.tally;
        if (tally != null && session.stopping.row(reply, tally, lengthBytes) == Look.DROP) {
            return Look.DROP;
        }
        reply.rows++;
        if (reply.editor == null) {
            return Look.PASS;
        }
        if (lengthBytes < MysqlPacketDecoder.MAX_PAYLOAD) {
            return Look.WHOLE;
        }
        if (reply.editor.pieces().begin(lengthBytes)) {
            return Look.PIECES;
        }
        session.server.decoder().cut();
        unserved(answer.sequence());
        return Look.DROP;
    }

    /// A row cannot be masked as it passes: neither what comes behind it nor, if it has not begun, the row itself
    /// reaches the client.
    private void unserved(int sequence) {
        answer.refuse(CellInPieces.UNSERVED, sequence);
        session.cancelling.cancelAtServer();
    }

    /// The next bytes of a row of several packets.
    void piece(ByteBuf buffer, int start, int lengthBytes, boolean last, ByteBuf out) {
        MysqlRowEditor editor = Objects.requireNonNull(answer.reply().editor);
        editor.pieces().piece(buffer, start, lengthBytes, out);
        if (last) {
            editor.pieces().end();
        }
    }

    /// A row of several packets has reached the client.
    void piecesPassed() {
        MysqlRowEditor editor = answer.reply().editor;
        if (editor != null && editor.pieces().isSpoilt()) {
            unserved(session.server.decoder().numbers().next());
        }
    }

    Shown onRow(ByteBuf buffer, int payload, int lengthBytes) {
        MysqlRowEditor editor = answer.reply().editor;
        if (editor == null) {
            return answer.passes();
        }
        ByteBuf grown = editor.edit(buffer, payload, lengthBytes);
        if (grown != null) {
            return answer.replaceRow(grown, lengthBytes);
        }
        if (editor.lengthBytes() < lengthBytes) {
            session.server.decoder().shorten(editor.lengthBytes());
        }
        return answer.passes();
    }
}
