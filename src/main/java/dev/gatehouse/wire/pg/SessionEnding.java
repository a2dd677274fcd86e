package dev.gatehouse.wire.pg;

import java.io.IOException;
import java.util.function.Consumer;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;

/// The ends of a session, and of a statement before its time: gone peers, failures, drains and cancels.
///
/// Threads: the session's event loop only.
final class SessionEnding {
    private static final Logger LOG = Logger.getLogger(SessionEnding.class);

    private final PgSession pg;
    private final PgFrameDecoder fromClient;
    private final PgFrameDecoder fromServer;
    private final Consumer<Consumer<PgServerCancel.Fate>> serverCancel;
    private final Consumer<String> onClosed;
    private @Nullable Refusal draining;
    private boolean serverSaidFatal;

    /// `onClosed` gets the reason, once.
    SessionEnding(
            PgSession pg,
            PgFrameDecoder fromClient,
            PgFrameDecoder fromServer,
            Consumer<Consumer<PgServerCancel.Fate>> serverCancel,
            Consumer<String> onClosed) {
        this.pg = pg;
        this.fromClient = fromClient;
        this.fromServer = fromServer;
        this.serverCancel = serverCancel;
        this.onClosed = onClosed;
    }

    /// A failure of ours, or of a connection.
    void onFailure(PgEnd.Side side, Throwable cause) {
        if (cause instanceof IOException) {
            LOG.debugf("connection failed session=%s reason=%s", pg.session.id(), cause.getMessage());
            switch (side) {
                case CLIENT -> onClientGone();
                case SERVER -> onServerGone();
            }
        } else {
            LOG.errorf(cause, "session failed session=%s", pg.session.id());
            end(new Refusal.Internal("The gateway failed. Its log says why.", ""));
        }
    }

    void onClientGone() {
        close(Outcome.Result.CLIENT_GONE, "client gone");
    }

    void onServerGone() {
        if (pg.phase() instanceof PgPhase.Leaving) {
            close(Outcome.Result.SERVER_GONE, "client said goodbye");
        } else if (serverSaidFatal) {
            close(Outcome.Result.SERVER_GONE, "server ended it");
        } else if (!pg.isClosed()) {
            sendFatal(new Refusal.TargetDown("The database server closed the connection. Connect again."));
            close(Outcome.Result.SERVER_GONE, "server gone");
        }
    }

    /// The server has told the client itself why the session ends.
    void onServerFatal() {
        serverSaidFatal = true;
    }

    /// Ends the session now, with the error for `refusal` if the client is not in the middle of a message.
    void end(Refusal refusal) {
        if (!pg.isClosed()) {
            sendFatal(refusal);
            cancelAtServer();
            close(Outcome.Result.CANCELLED, refusal.message());
        }
    }

    /// Ends the session once nothing is awaited.
    void drain(Refusal refusal) {
        if (pg.replies.isEmpty()) {
            end(refusal);
        } else {
            draining = refusal;
        }
    }

    /// An answer has ended; a drained session ends with its last.
    void onReadyForQuery() {
        if (draining != null && pg.replies.isEmpty()) {
            Refusal why = draining;
            pg.relay.client().channel().eventLoop().execute(() -> end(why));
        }
    }

    /// As a cancel request with the right key does: what is judged is refused, what runs is cancelled at the
    /// server.
    void cancel() {
        if (pg.isClosed()) {
            return;
        }
        Reply head = pg.replies.head();
        Running running = head == null ? null : head.statement();
        if (running != null) {
            running.cancelled();
        }
        cancelAtServer();
        pg.judgement.cancelHeld();
    }

    void cancelAtServer() {
        if (!pg.replies.isEmpty()) {
            serverCancel.accept(_ -> {});
        }
    }

    private void sendFatal(Refusal refusal) {
        if (!fromServer.isMidMessage()) {
            pg.toClient(PgErrors.fatal(pg.alloc(), refusal, pg.variables.charset()));
        }
    }

    private void close(Outcome.Result result, String why) {
        if (pg.isClosed()) {
            return;
        }
        try {
            pg.judgement.abandonHeld(result);
        } finally {
            finish(result, why);
        }
    }

    private void finish(Outcome.Result result, String why) {
        pg.stopping.close();
        pg.become(PgPhase.CLOSED);
        try {
            pg.replies.clear(reply -> {
                Running running = reply.statement();
                if (running != null) {
                    running.finish(result, pg.takeBytes());
                }
            });
        } finally {
            closeLegs();
            onClosed.accept(why);
        }
    }

    private void closeLegs() {
        boolean serverAwaitsMessage = !fromClient.isMidMessage();
        fromClient.close();
        fromServer.close();
        if (serverAwaitsMessage) {
            pg.relay.server().write(PgMessages.terminate(pg.alloc()));
        }
        pg.relay.server().closeWhenSent();
        pg.relay.client().closeWhenSent();
    }
}
