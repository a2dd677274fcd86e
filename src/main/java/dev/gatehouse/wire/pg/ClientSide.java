package dev.gatehouse.wire.pg;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.Parameters;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.RowTally;
import dev.gatehouse.wire.StatementRequest.Stage;
import dev.gatehouse.wire.pg.FrameReceiver.Verdict;
import dev.gatehouse.wire.pg.Reply.Step;

/// What the client says once its session is open: statements go to [Judgement], the rest is followed and passes.
final class ClientSide implements FrameReceiver {
    private final PgSession pg;
    private final RefusalInPlace refusals;
    private final Judgement judgement;

    ClientSide(PgSession pg, RefusalInPlace refusals, Judgement judgement) {
        this.pg = pg;
        this.refusals = refusals;
        this.judgement = judgement;
    }

    @Override
    public void pass(ByteBuf span) {
        pg.relay.server().write(span);
    }

    @Override
    public Verdict look(byte kind, ByteBuf frame, int start, int lengthBytes) {
        if (pg.stopping.mustWait(kind)) {
            pg.stopping.onWaiting();
            pg.become(PgPhase.SETTLING);
            return Verdict.HOLD;
        }
        int body = start + PgFrameDecoder.HEADER_BYTES;
        int end = start + lengthBytes;
        return switch (kind) {
            case ClientMessage.QUERY -> query(frame, body, end);
            case ClientMessage.PARSE -> parse(frame, body, end);
            case ClientMessage.BIND -> bind(frame, body, end);
            case ClientMessage.EXECUTE -> execute(frame, body, end);
            case ClientMessage.DESCRIBE -> extended(describe(frame, body, end));
            case ClientMessage.CLOSE -> close(frame, body, end);
            case ClientMessage.FLUSH -> Verdict.PASS;
            case ClientMessage.SYNC -> sync();
            case ClientMessage.COPY_DONE, ClientMessage.COPY_FAIL -> copyEnd();
            case ClientMessage.FUNCTION_CALL ->
                refusals.refuse(
                        Step.QUERY,
                        "",
                        new Refusal.UnsupportedCommand("Function calls by protocol message are not carried by this"
                                + " gateway. Call the function in a SELECT."));
            case ClientMessage.TERMINATE -> {
                pg.become(PgPhase.LEAVING);
                yield Verdict.PASS;
            }
            default -> throw new ProtocolViolation("message type '" + (char) kind + "' has no place here");
        };
    }

    // ---- statements

    /// Shape: `Q length:int32 sql\0`.
    private Verdict query(ByteBuf frame, int body, int end) {
        int nul = sqlEnd(frame, body, end);
        if (nul != end - 1) {
            throw new ProtocolViolation("invalid message format");
        }
        Optional<String> sql = pg.variables.decode(frame, body, nul);
        return sql.isEmpty()
                ? refusals.refuse(Step.QUERY, "", RefusalInPlace.UNREADABLE_TEXT)
                : judgement.judge(
                        new HeldStatement(Step.QUERY, "", sql.get(), frame, start(body), nul, end),
                        Stage.SIMPLE,
                        Parameters.NONE,
                        pg.settings());
    }

    /// Shape: `P length:int32 name\0 sql\0 types:int16 (type:int32)*`.
    private Verdict parse(ByteBuf frame, int body, int end) {
        int nameEnd = PgText.end(frame, body, end);
        String name = PgText.name(frame, body, nameEnd);
        if (!PgText.isAscii(name) || name.startsWith(ReadOnlyTransaction.RESERVED)) {
            return refusals.refuse(Step.PARSE, name, RefusalInPlace.UNREADABLE_NAME);
        }
        int nul = sqlEnd(frame, nameEnd + 1, end);
        if (end - nul - 1 < 2 || end - nul - 3 != 4 * frame.getUnsignedShort(nul + 1)) {
            throw new ProtocolViolation("invalid message format");
        }
        Optional<String> text = pg.variables.decode(frame, nameEnd + 1, nul);
        if (text.isEmpty()) {
            return refusals.refuse(Step.PARSE, name, RefusalInPlace.UNREADABLE_TEXT);
        }
        String sql = text.get();
        pg.prepared.given.add(name);
        if (!pg.prepared.statements.hasRoomFor(name, 2L * sql.length())) {
            return refusals.refuse(
                    Step.PARSE,
                    name,
                    new Refusal.Overloaded("Too many prepared statements in this session. Close some of them."));
        }
        return judgement.judge(
                new HeldStatement(Step.PARSE, name, sql, frame, start(body), nul, end),
                Stage.PREPARE,
                Parameters.NONE,
                pg.settings());
    }

    /// Shape: `E length:int32 portal\0 rows:int32`.
    private Verdict execute(ByteBuf frame, int body, int end) {
        int nul = PgText.end(frame, body, end);
        if (end - nul - 1 != 4) {
            throw new ProtocolViolation("invalid message format");
        }
        String name = PgText.name(frame, body, nul);
        PreparedStatements.Portal portal = pg.prepared.portals.get(name);
        if (portal == null) {
            return refusals.refuse(Step.EXECUTE, name, RefusalInPlace.UNKNOWN_PORTAL);
        }
        int rowLimit = Math.max(0, frame.getInt(nul + 1));
        return judgement.judge(
                new HeldStatement(
                        Step.EXECUTE,
                        name,
                        portal.statement().sql(),
                        portal.statement().sent(),
                        frame,
                        start(body),
                        nul,
                        end,
                        rowLimit,
                        portal),
                Stage.EXECUTE,
                portal,
                settings(portal));
    }

    private static int start(int body) {
        return body - PgFrameDecoder.HEADER_BYTES;
    }

    /// The server looks names up anew at each Bind, by the path that it has then; if that has changed since, it is
    /// not told.
    private Map<String, String> settings(PreparedStatements.Portal portal) {
        Map<String, String> now = pg.settings();
        boolean same = Objects.equals(portal.path(), now.get(ServerVariables.PATH));
        return ServerVariables.along(
                same ? now : pg.variables.pathless(), portal.statement().variables());
    }

    private int sqlEnd(ByteBuf frame, int start, int end) {
        int nul = PgText.end(frame, start, end);
        int longest = pg.context.limits().sqlBytes();
        if (nul - start > longest) {
            throw new ProtocolViolation(new Refusal.TooLarge("A statement of " + (nul - start)
                    + " bytes is over the limit of " + longest + " bytes. Send large data as parameters or by COPY."));
        }
        return nul;
    }

    // ---- what is followed

    /// Shape: `B length:int32 portal\0 statement\0 formats:int16 (format:int16)* values:int16 (length:int32 bytes)*
    /// resultFormats:int16 (format:int16)*`.
    private Verdict bind(ByteBuf frame, int body, int end) {
        int portalEnd = PgText.end(frame, body, end);
        int statementEnd = PgText.end(frame, portalEnd + 1, end);
        String portal = PgText.name(frame, body, portalEnd);
        if (!PgText.isAscii(portal) || portal.startsWith(ReadOnlyTransaction.RESERVED)) {
            return refusals.refuse(Step.BIND, portal, RefusalInPlace.UNREADABLE_NAME);
        }
        pg.prepared.given.add(portal);
        PreparedStatements.Prepared prepared =
                pg.prepared.statements.get(PgText.name(frame, portalEnd + 1, statementEnd));
        NameTable.Change change;
        if (prepared == null) {
            change = pg.prepared.portals.remove(portal);
        } else {
            BoundValues values = BoundValues.read(frame, statementEnd + 1, end);
            if (!pg.prepared.portals.hasRoomFor(portal, values.bytes().length)) {
                return refusals.refuse(
                        Step.BIND,
                        portal,
                        new Refusal.Overloaded("Too many open portals, or too much bound to them, in this session."));
            }
            if (prepared.readOnly()) {
                pg.forwarding.readOnly.ensure(true);
            }
            change = pg.prepared.portals.put(
                    portal,
                    new PreparedStatements.Portal(
                            prepared,
                            values.count(),
                            values.bytes(),
                            values.formats(),
                            pg.settings().get(ServerVariables.PATH),
                            new RowTally.Shown(),
                            pg.replies.nextNumber()));
        }
        return extended(new Reply.FromServer(Step.BIND, null, change));
    }

    /// Shape: `D length:int32 what:int8 name\0`, what = `S` statement or `P` portal. What is wrong with it, or not
    /// known here, is the server's to say.
    private Reply describe(ByteBuf frame, int body, int end) {
        int nul = PgText.end(frame, body + 1, end);
        String name = PgText.name(frame, body + 1, nul);
        Description description =
                switch (frame.getByte(body)) {
                    case 'S' -> Description.ofStatement(pg.prepared.statements.get(name));
                    case 'P' -> Description.ofPortal(pg.prepared.portals.get(name));
                    default -> throw new ProtocolViolation("invalid DESCRIBE message subtype");
                };
        if (description == null || !description.isWanted()) {
            return Reply.DESCRIBE;
        }
        description.asked(pg.settings().get(ServerVariables.PATH));
        return new Reply.FromServer(Step.DESCRIBE, null, null, description);
    }

    /// Shape: `C length:int32 what:int8 name\0`, what = `S` statement or `P` portal.
    private Verdict close(ByteBuf frame, int body, int end) {
        int nul = PgText.end(frame, body + 1, end);
        String name = PgText.name(frame, body + 1, nul);
        NameTable.Change change =
                switch (frame.getByte(body)) {
                    case 'S' -> pg.prepared.statements.remove(name);
                    case 'P' -> pg.prepared.portals.remove(name);
                    default -> throw new ProtocolViolation("invalid CLOSE message subtype");
                };
        return extended(new Reply.FromServer(Step.CLOSE, null, change));
    }

    private Verdict extended(Reply reply) {
        pg.pipelineOpen(true);
        pg.awaits(reply);
        return Verdict.PASS;
    }

    private Verdict sync() {
        if (pg.phase() instanceof PgPhase.CopyIn) {
            return Verdict.PASS;
        }
        pg.become(PgPhase.READY);
        pg.pipelineOpen(false);
        pg.forwarding.readOnly.mayEnd();
        pg.awaits(Reply.SYNC);
        return Verdict.PASS;
    }

    private Verdict copyEnd() {
        if (pg.phase() instanceof PgPhase.CopyIn) {
            pg.become(PgPhase.READY);
        } else {
            pg.awaits(Reply.COPY_END);
        }
        return Verdict.PASS;
    }
}
