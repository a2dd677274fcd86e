package dev.gatehouse.wire.mysql;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ServerError;

/// The ends of a session: gone peers, refusals that close, drains, a change of user.
///
/// Whichever comes first: the phase is [MysqlPhase.Closed] before anything else, every open watch is finished
/// exactly once, then the legs close, and the login gate is told once, behind the watches. Threads: the session's
/// event loop.
final class SessionEnding {
    private static final Logger LOG = Logger.getLogger(SessionEnding.class);

    private final MysqlSession session;
    private final MysqlThread thread;
    private @Nullable Refusal draining;

    SessionEnding(MysqlSession session, MysqlThread thread) {
        this.session = session;
        this.thread = thread;
    }

    /// Ends at the next statement boundary.
    void drain(Refusal refusal) {
        draining = refusal;
        if (session.phase() == MysqlPhase.READY || session.phase() instanceof MysqlPhase.ChangingUser) {
            end(refusal);
        }
    }

    /// The session has come to a statement boundary; a drained one ends there.
    void onBoundary() {
        Refusal refusal = draining;
        if (refusal != null) {
            end(refusal);
        }
    }

    /// Ends now, with an error where one can still be told from what went before.
    void end(Refusal refusal) {
        switch (session.phase()) {
            case MysqlPhase.Closed _ -> {}
            case MysqlPhase.Answering _, MysqlPhase.SendingFile _ -> {
                MysqlPacketDecoder fromServer = session.server.decoder();
                if (!fromServer.isWithinPassing()) {
                    session.client.error(
                            MysqlErrors.of(refusal), session.replies.isSwallowing() ? 1 : fromServer.due());
                }
                close(Outcome.Result.CANCELLED, refusal.message());
            }
            case MysqlPhase.Ready _ -> end(refusal, 1);
            case MysqlPhase.ChangingUser(MysqlChangeUser login) -> end(refusal, login.nextSequence());
            case MysqlPhase.Judging _, MysqlPhase.Preparing _, MysqlPhase.Settling _, MysqlPhase.Opening _ ->
                end(refusal, session.answerSequence());
        }
    }

    private void end(Refusal refusal, int sequence) {
        session.client.error(MysqlErrors.of(refusal), sequence);
        close(Outcome.Result.CANCELLED, refusal.message());
    }

    /// The client has its error.
    void onRefused(Refusal refusal) {
        close(Outcome.Result.REFUSED, refusal.message());
    }

    /// The client has its error, and its channel closes behind it.
    void onLoginRefused() {
        close(Outcome.Result.REFUSED, "the change of user was refused");
    }

    void onClientGone(String why) {
        close(Outcome.Result.CLIENT_GONE, why);
    }

    /// The server says why it will close the connection.
    void onFarewell(ServerError error) {
        session.client.error(error, 1);
        close(Outcome.Result.SERVER_GONE, "the server closed the session: " + error.vendorCode());
    }

    void onServerBroken(Refusal refusal) {
        if (refusal instanceof Refusal.Internal || refusal instanceof Refusal.TooLarge) {
            end(refusal);
            return;
        }
        LOG.warnf(
                "server broke the protocol session=%s target=%s why=%s",
                session.session.id(), session.session.target().name(), refusal.message());
        end(new Refusal.TargetDown("The server's answer could not be read."));
    }

    /// Our bug; the log says which.
    void onFault(RuntimeException fault) {
        LOG.errorf(fault, "session failed session=%s", session.session.id());
        end(MysqlPacketDecoder.FAULT);
    }

    void onServerGone() {
        if (session.phase() == MysqlPhase.ANSWERING || session.phase() == MysqlPhase.SENDING_FILE) {
            session.replies.reply().finish(Outcome.Result.SERVER_GONE);
        }
        end(new Refusal.TargetDown("The server closed the connection."));
    }

    private void close(Outcome.Result result, String why) {
        if (session.isClosed()) {
            return;
        }
        try {
            leave(result, why);
        } finally {
            session.client.decoder().close();
            session.client.leg().closeWhenSent();
            thread.forget();
        }
    }

    /// Ends everything but the client leg; nothing if that has ended before.
    void leave(Outcome.Result result, String why) {
        if (session.isClosed()) {
            return;
        }
        MysqlPhase last = session.phase();
        session.become(MysqlPhase.CLOSED);
        try {
            session.stopping.end();
            finishWatches(last, result);
        } finally {
            session.server.decoder().close();
            session.server.leg().closeWhenSent();
            thread.belongsToNobody();
            session.context.gates().login().closed(session.session, why);
        }
    }

    private void finishWatches(MysqlPhase last, Outcome.Result result) {
        switch (last) {
            case MysqlPhase.Preparing(HeldStatement held, MysqlReply reply) -> {
                held.release();
                reply.finish(result);
            }
            case MysqlPhase.Judging judging -> {
                judging.held().release();
                judging.ruling().cancel(false);
            }
            case MysqlPhase.Answering _, MysqlPhase.SendingFile _ ->
                session.replies.reply().finish(result);
            case MysqlPhase.ChangingUser(MysqlChangeUser login) -> login.onClosed();
            case MysqlPhase.Ready _, MysqlPhase.Settling _, MysqlPhase.Opening _, MysqlPhase.Closed _ -> {}
        }
        session.prepared.clear(statement -> {
            if (statement.cursor != null) {
                statement.cursor.finish(result);
            }
        });
    }
}
