package dev.gatehouse.wire.mysql;

import io.netty.buffer.ByteBuf;
import org.jboss.logging.Logger;

import dev.gatehouse.wire.Leg.Pause;
import dev.gatehouse.wire.Parameters;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ServerError;
import dev.gatehouse.wire.StatementRequest.Stage;

/// What the client sends: its commands, each judged, passed or refused ("Command Phase"); the packets of a new
/// login after `COM_CHANGE_USER`; the bytes of a file. Threads: the session's event loop.
final class ClientCommands implements PacketSink {
    private static final Logger LOG = Logger.getLogger(ClientCommands.class);
    private static final ServerError UNKNOWN_STATEMENT =
            new ServerError("HY000", 1243, "Unknown prepared statement handler given to EXECUTE", "");

    private final MysqlSession session;
    private final MysqlAdmission admission;
    private final MysqlThread thread;
    private final ClientLeg client;
    private final ServerLeg server;
    private final PreparedStatements prepared;
    private final StatementCommands statements;
    private final StatementReader reader;

    ClientCommands(MysqlSession session, MysqlAdmission admission, MysqlThread thread) {
        this.session = session;
        this.admission = admission;
        this.thread = thread;
        this.client = session.client;
        this.server = session.server;
        this.prepared = session.prepared;
        this.statements = new StatementCommands(prepared);
        this.reader = new StatementReader(client.capabilities(), server, prepared);
    }

    @Override
    public Look begin(int lengthBytes, int first) {
        return session.phase() == MysqlPhase.SENDING_FILE && lengthBytes > 0 ? Look.PASS : Look.WHOLE;
    }

    @Override
    public Shown whole(ByteBuf buffer, int payload, int lengthBytes) {
        session.onRead();
        ByteBuf lent = buffer.slice(payload, lengthBytes);
        return switch (session.phase()) {
            case MysqlPhase.Ready _ -> {
                session.owesAnswer(MysqlPackets.links(lengthBytes));
                onCommand(lent);
                if (session.phase() == MysqlPhase.READY) { // answered by us, or not to be answered
                    client.decoder().numbers().expect(0);
                }
                yield Shown.TAKEN;
            }
            case MysqlPhase.SendingFile _ -> Shown.LAST;
            case MysqlPhase.ChangingUser(MysqlChangeUser login) -> {
                login.onPacket(client.decoder().numbers().current(), lent);
                waitForGate(login);
                yield Shown.TAKEN;
            }
            case MysqlPhase.Judging _,
                    MysqlPhase.Preparing _,
                    MysqlPhase.Answering _,
                    MysqlPhase.Settling _,
                    MysqlPhase.Opening _,
                    MysqlPhase.Closed _ -> throw new IllegalStateException("decoding while " + session.phase());
        };
    }

    private void onCommand(ByteBuf payload) {
        MysqlCommand asked = payload.isReadable() ? MysqlCommand.of(payload.getUnsignedByte(0)) : null;
        if (asked == null) {
            session.refuse(new Refusal.UnsupportedCommand("Gatehouse does not carry this command."));
            return;
        }
        switch (asked) {
            case QUERY, INIT_DB, FIELD_LIST, STMT_PREPARE, STMT_EXECUTE -> onStatement(asked, payload);
            case PING, STATISTICS, SET_OPTION, RESET_CONNECTION ->
                session.forward(asked, keep(payload), MysqlReply.unwatched(asked));
            case STMT_SEND_LONG_DATA -> unanswered(statements.longData(payload), payload);
            case STMT_CLOSE -> unanswered(statements.close(payload), payload);
            case STMT_RESET, STMT_FETCH -> onPrepared(asked, payload);
            case PROCESS_KILL -> onProcessKill(payload);
            case CHANGE_USER -> onChangeUser(payload);
            case QUIT -> {
                server.leg().write(keep(payload));
                session.ending.onClientGone("the client quit");
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
        if (payload.readableBytes() - 1 > session.context.limits().sqlBytes() && asked != MysqlCommand.STMT_EXECUTE) {
            throw new ProtocolViolation(new Refusal.TooLarge("A statement is longer than the limit."));
        }
        switch (reader.read(asked, payload, keep(payload))) {
            case StatementReader.Read.Unfit(Refusal refusal) -> session.refuse(refusal);
            case StatementReader.Read.UnknownStatement _ -> session.answer(UNKNOWN_STATEMENT);
            case StatementReader.Read.Outdated _ -> session.answer(StatementRulings.NEEDS_PREPARE);
            case StatementReader.Read.Statement(HeldStatement held) -> {
                if (asked == MysqlCommand.STMT_PREPARE && prepared.isFull()) {
                    held.release();
                    session.refuse(
                            new Refusal.Overloaded("This session has too many prepared statements. Close some."));
                } else {
                    session.rulings.judge(held);
                }
            }
        }
    }

    /// `COM_STMT_RESET` or `COM_STMT_FETCH`.
    private void onPrepared(MysqlCommand asked, ByteBuf payload) {
        PreparedStatement statement = statements.find(payload);
        if (statement == null) {
            session.answer(UNKNOWN_STATEMENT);
            return;
        }
        if (asked == MysqlCommand.STMT_RESET) {
            statements.reset(statement);
            session.forward(asked, keep(payload), MysqlReply.unwatched(asked));
            return;
        }
        MysqlReply cursor = statement.cursor;
        if (cursor == null) {
            session.answer(
                    new ServerError("HY000", 1421, "The statement (" + statement.id + ") has no open cursor.", ""));
        } else {
            session.forward(asked, keep(payload), cursor);
        }
    }

    /// Judged as the statement that it stands for. Shape: `thread:int32`.
    private void onProcessKill(ByteBuf payload) {
        if (payload.readableBytes() < 5) {
            throw new ProtocolViolation("a kill ends early");
        }
        String sql = "KILL " + payload.getUnsignedIntLE(1);
        session.rulings.judge(new HeldStatement(
                MysqlCommand.PROCESS_KILL, keep(payload), -1, sql, Stage.SIMPLE, Parameters.NONE, null));
    }

    private void onChangeUser(ByteBuf payload) {
        MysqlChangeUser login = admission.changeUser(session, client, thread);
        session.become(new MysqlPhase.ChangingUser(login));
        client.decoder().numbers().expect(PacketNumbers.ANY); // the login checks the numbers itself
        login.start(client.decoder().numbers().current(), payload);
        waitForGate(login);
    }

    /// What the client sends ahead of the word on its login waits, as it does at its first login.
    private void waitForGate(MysqlChangeUser login) {
        if (login.isJudging()) {
            client.decoder().hold();
        }
    }

    /// The file has ended.
    @Override
    public void passed() {
        session.replies.onFileEnd();
    }

    /// File bytes.
    @Override
    public void span(ByteBuf span) {
        server.leg().write(span);
    }

    @Override
    public void readComplete() {
        session.readComplete();
    }

    @Override
    public void backlog(int bytes) {
        if (bytes > session.context.limits().pendingBytes()) {
            client.leg().pause(Pause.JUDGING);
        } else {
            client.leg().resume(Pause.JUDGING);
        }
    }

    @Override
    public void writabilityChanged() {
        session.relay.onWritability();
    }

    @Override
    public void gone() {
        session.ending.onClientGone("the client closed the connection");
    }

    @Override
    public void broken(Refusal refusal) {
        LOG.debugf("client broke the protocol session=%s why=%s", session.session.id(), refusal.message());
        session.ending.end(refusal);
    }
}
