package dev.gatehouse.wire.mysql;

import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Relay;
import dev.gatehouse.wire.ServerError;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.SessionContext;

/// One MySQL session: both legs, one event loop, one command at a time ("Command Phase"). Diagram: [MysqlPhase].
///
/// Keeps where the session stands, and moves it on. What the client sends is read by [ClientCommands] and ruled on
/// through [StatementRulings]; what the server answers is followed by [ServerReplies]; [SessionCancel] and
/// [SessionEnding] break off. Neither a statement nor a command that is not on [MysqlCommand]'s list reaches the
/// server without a ruling.
final class MysqlSession {
    final SessionContext context;
    final Session session;
    final ClientLeg client;
    final ServerLeg server;
    final Relay relay;
    final PreparedStatements prepared;
    final StatementRulings rulings;
    final ServerReplies replies;
    final SessionCancel cancelling;
    final SessionEnding ending;
    final Stopping stopping;
    final ReadOnlyTransaction readOnly;
    private final ClientCommands commands;

    private MysqlPhase phase = MysqlPhase.OPENING;
    private MysqlCommand command = MysqlCommand.PING; // the one in flight
    private int answerSequence;
    private long lastReadNanos = System.nanoTime();

    /// @param serverCancel ends what the server's session is doing; runs what it gets when that is settled
    MysqlSession(
            SessionContext context,
            Session session,
            MysqlThread thread,
            ClientLeg client,
            ServerLeg server,
            Consumer<Runnable> serverCancel,
            MysqlAdmission admission) {
        this.context = context;
        this.session = session;
        this.client = client;
        this.server = server;
        this.relay = new Relay(client.leg(), server.leg());
        this.prepared = new PreparedStatements(context.limits().preparedStatements());
        this.rulings = new StatementRulings(this);
        this.replies = new ServerReplies(this);
        this.cancelling = new SessionCancel(this, serverCancel);
        this.ending = new SessionEnding(this, thread);
        this.stopping = new Stopping(this);
        this.readOnly = new ReadOnlyTransaction(this);
        this.commands = new ClientCommands(this, admission, thread);
    }

    /// The client gets its OK with the number `sequence`, and its first command is read.
    void open(int sequence) {
        server.decoder().sink(replies);
        client.decoder().sink(commands);
        client.ok(server.state().status(), sequence);
        ready();
        flush();
        IdleTimeout.watch(this, context.limits().idleTimeout());
    }

    MysqlPhase phase() {
        return phase;
    }

    void become(MysqlPhase next) {
        phase = next;
    }

    boolean isClosed() {
        return phase == MysqlPhase.CLOSED;
    }

    // --- a command ---

    /// The next packet that the client is due bears the number `sequence`: behind a command, how many packets the
    /// command came in.
    void owesAnswer(int sequence) {
        answerSequence = sequence;
    }

    int answerSequence() {
        return answerSequence;
    }

    /// Sends `packet`, which bears `asked`, and awaits the answer.
    void forward(MysqlCommand asked, ByteBuf packet, MysqlReply reply) {
        int sent = MysqlPackets.count(packet);
        client.decoder().hold();
        phase = MysqlPhase.ANSWERING;
        command = asked;
        replies.await(asked, reply, sent & 0xFF, answerSequence - sent);
        server.leg().write(packet);
        stopping.begin(reply);
    }

    /// Our own answer to the command at hand.
    void answer(ServerError error) {
        client.error(error, answerSequence);
    }

    void refuse(Refusal refusal) {
        answer(MysqlErrors.of(refusal));
        if (MysqlErrors.closes(refusal)) {
            ending.onRefused(refusal);
        }
    }

    // --- its answer ---

    /// The answer to the command in flight has come whole.
    void onAnswered(MysqlReply reply) {
        stopping.end();
        if (phase == MysqlPhase.SENDING_FILE) {
            throw new ProtocolViolation("the server answers before the file has ended");
        }
        boolean goesOn =
                StatementCommands.leavesCursor(command, reply, server.state().status());
        if (reply.prepared != null) {
            reply.prepared.cursor = goesOn ? reply : null;
        }
        if (!goesOn) {
            reply.finish();
        }
        if (ServerOpening.isUndoneBy(reply.sql) && command != MysqlCommand.STMT_PREPARE) {
            setUpAgain(() -> {});
        } else {
            settle();
        }
    }

    /// The server has forgotten the session's state; what it reports is asked for anew before the client goes on.
    void onReset(int sequence) {
        prepared.clear(StatementCommands::endCursor);
        context.gates().statements().reset(session);
        setUpAgain(() -> client.ok(server.state().status(), sequence));
    }

    /// Has the server report again, and reads anew what it reports, before the client's next command.
    private void setUpAgain(Runnable then) {
        phase = MysqlPhase.OPENING;
        ServerOpening.again(server, session.target().name(), result -> {
            switch (result) {
                case ServerOpening.Result.Failed(Refusal refusal) -> ending.end(refusal);
                case ServerOpening.Result.Open _ -> {
                    server.decoder().sink(replies);
                    then.run();
                    settle();
                    flush();
                }
            }
        });
    }

    /// The next command may come, unless a cancel request could still hit it.
    void settle() {
        if (isClosed()) {
            return;
        }
        if (cancelling.isUnderWay()) {
            phase = MysqlPhase.SETTLING;
        } else {
            ready();
        }
    }

    void ready() {
        if (isClosed()) {
            return;
        }
        phase = MysqlPhase.READY;
        ending.onBoundary();
        if (!isClosed()) {
            client.decoder().numbers().expect(0);
            client.decoder().numbers().shift(0);
            client.decoder().release();
        }
    }

    // --- both legs ---

    void onRead() {
        lastReadNanos = relay.time().begin();
    }

    /// Everything that came with one read of a leg has been dealt with.
    void readComplete() {
        onRead();
        flush();
    }

    void flush() {
        relay.flush();
    }

    /// How long the session has waited for a command; 0 when it waits for anything else.
    long idleNanos() {
        return phase == MysqlPhase.READY ? System.nanoTime() - lastReadNanos : 0;
    }
}
