package dev.gatehouse.wire.pg;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.pg.PgFrameDecoder.Verdict;

/// The start of a `COPY`, either way, as the server announces it ("COPY Operations").
///
/// `running` is the statement that is answered; without one the message has no place.
final class ServerCopy {
    private final PgSession pg;

    ServerCopy(PgSession pg) {
        this.pg = pg;
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
                    case PgPhase.Settling _, PgPhase.Judging _, PgPhase.Probing _ -> throw clientOutOfPlace();
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

    /// Shape: `H length:int32 format:int8 columns:int16 (format:int16)*`, format 0 = lines of text. Copy data has
    /// no columns that could be rewritten: where columns matter, it is refused.
    Verdict out(@Nullable Running running, ByteBuf frame, int start, int lengthBytes) {
        if (running == null) {
            throw ServerSide.outOfPlace(ServerMessage.COPY_OUT_RESPONSE);
        }
        if (running.refusal() != null) {
            return Verdict.DROP;
        }
        if (running.watch().wantsColumns()) {
            throw new ProtocolViolation(new Refusal.UnsupportedStatement(
                    "COPY cannot carry the columns of this statement as your policy wants them. Use SELECT.", ""));
        }
        running.copy(
                lengthBytes > PgFrameDecoder.HEADER_BYTES && frame.getByte(start + PgFrameDecoder.HEADER_BYTES) != 0);
        return Verdict.PASS;
    }

    private static ProtocolViolation clientOutOfPlace() {
        return new ProtocolViolation("unexpected message during COPY from stdin");
    }
}
