package dev.gatehouse.wire.pg;

import java.util.List;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.CopyPlan;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.RowTally;
import dev.gatehouse.wire.pg.FrameReceiver.Verdict;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CopyLayout;

/// The start of a `COPY`, either way, as the server announces it ("COPY Operations").
///
/// `running` is the statement that is answered; without one the message has no place.
final class ServerCopy {
    static final Refusal UNREADABLE_LAYOUT = new Refusal.UnsupportedStatement(
            "Columns of this copy are masked, and its NULL text, delimiter or quote leave in doubt where a cell ends."
                    + " Use plain text, CSV or binary, or SELECT.",
            "");

    private static final int TRAILER_BYTES = PgFrameDecoder.HEADER_BYTES + 2;

    private final PgSession pg;
    private final ServerRows rows;

    ServerCopy(PgSession pg, ServerRows rows) {
        this.pg = pg;
        this.rows = rows;
    }

    /// The server waits for the client's data.
    Verdict in(@Nullable Running running) {
        if (running == null) {
            throw ServerSide.outOfPlace(ServerMessage.COPY_IN_RESPONSE);
        }
        if (running.refusal() != null) {
            pg.toServer(PgMessages.copyFail(pg.alloc()));
            return Verdict.DROP;
        }
        switch (pg.replies.copyBegan()) {
            case WHOLE_COPY -> {
                // The client is past it.
            }
            case OUT_OF_PLACE -> throw clientOutOfPlace();
            case NOTHING -> {
                switch (pg.phase()) {
                    case PgPhase.Settling _, PgPhase.Judging _, PgPhase.Probing _, PgPhase.Describing _ ->
                        throw clientOutOfPlace();
                    case PgPhase.Ready _ -> pg.become(PgPhase.COPY_IN);
                    case PgPhase.SkippingToSync _, PgPhase.CopyIn _, PgPhase.Leaving _, PgPhase.Closed _ -> {
                        // The client is not going to send any; it has said so, or its end will tell the server.
                    }
                    case PgPhase.Negotiating _, PgPhase.Authenticating _, PgPhase.Dialling _ ->
                        throw ServerSide.outOfPlace(ServerMessage.COPY_IN_RESPONSE);
                }
            }
        }
        return Verdict.PASS;
    }

    /// Shape: `H length:int32 format:int8 columns:int16 (format:int16)*`, format 0 = lines of text.
    Verdict out(@Nullable Reply head, @Nullable Running running, ByteBuf frame, int start, int lengthBytes) {
        if (head == null || running == null || running.isCopying()) {
            throw ServerSide.outOfPlace(ServerMessage.COPY_OUT_RESPONSE);
        }
        if (running.refusal() != null) {
            return Verdict.DROP;
        }
        int body = start + PgFrameDecoder.HEADER_BYTES;
        boolean binary = lengthBytes > PgFrameDecoder.HEADER_BYTES && frame.getByte(body) != 0;
        running.copying(binary);
        if (!running.watch().wantsColumns()) {
            return Verdict.PASS;
        }
        if (lengthBytes < PgFrameDecoder.HEADER_BYTES + 3) {
            throw new ProtocolViolation("malformed CopyOutResponse");
        }
        plan(running, frame.getUnsignedShort(body + 1), binary);
        Refusal refusal = running.refusal();
        if (refusal == null) {
            return Verdict.PASS;
        }
        rows.withheld(running, refusal);
        return Verdict.DROP;
    }

    private void plan(Running running, int columns, boolean binary) {
        switch (running.watch().copied(columns, binary)) {
            case CopyPlan.PassThrough _ -> running.planned(null);
            case CopyPlan.Edit(CopyLayout layout, var edits) -> {
                if (edits.size() != columns || binary != (layout.form() == CopyLayout.Form.BINARY)) {
                    throw new IllegalStateException("a plan for another copy than the one of " + columns + " columns");
                }
                if (CopyLineEditor.reads(layout)) {
                    running.planned(editor(layout, edits));
                } else {
                    running.refuse(UNREADABLE_LAYOUT);
                }
            }
            case CopyPlan.Refuse(Refusal refusal) -> running.refuse(refusal);
        }
    }

    private RowEditor editor(CopyLayout layout, List<@Nullable CellEdit> edits) {
        int limit = pg.context.limits().frameBytes();
        return switch (layout.form()) {
            case BINARY -> new CopyBinaryEditor(edits, pg.alloc(), limit);
            case TEXT, CSV -> new CopyLineEditor(layout, edits, pg.variables.charset(), pg.alloc(), limit);
        };
    }

    /// One row of a copy that is counted, or rewritten. The end of one in the binary format is no row: its columns
    /// are -1 in number.
    Verdict data(@Nullable Running running, ByteBuf frame, int start, int lengthBytes) {
        RowTally tally = running == null ? null : running.tally();
        RowEditor editor = running == null ? null : running.editor();
        if (running == null || !running.isCopying() || tally == null && editor == null) {
            throw ServerSide.outOfPlace(ServerMessage.COPY_DATA);
        }
        boolean trailer = running.isBinaryCopy()
                && lengthBytes == TRAILER_BYTES
                && frame.getShort(start + PgFrameDecoder.HEADER_BYTES) == -1;
        if (tally != null && !trailer && !tally.admits(lengthBytes)) {
            return rows.surplus(running, tally);
        }
        return editor == null ? Verdict.PASS : rows.edited(editor, frame, start, lengthBytes);
    }

    private static ProtocolViolation clientOutOfPlace() {
        return new ProtocolViolation("unexpected message during COPY from stdin");
    }
}
