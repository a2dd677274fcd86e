package dev.gatehouse.wire.pg;

import java.util.Map;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Leg;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Relay;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.SessionContext;
import dev.gatehouse.wire.Standing;

/// One PostgreSQL session from its first statement on: both legs, one event loop.
///
/// What the client says goes to [ClientSide], what the server says to [ServerSide]; they share what stands here:
/// the phase, the replies that are awaited, the names, and the ways to write. Threads: the session's event loop
/// only.
final class PgSession {
    private static final Logger LOG = Logger.getLogger(PgSession.class);

    /// The status byte of `ReadyForQuery` outside of a transaction block.
    static final byte IDLE = 'I';

    /// The same within a block that has not failed.
    static final byte IN_BLOCK = 'T';

    /// More than a server can hold back (it sends at the latest when its buffer of 8 KiB is full, and no answer has
    /// less than five bytes), so that waiting for answers always ends.
    private static final int MOST_AWAITED = 16_384;

    final SessionContext context;
    final Session session;
    final ServerVariables variables;
    final PreparedStatements prepared;
    final ReplyQueue replies = new ReplyQueue();
    final ReadingGuard reading = new ReadingGuard();
    final Relay relay;
    final ServerRows rows = new ServerRows(this);
    final Forwarding forwarding;
    final Judgement judgement;
    final SessionEnding ending;
    final Stopping stopping;
    private final PgFrameDecoder fromClient;
    private final PgFrameDecoder fromServer;
    private PgPhase phase = PgPhase.READY;
    private byte transactionStatus = IDLE;
    private boolean pipelineOpen;
    private boolean failed;
    private long countedBytes;
    private long lastReadNanos = System.nanoTime();

    /// `onClosed` gets the reason, once.
    ///
    /// @param serverCancel asks the server to cancel what the session does there, and tells once what became of it
    PgSession(
            SessionContext context,
            Session session,
            Relay relay,
            ServerVariables variables,
            Consumer<Consumer<PgServerCancel.Fate>> serverCancel,
            Consumer<String> onClosed) {
        this.context = context;
        this.session = session;
        this.relay = relay;
        this.variables = variables;
        prepared = new PreparedStatements(context.limits());
        stopping = new Stopping(this, serverCancel);
        RefusalInPlace refusals = new RefusalInPlace(this);
        forwarding = new Forwarding(this, refusals);
        judgement = new Judgement(this, refusals, forwarding);
        int limit = context.limits().frameBytes();
        fromClient = new PgFrameDecoder(
                new ClientSide(this, refusals, judgement), PgSideDoors.CLIENT_READY.table(), alloc(), limit);
        fromServer = new PgFrameDecoder(new ServerSide(this), PgSideDoors.SERVER_IDLE.table(), alloc(), limit);
        ending = new SessionEnding(this, fromClient, fromServer, serverCancel, onClosed);
    }

    ByteBufAllocator alloc() {
        return relay.client().channel().alloc();
    }

    // ---- where the session stands

    PgPhase phase() {
        return phase;
    }

    void become(PgPhase next) {
        phase = next;
        switch (next) {
            case PgPhase.Ready _ -> fromClient.table(PgSideDoors.CLIENT_READY.table());
            case PgPhase.SkippingToSync _ -> fromClient.table(PgSideDoors.CLIENT_SKIPPING_TO_SYNC.table());
            case PgPhase.CopyIn _ -> fromClient.table(PgSideDoors.CLIENT_COPY_IN.table());
            case PgPhase.Leaving _ -> fromClient.table(PgSideDoors.CLIENT_LEAVING.table());
            case PgPhase.Settling _, PgPhase.Judging _, PgPhase.Probing _, PgPhase.Describing _, PgPhase.Closed _ -> {
                // The decoder holds, or is closed.
            }
            case PgPhase.Negotiating _, PgPhase.Authenticating _, PgPhase.Dialling _ ->
                throw new IllegalStateException("login again");
        }
    }

    boolean isClosed() {
        return phase instanceof PgPhase.Closed;
    }

    /// Nothing is under way that an answer of ours could overtake, or that the server would have to undo.
    boolean isQuiet() {
        return replies.isEmpty() && !pipelineOpen && transactionStatus == IDLE;
    }

    /// Something is awaited, or judged.
    boolean isBusy() {
        return !replies.isEmpty() || fromClient.isHolding();
    }

    boolean isPipelineOpen() {
        return pipelineOpen;
    }

    boolean isInTransaction() {
        return pipelineOpen || transactionStatus != IDLE;
    }

    /// What the server last reported of the settings by which it reads a text that comes now.
    Map<String, String> settings() {
        return reading.isSettled() ? variables.snapshot() : variables.pathless();
    }

    byte transactionStatus() {
        return transactionStatus;
    }

    /// Whether messages went to the server that no `Sync` has closed yet.
    void pipelineOpen(boolean open) {
        pipelineOpen = open;
    }

    /// The reply `number` has ended; this runs before the client gets `ReadyForQuery`, so nothing is written here.
    void onReadyForQuery(byte status, long number) {
        transactionStatus = status;
        stands(status);
        reading.onReadyForQuery(number);
        if (phase instanceof PgPhase.Settling) {
            relay.client().channel().eventLoop().execute(this::retryClient);
        }
        ending.onReadyForQuery();
    }

    /// An error has come: what the server does up to its next `ReadyForQuery` is undone, or in vain.
    void onError() {
        failed = true;
    }

    /// The server has told its status.
    void stands(byte status) {
        Standing.Where where =
                switch (status) {
                    case IDLE -> Standing.Where.OUTSIDE;
                    case IN_BLOCK -> Standing.Where.INSIDE;
                    default -> Standing.Where.FAILED;
                };
        context.gates().statements().stands(session, new Standing(where, failed));
        failed = false;
    }

    /// A statement with this text goes to the server as the next that is awaited.
    void onForward(String sql) {
        reading.onForward(sql, replies.nextNumber());
        prepared.onForward(sql);
    }

    void awaits(Reply reply) {
        replies.push(reply);
        settleRows();
    }

    /// Has the server's rows treated as the statement wants that is answered now.
    void settleRows() {
        Reply head = replies.head();
        stopping.settle(head);
        fromServer.table(PgSideDoors.answering(head).table());
    }

    /// Bytes that reached the client since the last call: what the statement that ends now has cost.
    long takeBytes() {
        long all = relay.client().writtenBytes() + fromServer.openSpanBytes();
        long bytes = all - countedBytes;
        countedBytes = all;
        return bytes;
    }

    // ---- ways to write

    void toClient(ByteBuf message) {
        fromServer.emit();
        relay.client().write(message);
    }

    /// The server's message that is looked at, and passes, has been made shorter where it lies.
    void serverMessageShortened(int lessBytes) {
        fromServer.shortened(lessBytes);
    }

    /// Takes `message`. Errors: `ProtocolViolation` if the client is in the middle of a message, which the server
    /// would take ours for a part of, and its last bytes for a message that nobody has seen.
    void toServer(ByteBuf message) {
        if (fromClient.isMidMessage()) {
            message.release();
            throw new ProtocolViolation("unexpected message while a statement was under way");
        }
        fromClient.emit();
        relay.server().write(message);
    }

    void sendError(Refusal refusal) {
        toClient(PgErrors.response(alloc(), refusal, PgErrors.Severity.ERROR, variables.charset()));
    }

    // ---- what happens to the legs

    void onClientRead(ByteBuf in) {
        lastReadNanos = relay.time().begin();
        try {
            fromClient.feed(in);
            boundBacklog();
        } catch (ProtocolViolation violation) {
            ending.end(violation.refusal());
        }
    }

    void onServerRead(ByteBuf in) {
        lastReadNanos = relay.time().begin();
        try {
            fromServer.feed(in);
            boundBacklog();
        } catch (ProtocolViolation violation) {
            LOG.warnf("server broke the protocol session=%s reason=%s", session.id(), violation.getMessage());
            ending.end(violation.refusal());
        }
    }

    /// Looks again at the message that waits, if one does.
    void retryClient() {
        if (phase instanceof PgPhase.Settling) {
            become(PgPhase.READY);
            resume(null);
        }
    }

    /// Lets go of the statement that is held, and takes what came behind it.
    void resumeClient(FrameReceiver.Verdict verdict) {
        resume(verdict);
    }

    private void resume(FrameReceiver.@Nullable Verdict verdict) {
        try {
            if (verdict == null) {
                fromClient.lookAgain();
            } else {
                fromClient.resume(verdict);
            }
            boundBacklog();
        } catch (ProtocolViolation violation) {
            ending.end(violation.refusal());
        }
        relay.flush();
    }

    long lastReadNanos() {
        return lastReadNanos;
    }

    /// What the client sends ahead, of a held statement or of the server's answers, is bounded: over the bound its
    /// leg stops reading.
    private void boundBacklog() {
        boolean pending = fromClient.isHolding()
                && fromClient.backlogBytes() > context.limits().pendingBytes();
        if (pending || replies.size() > MOST_AWAITED) {
            relay.client().pause(Leg.Pause.JUDGING);
        } else {
            relay.client().resume(Leg.Pause.JUDGING);
        }
    }
}
