package dev.gatehouse.wire.mysql;

import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Handover;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ResultWatch;
import dev.gatehouse.wire.Ruling;
import dev.gatehouse.wire.ServerError;
import dev.gatehouse.wire.StatementGate;
import dev.gatehouse.wire.StatementRequest;
import dev.gatehouse.wire.Terms;

/// Asks the gate about each held statement, and has the session do what it says. Threads: the session's event loop;
/// the gate may answer on any.
final class StatementRulings {
    private static final Logger LOG = Logger.getLogger(StatementRulings.class);
    static final ServerError NEEDS_PREPARE =
            new ServerError("HY000", 1615, "Prepared statement needs to be re-prepared", "");
    private static final Refusal UNSENDABLE =
            new Refusal.UnsupportedStatement("The statement cannot be sent in the form in which it may run.", "");

    private final MysqlSession session;
    private final StatementGate gate;
    private final ClientLeg client;
    private final ServerLeg server;

    StatementRulings(MysqlSession session) {
        this.session = session;
        this.gate = session.context.gates().statements();
        this.client = session.client;
        this.server = session.server;
    }

    /// Takes `held`.
    void judge(HeldStatement held) {
        CompletableFuture<Ruling> ruling = ask(held);
        MysqlPhase.Judging judging = new MysqlPhase.Judging(held, ruling);
        session.become(judging);
        if (ruling.isDone()) {
            onDone(judging);
            return;
        }
        client.decoder().hold();
        long askedNanos = System.nanoTime();
        ruling.whenComplete(
                (_, _) -> Handover.to(client.channel().eventLoop(), () -> onDoneLater(judging, askedNanos)));
    }

    private void onDoneLater(MysqlPhase.Judging judging, long askedNanos) {
        session.relay.time().waited(askedNanos);
        session.relay.time().begin();
        try {
            onDone(judging);
        } catch (RuntimeException fault) {
            session.ending.onFault(fault);
        }
        session.readComplete();
    }

    /// Not in a callback of the future, which would swallow what goes wrong.
    private void onDone(MysqlPhase.Judging judging) {
        CompletableFuture<Ruling> ruling = judging.ruling();
        switch (ruling.state()) {
            case SUCCESS -> onRuled(judging, ruling.resultNow(), null);
            case FAILED -> onRuled(judging, null, ruling.exceptionNow());
            case CANCELLED -> onRuled(judging, null, new CancellationException());
            case RUNNING -> throw new IllegalStateException("not ruled yet");
        }
    }

    private CompletableFuture<Ruling> ask(HeldStatement held) {
        PreparedStatement prepared = held.prepared();
        StatementRequest request = new StatementRequest(
                held.sql(),
                held.stage(),
                held.parameters(),
                server.state().inTransaction(),
                prepared == null ? server.state().variables() : prepared.variables);
        try {
            return gate.rule(session.session, request).toCompletableFuture();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void onRuled(MysqlPhase.Judging judging, @Nullable Ruling ruling, @Nullable Throwable failure) {
        if (session.phase() != judging) { // cancelled or closed meanwhile: the statement is gone
            endUnused(ruling);
            return;
        }
        HeldStatement held = judging.held();
        switch (ruling) {
            case null -> {
                LOG.errorf(failure, "statement not judged session=%s", session.session.id());
                refuse(held, new Refusal.Internal("The statement could not be judged.", ""));
            }
            case Ruling.Refuse(Refusal refusal) -> refuse(held, refusal);
            case Ruling.Forward(ResultWatch watch, Terms terms) -> forward(held, held.sql(), watch, terms);
            case Ruling.ForwardAs(String sql, ResultWatch watch, Terms terms) -> forward(held, sql, watch, terms);
        }
    }

    private static void endUnused(@Nullable Ruling ruling) {
        switch (ruling) {
            case null -> {}
            case Ruling.Refuse _ -> {}
            case Ruling.Forward(ResultWatch watch, Terms _) -> endUnused(watch);
            case Ruling.ForwardAs(String _, ResultWatch watch, Terms _) -> endUnused(watch);
        }
    }

    private static void endUnused(ResultWatch watch) {
        watch.finished(new Outcome(Outcome.Result.CANCELLED, 0, 0, 0, 0, 0, ""));
    }

    private void refuse(HeldStatement held, Refusal refusal) {
        drop(held);
        session.refuse(refusal);
        session.ready();
    }

    /// The statement goes nowhere, and is not the session's to release any more.
    private void drop(HeldStatement held) {
        held.release();
        session.become(MysqlPhase.READY);
    }

    private void forward(HeldStatement held, String sql, ResultWatch watch, Terms terms) {
        MysqlReply reply =
                new MysqlReply(held.command(), held.sql(), sql, held.prepared(), watch, terms, session.relay.time());
        reply.cursor = held.opensCursor();
        Optional<KillStatement> kill = KillStatement.read(held);
        if (kill.isPresent()) {
            kill(held, kill.get(), sql, reply);
        } else if (held.command() == MysqlCommand.STMT_PREPARE || session.readOnly.holds(terms)) {
            send(held, sql, reply);
        } else {
            prepare(held, sql, reply);
        }
    }

    private void prepare(HeldStatement held, String sql, MysqlReply reply) {
        session.become(new MysqlPhase.Preparing(held, reply));
        client.decoder().hold();
        session.readOnly.bring(
                reply.terms,
                () -> {
                    if (reply.cancelled) {
                        refusePrepared(held, reply, SessionCancel.CANCELLED, Outcome.Result.CANCELLED);
                    } else {
                        send(held, sql, reply);
                    }
                },
                refusal -> refusePrepared(held, reply, refusal, Outcome.Result.REFUSED));
    }

    private void refusePrepared(HeldStatement held, MysqlReply reply, Refusal refusal, Outcome.Result result) {
        reply.finish(result);
        refuse(held, refusal);
    }

    private void send(HeldStatement held, String sql, MysqlReply reply) {
        PreparedStatement statement = held.prepared();
        if (statement != null) {
            execute(held, statement, sql, reply);
        } else if (sql.equals(held.sql())) {
            session.forward(held.command(), held.packet(), reply);
        } else {
            forwardAs(held, sql, reply);
        }
    }

    private void kill(HeldStatement held, KillStatement kill, String sql, MysqlReply reply) {
        if (sql.equals(held.sql())) {
            drop(held);
            session.cancelling.kill(kill, reply);
        } else {
            reply.finish(Outcome.Result.CANCELLED);
            refuse(held, UNSENDABLE);
        }
    }

    /// The server has the text already; where another one may run now, the client has to prepare anew.
    private void execute(HeldStatement held, PreparedStatement statement, String sql, MysqlReply reply) {
        if (!statement.sent.equals(sql)) {
            drop(held);
            reply.finish(Outcome.Result.CANCELLED);
            session.answer(NEEDS_PREPARE);
            session.ready();
            return;
        }
        StatementCommands.endCursor(statement);
        statement.longData.clear();
        if (held.parameters() instanceof BoundValues bound) {
            statement.types = bound.types();
        }
        session.forward(held.command(), held.packet(), reply);
    }

    private void forwardAs(HeldStatement held, String sql, MysqlReply reply) {
        Optional<ByteBuf> packet = held.with(sql, server.state().charset());
        if (packet.isEmpty()) {
            reply.finish(Outcome.Result.CANCELLED);
            refuse(held, UNSENDABLE);
            return;
        }
        held.release();
        session.forward(held.command(), packet.get(), reply);
    }
}
