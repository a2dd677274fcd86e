package dev.gatehouse.wire.mysql;

import java.util.Optional;
import java.util.function.Consumer;

import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ServerError;

/// Breaks off what the session is doing, as `KILL QUERY` does, and keeps count of the requests on their way to the
/// server, which know a thread and not a command: until they are settled, no other command goes there. Threads: the
/// session's event loop.
final class SessionCancel {
    static final Refusal CANCELLED = new Refusal.Cancelled("Query execution was interrupted", "");

    private final MysqlSession session;
    private final MysqlKills kills;
    private final Consumer<Runnable> serverCancel;
    private int underWay;

    SessionCancel(MysqlSession session, Consumer<Runnable> serverCancel) {
        this.session = session;
        this.serverCancel = serverCancel;
        this.kills = new MysqlKills(session.context, session.client.channel().eventLoop());
    }

    boolean isUnderWay() {
        return underWay > 0;
    }

    void cancel() {
        switch (session.phase()) {
            case MysqlPhase.Judging judging -> {
                judging.held().release();
                session.become(MysqlPhase.READY);
                judging.ruling().cancel(false);
                session.refuse(CANCELLED);
                session.ready();
                session.flush();
            }
            case MysqlPhase.Answering _, MysqlPhase.SendingFile _ -> {
                session.replies.reply().cancelled = true;
                cancelAtServer();
            }
            case MysqlPhase.Preparing(HeldStatement _, MysqlReply reply) -> reply.cancelled = true;
            case MysqlPhase.Ready _,
                    MysqlPhase.Settling _,
                    MysqlPhase.ChangingUser _,
                    MysqlPhase.Opening _,
                    MysqlPhase.Closed _ -> {}
        }
    }

    void cancelAtServer() {
        underWay++;
        serverCancel.accept(() -> {
            underWay--;
            if (session.phase() == MysqlPhase.SETTLING) {
                session.settle();
                session.flush();
            }
        });
    }

    /// Carries out the client's own `kill`, which the gate let pass, and tells `reply` how it ended.
    void kill(KillStatement kill, MysqlReply reply) {
        Optional<ServerError> error = kills.kill(kill, session.session.badge());
        error.ifPresentOrElse(
                reply::fail, () -> session.client.ok(session.server.state().status(), session.answerSequence()));
        error.ifPresent(session::answer);
        reply.finish();
        session.ready();
    }
}
