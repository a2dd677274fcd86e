package dev.gatehouse.wire.mysql;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Leg.Pause;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Parameters;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Relay;
import dev.gatehouse.wire.ServerError;
import dev.gatehouse.wire.Session;
import dev.gatehouse.wire.SessionContext;
import dev.gatehouse.wire.StatementRequest.Stage;

/// One MySQL session: both legs, one event loop, one command at a time ("Command Phase"). Diagram: [MysqlPhase].
///
/// Told of the client's packets by its decoder, and of the server's answers by [ServerReplies]. Neither a statement
/// nor a command that is not on [MysqlCommand]'s list reaches the server without a ruling.
final class MysqlSession implements PacketSink {
    private static final Logger LOG = Logger.getLogger(MysqlSession.class);

    private final SessionContext context;
    private final Session session;
    private final MysqlThread thread;
    private final ClientLeg client;
    private final ServerLeg server;
    private final Relay relay;
    private final PreparedStatements prepared;
    private final StatementCommands statements;
    private final StatementReader reader;
    private final ServerReplies replies;
    private final MysqlKills kills;
    private final StatementRulings rulings;
    private final MysqlAdmission admission;

    private MysqlPhase phase = MysqlPhase.OPENING;
    private MysqlCommand command = MysqlCommand.PING; // the one in flight
    private int commandLinks; // how many packets the client sent it in, which is the number of the answer
    private int killsOpen;
    private @Nullable Refusal draining;
    private long lastReadNanos = System.nanoTime();

    MysqlSession(
            SessionContext context,
            Session session,
            MysqlThread thread,
            ClientLeg client,
            ServerLeg server,
            MysqlAdmission admission) {
        this.context = context;
        this.session = session;
        this.thread = thread;
        this.client = client;
        this.server = server;
        this.admission = admission;
        this.relay = new Relay(client.leg(), server.leg());
        this.prepared = new PreparedStatements(context.limits().preparedStatements());
        this.statements = new StatementCommands(prepared);
        this.reader = new StatementReader(client.capabilities(), server, prepared);
        this.replies = new ServerReplies(this, client, server, context.limits().columns());
        this.rulings = new StatementRulings(this, context.gates().statements(), session, client, server);
        this.kills = new MysqlKills(context, client.channel().eventLoop());
    }

    /// The client gets its OK with the number `sequence`, and its first command is read.
    void open(int sequence) {
        server.decoder().sink(replies);
        client.decoder().sink(this);
        client.ok(server.state().status(), sequence);
        ready();
        relay.flush();
        long idle = context.limits().idleTimeout().toNanos();
        if (idle > 0) {
            watchIdle(idle, idle);
        }
    }

    private void watchIdle(long limitNanos, long inNanos) {
        client.channel()
                .eventLoop()
                .schedule(
                        () -> {
                            long left = limitNanos - idleNanos();
                            if (left <= 0) {
                                end(new Refusal.ShuttingDown("The session was idle for too long."));
                            } else if (phase != MysqlPhase.CLOSED) {
                                watchIdle(limitNanos, left);
                            }
                        },
                        inNanos,
                        TimeUnit.NANOSECONDS);
    }

    // --- what the client sends ---

    @Override
    public Look begin(int lengthBytes, int first) {
        return phase == MysqlPhase.SENDING_FILE && lengthBytes > 0 ? Look.PASS : Look.WHOLE;
    }

    @Override
    public Shown whole(ByteBuf buffer, int payload, int lengthBytes) {
        lastReadNanos = System.nanoTime();
        ByteBuf lent = buffer.slice(payload, lengthBytes);
        return switch (phase) {
            case MysqlPhase.Ready _ -> {
                commandLinks = MysqlPackets.links(lengthBytes);
                onCommand(lent);
                if (phase == MysqlPhase.READY) { // answered by us, or not to be answered
                    client.decoder().expect(0);
                }
                yield Shown.TAKEN;
            }
            case MysqlPhase.SendingFile _ -> Shown.LAST;
            case MysqlPhase.ChangingUser(MysqlChangeUser login) -> {
                login.onPacket(client.decoder().sequence(), lent);
                yield Shown.TAKEN;
            }
            case MysqlPhase.Judging _,
                    MysqlPhase.Answering _,
                    MysqlPhase.Settling _,
                    MysqlPhase.Opening _,
                    MysqlPhase.Closed _ -> throw new IllegalStateException("decoding while " + phase);
        };
    }

    private void onCommand(ByteBuf payload) {
        MysqlCommand asked = payload.isReadable() ? MysqlCommand.of(payload.getUnsignedByte(0)) : null;
        if (asked == null) {
            refuse(new Refusal.UnsupportedCommand("Gatehouse does not carry this command."));
            return;
        }
        switch (asked) {
            case QUERY, INIT_DB, FIELD_LIST, STMT_PREPARE, STMT_EXECUTE -> onStatement(asked, payload);
            case PING, STATISTICS, SET_OPTION, RESET_CONNECTION ->
                forward(asked, keep(payload), MysqlReply.unwatched(asked));
            case STMT_SEND_LONG_DATA -> unanswered(statements.longData(payload), payload);
            case STMT_CLOSE -> unanswered(statements.close(payload), payload);
            case STMT_RESET, STMT_FETCH -> onPrepared(asked, payload);
            case PROCESS_KILL -> onProcessKill(payload);
            case CHANGE_USER -> changeUser(payload);
            case QUIT -> {
                server.leg().write(keep(payload));
                close(Outcome.Result.CLIENT_GONE, "the client quit");
            }
        }
    }

    /// The command's packet as it came.
    private ByteBuf keep(ByteBuf payload) {
        return client.decoder().keep(payload.readableBytes());
    }

    /// Nobody answers these, not even when the statement is not `known`: then they go no further.
    private void unanswered(boolean known, ByteBuf payload) {
        if (known) {
            server.leg().write(keep(payload));
        }
    }

    private void onStatement(MysqlCommand asked, ByteBuf payload) {
        if (asked == MysqlCommand.STMT_PREPARE) {
            prepared.forgetLast();
        }
        if (payload.readableBytes() - 1 > context.limits().sqlBytes() && asked != MysqlCommand.STMT_EXECUTE) {
            throw new ProtocolViolation(new Refusal.TooLarge("A statement is longer than the limit."));
        }
        switch (reader.read(asked, payload, keep(payload))) {
            case StatementReader.Read.Unfit(Refusal refusal) -> refuse(refusal);
            case StatementReader.Read.UnknownStatement _ -> answer(unknownStatement());
            case StatementReader.Read.Outdated _ -> answer(StatementRulings.NEEDS_PREPARE);
            case StatementReader.Read.Statement(HeldStatement held) -> {
                if (asked == MysqlCommand.STMT_PREPARE && prepared.isFull()) {
                    held.release();
                    refuse(new Refusal.Overloaded("This session has too many prepared statements. Close some."));
                } else {
                    rulings.judge(held);
                }
            }
        }
    }

    private void onPrepared(MysqlCommand asked, ByteBuf payload) {
        PreparedStatement statement = statements.find(payload);
        if (statement == null) {
            answer(unknownStatement());
            return;
        }
        if (asked == MysqlCommand.STMT_RESET) {
            statements.reset(statement);
            forward(asked, keep(payload), MysqlReply.unwatched(asked));
            return;
        }
        MysqlReply cursor = statement.cursor;
        if (cursor == null) {
            answer(new ServerError("HY000", 1421, "The statement (" + statement.id + ") has no open cursor.", ""));
        } else {
            forward(asked, keep(payload), cursor);
        }
    }

    /// Judged as the statement that it stands for. Shape: `thread:int32`.
    private void onProcessKill(ByteBuf payload) {
        if (payload.readableBytes() < 5) {
            throw new ProtocolViolation("a kill ends early");
        }
        String sql = "KILL " + payload.getUnsignedIntLE(1);
        rulings.judge(new HeldStatement(
                MysqlCommand.PROCESS_KILL, keep(payload), -1, sql, Stage.SIMPLE, Parameters.NONE, null));
    }

    private void changeUser(ByteBuf payload) {
        MysqlChangeUser login = admission.changeUser(this, client, thread);
        phase = new MysqlPhase.ChangingUser(login);
        client.decoder().expect(MysqlPacketDecoder.ANY_SEQUENCE); // the login checks the numbers itself
        login.start(client.decoder().sequence(), payload);
    }

    private static ServerError unknownStatement() {
        return new ServerError("HY000", 1243, "Unknown prepared statement handler given to EXECUTE", "");
    }

    // --- what goes on after a ruling ---

    MysqlPhase phase() {
        return phase;
    }

    void judging(MysqlPhase.Judging judging) {
        phase = judging;
    }

    /// Carries out what the gate let, and tells `reply` how it ended.
    void kill(KillStatement kill, MysqlReply reply) {
        Optional<ServerError> error = kills.kill(kill, session.badge());
        error.ifPresentOrElse(reply::fail, () -> client.ok(server.state().status(), commandLinks));
        error.ifPresent(this::answer);
        reply.finish();
        ready();
    }

    /// Sends `packet`, which bears `asked`, and awaits the answer.
    void forward(MysqlCommand asked, ByteBuf packet, MysqlReply reply) {
        int sent = MysqlPackets.links(packet.readableBytes() - MysqlPacketDecoder.HEADER);
        client.decoder().hold();
        phase = MysqlPhase.ANSWERING;
        command = asked;
        replies.await(asked, reply, sent & 0xFF, commandLinks - sent);
        server.leg().write(packet);
    }

    // --- what the server answers ---

    void onPrepared(MysqlReply reply, int id, int parameters) {
        prepared.add(new PreparedStatement(
                id, reply.sql, reply.sent, parameters, server.state().variables()));
    }

    /// The server asks the client for a file; false if it may not, in which case it gets an empty one and the
    /// client our error.
    boolean onFileRequest(MysqlReply reply, String name) {
        boolean agreed = MysqlCapabilities.has(client.capabilities(), MysqlCapabilities.LOCAL_FILES);
        if (replies.isSwallowing() || !agreed || !LocalFile.isAskedFor(reply.sql, name)) {
            replies.declineFile();
            return false;
        }
        phase = MysqlPhase.SENDING_FILE;
        client.decoder().expect(server.decoder().nextSequence());
        client.decoder().shift(-server.decoder().shift());
        client.decoder().release();
        return true;
    }

    /// The file has ended, and so has the client's turn.
    @Override
    public void passed() {
        phase = MysqlPhase.ANSWERING;
        client.decoder().hold();
        server.decoder().expect(client.decoder().nextSequence());
    }

    /// The answer to the command in flight has come whole.
    void onAnswered(MysqlReply reply) {
        if (phase == MysqlPhase.SENDING_FILE) {
            throw new ProtocolViolation("the server answers before the file has ended");
        }
        PreparedStatement statement = reply.prepared;
        int status = server.state().status();
        boolean open = statement != null
                && !reply.failed
                && !reply.refused
                && (command == MysqlCommand.STMT_EXECUTE && StatusFlags.has(status, StatusFlags.CURSOR_EXISTS)
                        || command == MysqlCommand.STMT_FETCH && !StatusFlags.has(status, StatusFlags.LAST_ROW_SENT));
        if (statement != null) {
            statement.cursor = open ? reply : null;
        }
        if (!open) {
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
        setUpAgain(() -> client.ok(server.state().status(), sequence));
    }

    /// Has the server report again, and reads anew what it reports, before the client's next command.
    private void setUpAgain(Runnable then) {
        phase = MysqlPhase.OPENING;
        ServerOpening.again(server, session.target().name(), result -> {
            switch (result) {
                case ServerOpening.Result.Failed(Refusal refusal) -> end(refusal);
                case ServerOpening.Result.Open _ -> {
                    server.decoder().sink(replies);
                    then.run();
                    settle();
                    relay.flush();
                }
            }
        });
    }

    private void settle() {
        if (phase == MysqlPhase.CLOSED) {
            return;
        }
        if (killsOpen > 0) {
            phase = MysqlPhase.SETTLING;
        } else {
            ready();
        }
    }

    void ready() {
        if (phase == MysqlPhase.CLOSED) {
            return;
        }
        Refusal refusal = draining;
        phase = MysqlPhase.READY;
        if (refusal != null) {
            end(refusal);
            return;
        }
        client.decoder().expect(0);
        client.decoder().shift(0);
        client.decoder().release();
    }

    // --- cancelling and ending ---

    /// Ends what the session is doing, as `KILL QUERY` does.
    void cancel() {
        switch (phase) {
            case MysqlPhase.Judging judging -> {
                judging.held().release();
                phase = MysqlPhase.READY;
                judging.ruling().cancel(false);
                refuse(new Refusal.Cancelled("Query execution was interrupted", ""));
                ready();
                relay.flush();
            }
            case MysqlPhase.Answering _, MysqlPhase.SendingFile _ -> {
                replies.reply().cancelled = true;
                cancelAtServer();
            }
            case MysqlPhase.Ready _,
                    MysqlPhase.Settling _,
                    MysqlPhase.ChangingUser _,
                    MysqlPhase.Opening _,
                    MysqlPhase.Closed _ -> {}
        }
    }

    void cancelAtServer() {
        killsOpen++;
        kills.cancelAtServer(session.target(), server.threadId(), () -> {
            killsOpen--;
            if (phase == MysqlPhase.SETTLING) {
                settle();
                relay.flush();
            }
        });
    }

    /// Ends at the next statement boundary.
    void drain(Refusal refusal) {
        draining = refusal;
        if (phase == MysqlPhase.READY) {
            end(refusal);
        }
    }

    /// Ends now, with an error where one can still be told from what went before.
    void end(Refusal refusal) {
        switch (phase) {
            case MysqlPhase.Closed _ -> {}
            case MysqlPhase.Answering _, MysqlPhase.SendingFile _ -> {
                if (server.decoder().atBoundary()) {
                    client.close(refusal, server.decoder().nextSequence());
                }
                close(Outcome.Result.CANCELLED, refusal.message());
            }
            case MysqlPhase.Judging _,
                    MysqlPhase.Ready _,
                    MysqlPhase.Settling _,
                    MysqlPhase.ChangingUser _,
                    MysqlPhase.Opening _ -> {
                client.close(refusal, phase == MysqlPhase.READY ? 1 : commandLinks);
                close(Outcome.Result.CANCELLED, refusal.message());
            }
        }
    }

    private void close(Outcome.Result result, String why) {
        if (phase != MysqlPhase.CLOSED) {
            leave(result, why);
            client.decoder().close();
            client.leg().closeWhenSent();
            thread.forget();
        }
    }

    /// Ends everything but the client leg.
    void leave(Outcome.Result result, String why) {
        MysqlPhase last = phase;
        phase = MysqlPhase.CLOSED;
        switch (last) {
            case MysqlPhase.Judging judging -> {
                judging.held().release();
                judging.ruling().cancel(false);
            }
            case MysqlPhase.Answering _, MysqlPhase.SendingFile _ ->
                replies.reply().finish(result);
            case MysqlPhase.ChangingUser(MysqlChangeUser login) -> login.onClosed();
            case MysqlPhase.Ready _, MysqlPhase.Settling _, MysqlPhase.Opening _, MysqlPhase.Closed _ -> {}
        }
        prepared.clear(statement -> {
            if (statement.cursor != null) {
                statement.cursor.finish(result);
            }
        });
        server.decoder().close();
        server.leg().closeWhenSent();
        context.gates().login().closed(session, why);
    }

    void refuse(Refusal refusal) {
        answer(MysqlErrors.of(refusal));
        if (MysqlErrors.closes(refusal)) {
            close(Outcome.Result.REFUSED, refusal.message());
        }
    }

    /// Our own answer to the command at hand.
    void answer(ServerError error) {
        client.error(error, commandLinks);
    }

    /// The server says why it will close the connection.
    void onFarewell(ServerError error) {
        client.error(error, 1);
        close(Outcome.Result.SERVER_GONE, "the server closed the session: " + error.vendorCode());
    }

    void onServerBroken(Refusal refusal) {
        LOG.warnf(
                "server broke the protocol session=%s target=%s why=%s",
                session.id(), session.target().name(), refusal.message());
        end(new Refusal.TargetDown("The server's answer could not be read."));
    }

    void onServerGone() {
        if (phase == MysqlPhase.ANSWERING || phase == MysqlPhase.SENDING_FILE) {
            replies.reply().finish(Outcome.Result.SERVER_GONE);
        }
        end(new Refusal.TargetDown("The server closed the connection."));
    }

    @Override
    public void gone() {
        close(Outcome.Result.CLIENT_GONE, "the client closed the connection");
    }

    @Override
    public void broken(Refusal refusal) {
        LOG.debugf("client broke the protocol session=%s why=%s", session.id(), refusal.message());
        end(refusal);
    }

    // --- streaming ---

    /// File bytes.
    @Override
    public void span(ByteBuf span) {
        server.leg().write(span);
    }

    @Override
    public void readComplete() {
        lastReadNanos = System.nanoTime();
        relay.flush();
    }

    @Override
    public void backlog(int bytes) {
        if (bytes > context.limits().pendingBytes()) {
            client.leg().pause(Pause.JUDGING);
        } else {
            client.leg().resume(Pause.JUDGING);
        }
    }

    @Override
    public void writabilityChanged() {
        relay.onWritability();
    }

    private long idleNanos() {
        return phase == MysqlPhase.READY ? System.nanoTime() - lastReadNanos : 0;
    }
}
