package dev.gatehouse.wire.pg;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.netty.buffer.ByteBuf;
import org.jboss.logging.Logger;

import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Parameters;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ResultWatch;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.StatementRequest;
import dev.gatehouse.wire.StatementRequest.Stage;
import dev.gatehouse.wire.pg.PgFrameDecoder.Verdict;
import dev.gatehouse.wire.pg.Reply.Step;

/// What the client says once its session is open: statements go through the gate, the rest is followed and passes.
///
/// A statement whose ruling is there at once goes on in the span it came in; otherwise the decoder holds it, and
/// all behind it, until the ruling has come back to the session's loop.
final class ClientSide implements PgFrameDecoder.Receiver {
    private static final Logger LOG = Logger.getLogger(ClientSide.class);

    private final PgSession pg;
    private final RefusalInPlace refusals;

    ClientSide(PgSession pg) {
        this.pg = pg;
        this.refusals = new RefusalInPlace(pg);
    }

    @Override
    public void pass(ByteBuf span) {
        pg.relay.server().write(span);
    }

    @Override
    public Verdict look(byte kind, ByteBuf frame, int start, int lengthBytes) {
        int body = start + PgFrameDecoder.HEADER_BYTES;
        int end = start + lengthBytes;
        return switch (kind) {
            case ClientMessage.QUERY -> query(frame, body, end);
            case ClientMessage.PARSE -> parse(frame, body, end);
            case ClientMessage.BIND -> bind(frame, body, end);
            case ClientMessage.EXECUTE -> execute(frame, body, end);
            case ClientMessage.DESCRIBE -> extended(Reply.DESCRIBE);
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
                : judge(
                        new HeldStatement(Step.QUERY, "", sql.get(), sql.get(), frame, nul, end, Running.NO_LIMIT),
                        Stage.SIMPLE,
                        Parameters.NONE,
                        pg.variables.snapshot());
    }

    /// Shape: `P length:int32 name\0 sql\0 types:int16 (type:int32)*`.
    private Verdict parse(ByteBuf frame, int body, int end) {
        int nameEnd = PgText.end(frame, body, end);
        String name = PgText.name(frame, body, nameEnd);
        if (!PgText.isAscii(name)) {
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
        if (!pg.prepared.statements.hasRoomFor(name, 2L * sql.length())) {
            return refusals.refuse(
                    Step.PARSE,
                    name,
                    new Refusal.Overloaded("Too many prepared statements in this session. Close some of them."));
        }
        return judge(
                new HeldStatement(Step.PARSE, name, sql, sql, frame, nul, end, Running.NO_LIMIT),
                Stage.PREPARE,
                Parameters.NONE,
                pg.variables.snapshot());
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
        return judge(
                new HeldStatement(
                        Step.EXECUTE,
                        name,
                        portal.statement().sql(),
                        portal.statement().sent(),
                        frame,
                        nul,
                        end,
                        rowLimit),
                Stage.EXECUTE,
                portal,
                portal.statement().variables());
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

    // ---- the gate

    /// `variables` are those by which the server reads the text, or has read it.
    private Verdict judge(HeldStatement statement, Stage stage, Parameters parameters, Map<String, String> variables) {
        if (stage != Stage.EXECUTE && !pg.reading.mayJudge(statement.sql())) {
            return settle(statement);
        }
        CompletableFuture<Ruling> ruling =
                ask(new StatementRequest(statement.sql(), stage, parameters, pg.isInTransaction(), variables));
        if (ruling.isDone()) {
            return obey(statement, outcome(ruling));
        }
        PgPhase.Judging judging = new PgPhase.Judging(statement);
        pg.become(judging);
        ruling.whenComplete(
                (_, _) -> pg.relay.client().channel().eventLoop().execute(() -> onRuling(judging, outcome(ruling))));
        return Verdict.HOLD;
    }

    /// The settings that the text is read by may just be changing.
    private Verdict settle(HeldStatement statement) {
        if (pg.isPipelineOpen()) {
            return refusals.refuse(statement.step(), statement.name(), RefusalInPlace.UNSETTLED);
        }
        pg.become(PgPhase.SETTLING);
        return Verdict.HOLD;
    }

    private CompletableFuture<Ruling> ask(StatementRequest request) {
        try {
            CompletionStage<Ruling> ruling = pg.context.gates().statements().rule(pg.session, request);
            return ruling.toCompletableFuture();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /// A gate that fails has not permitted.
    private Ruling outcome(CompletableFuture<Ruling> ruling) {
        return ruling.handle((answer, failure) -> {
                    if (failure == null && answer != null) {
                        return answer;
                    }
                    LOG.errorf(failure, "statement gate failed session=%s", pg.session.id());
                    return new Ruling.Refuse(
                            new Refusal.Internal("The gateway could not judge this statement. Its log says why.", ""));
                })
                .join();
    }

    private void onRuling(PgPhase.Judging judging, Ruling ruling) {
        if (pg.phase() != judging) {
            withdraw(ruling);
            return;
        }
        pg.become(PgPhase.READY);
        Verdict verdict;
        try {
            verdict = obey(judging.statement(), ruling);
        } catch (ProtocolViolation violation) {
            pg.end(violation.refusal());
            return;
        }
        if (verdict == Verdict.HOLD) {
            pg.relay.flush();
        } else {
            pg.resumeClient(verdict);
        }
    }

    /// Cancelled, or overtaken by an error or by the end, while it was judged: nothing was forwarded.
    private static void withdraw(Ruling ruling) {
        switch (ruling) {
            case Ruling.Forward(ResultWatch watch) -> withdraw(watch, Outcome.Result.CANCELLED);
            case Ruling.ForwardAs(String _, ResultWatch watch) -> withdraw(watch, Outcome.Result.CANCELLED);
            case Ruling.Refuse _ -> {
                // Nobody waits for it any more.
            }
        }
    }

    private static void withdraw(ResultWatch watch, Outcome.Result result) {
        watch.finished(new Outcome(result, 0, 0, 0, 0, ""));
    }

    private Verdict obey(HeldStatement statement, Ruling ruling) {
        if (pg.isClosed()) {
            withdraw(ruling);
            return Verdict.DROP;
        }
        return switch (ruling) {
            case Ruling.Refuse(Refusal refusal) -> refusals.refuse(statement.step(), statement.name(), refusal);
            case Ruling.Forward(ResultWatch watch) -> forward(statement, statement.sql(), watch);
            case Ruling.ForwardAs(String sql, ResultWatch watch) -> forward(statement, sql, watch);
        };
    }

    private Verdict forward(HeldStatement statement, String sql, ResultWatch watch) {
        if (statement.step() == Step.EXECUTE) {
            return forwardExecute(statement, sql, watch);
        }
        boolean asItCame = sql.equals(statement.sql());
        if (!asItCame && !pg.variables.canEncode(sql)) {
            withdraw(watch, Outcome.Result.REFUSED);
            return refusals.refuse(statement.step(), statement.name(), RefusalInPlace.UNREADABLE_TEXT);
        }
        Running running = new Running(watch, Running.NO_LIMIT);
        if (statement.step() == Step.QUERY) {
            if (!asItCame) {
                pg.toServer(PgMessages.query(pg.alloc(), sql, pg.variables.charset()));
            }
            pg.pipelineOpen(false);
            pg.onForward(sql);
            pg.awaits(new Reply.FromServer(Step.QUERY, running, null));
        } else {
            if (!asItCame) {
                int types = statement.bodyEnd() + 1;
                pg.toServer(PgMessages.parse(
                        pg.alloc(),
                        statement.name(),
                        sql,
                        pg.variables.charset(),
                        statement.frame(),
                        types,
                        statement.frameEnd() - types));
            }
            pg.pipelineOpen(true);
            NameTable.Change change = pg.prepared.statements.put(
                    statement.name(),
                    new PreparedStatements.Prepared(
                            statement.sql(), sql, pg.variables.snapshot(), pg.replies.nextNumber()));
            pg.awaits(new Reply.FromServer(Step.PARSE, running, change));
        }
        return asItCame ? Verdict.PASS : Verdict.DROP;
    }

    private Verdict forwardExecute(HeldStatement statement, String sql, ResultWatch watch) {
        if (!sql.equals(statement.sent())) {
            withdraw(watch, Outcome.Result.REFUSED);
            return refusals.refuse(Step.EXECUTE, statement.name(), RefusalInPlace.PREPARE_ANEW);
        }
        pg.pipelineOpen(true);
        pg.onForward(sql);
        if (watch.wantsColumns()) {
            pg.toServer(PgMessages.describePortalAndFlush(pg.alloc(), statement.name()));
            pg.awaits(Reply.PROBE);
            pg.become(new PgPhase.Probing(statement, watch));
            return Verdict.HOLD;
        }
        pg.awaits(new Reply.FromServer(Step.EXECUTE, new Running(watch, statement.rowLimit()), null));
        return Verdict.PASS;
    }

    // ---- what is followed

    /// Shape: `B length:int32 portal\0 statement\0 formats:int16 (format:int16)* values:int16 (length:int32 bytes)*
    /// resultFormats:int16 (format:int16)*`.
    private Verdict bind(ByteBuf frame, int body, int end) {
        int portalEnd = PgText.end(frame, body, end);
        int statementEnd = PgText.end(frame, portalEnd + 1, end);
        String portal = PgText.name(frame, body, portalEnd);
        if (!PgText.isAscii(portal)) {
            return refusals.refuse(Step.BIND, portal, RefusalInPlace.UNREADABLE_NAME);
        }
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
            change = pg.prepared.portals.put(
                    portal,
                    new PreparedStatements.Portal(prepared, values.count(), values.bytes(), pg.replies.nextNumber()));
        }
        return extended(new Reply.FromServer(Step.BIND, null, change));
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

    // ---- while held

    /// The server has answered the probe: `refusal` if the columns may not be shown.
    void probed(PgPhase.Probing probing, Running running) {
        pg.become(PgPhase.READY);
        Refusal refusal = running.refusal();
        Verdict verdict;
        if (refusal == null) {
            pg.awaits(new Reply.FromServer(Step.EXECUTE, running, null));
            verdict = Verdict.PASS;
        } else {
            running.finish(Outcome.Result.REFUSED, 0);
            verdict = refusals.refuse(Step.EXECUTE, probing.statement().name(), refusal);
        }
        pg.resumeClient(verdict);
    }

    /// The server passes over everything up to the next `Sync`: so does the client's side, from what is held on.
    void skipToSync() {
        boolean holding = abandonHeld(Outcome.Result.CANCELLED);
        if (!(pg.phase() instanceof PgPhase.Leaving)) {
            pg.become(PgPhase.SKIPPING_TO_SYNC);
        }
        if (holding) {
            pg.resumeClient(Verdict.DROP);
        }
    }

    /// Refuses a statement that is being judged.
    void cancelHeld() {
        if (pg.phase() instanceof PgPhase.Judging(HeldStatement statement)) {
            pg.become(PgPhase.READY);
            pg.resumeClient(refusals.refuse(statement.step(), statement.name(), RefusalInPlace.CANCELLED));
        }
    }

    /// Forgets a statement that is held; its ruling, if it still comes, finds nobody. Returns whether there was
    /// one.
    boolean abandonHeld(Outcome.Result result) {
        return switch (pg.phase()) {
            case PgPhase.Settling _, PgPhase.Judging _ -> true;
            case PgPhase.Probing(HeldStatement _, ResultWatch watch) -> {
                withdraw(watch, result);
                yield true;
            }
            case PgPhase.Negotiating _,
                    PgPhase.Authenticating _,
                    PgPhase.Dialling _,
                    PgPhase.Ready _,
                    PgPhase.SkippingToSync _,
                    PgPhase.CopyIn _,
                    PgPhase.Leaving _,
                    PgPhase.Closed _ -> false;
        };
    }
}
