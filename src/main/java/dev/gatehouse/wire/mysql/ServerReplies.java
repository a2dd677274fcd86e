package dev.gatehouse.wire.mysql;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ResultWatch;
import dev.gatehouse.wire.ServerError;

/// Follows the server's answer to the command in flight, packet by packet, and knows where in it the next one
/// stands: [ResultPhase].
///
/// Rows and column definitions that nobody wants to see are told from ends and errors by their length and first
/// byte alone. Where the two legs agreed on different capabilities, ends of rows, OK packets and the like are
/// written anew. Threads: the session's event loop.
final class ServerReplies implements PacketSink {
    private static final int EOF_BELOW = 9;
    private static final int OK_AT_LEAST = 7;

    private final MysqlSession session;
    private final ServerLeg server;
    private final LegTranslation legs;
    private final ClientAnswer answer;
    private final ResultSetReply resultSet;
    private final PrepareReply prepare;
    private final FileSending file;

    private ResultPhase phase = ResultPhase.NONE;

    ServerReplies(MysqlSession session) {
        this.session = session;
        this.server = session.server;
        ClientLeg client = session.client;
        this.legs = new LegTranslation(client.capabilities(), server.capabilities(), client.alloc());
        this.answer = new ClientAnswer(session);
        this.resultSet = new ResultSetReply(session, this, answer, legs);
        this.prepare = new PrepareReply(session, this, answer, legs);
        this.file = new FileSending(session, answer);
    }

    /// `command` has been sent; its answer begins with the number `sequence`, which the client sees raised by
    /// `shift`.
    void await(MysqlCommand command, MysqlReply due, int sequence, int shift) {
        answer.begin(due);
        server.decoder().numbers().expect(sequence);
        server.decoder().numbers().shift(shift);
        phase = switch (command) {
            case STMT_PREPARE -> ResultPhase.PREPARED;
            case STATISTICS -> ResultPhase.STATISTICS;
            case FIELD_LIST -> ResultPhase.FIELDS;
            case STMT_FETCH -> ResultPhase.ROWS;
            case QUIT,
                    INIT_DB,
                    QUERY,
                    PROCESS_KILL,
                    PING,
                    CHANGE_USER,
                    STMT_EXECUTE,
                    STMT_SEND_LONG_DATA,
                    STMT_CLOSE,
                    STMT_RESET,
                    SET_OPTION,
                    RESET_CONNECTION -> ResultPhase.FIRST;
        };
    }

    void become(ResultPhase next) {
        phase = next;
    }

    /// The reply to the command in flight, or to the last one.
    MysqlReply reply() {
        return answer.reply();
    }

    /// Whether the client has its answer, and what still comes is nobody's.
    boolean isSwallowing() {
        return answer.isSwallowing();
    }

    /// The client has sent the file that the server asked for.
    void onFileEnd() {
        file.onEnd();
    }

    @Override
    public Look begin(int lengthBytes, int first) {
        session.relay.time().touch();
        Look look = look(lengthBytes, first);
        return look == Look.PASS && answer.isSwallowing() ? Look.DROP : look;
    }

    private Look look(int lengthBytes, int first) {
        return switch (phase) {
            case ROWS ->
                first == MysqlErrors.HEADER || isEnd(lengthBytes, first) ? Look.WHOLE : resultSet.row(lengthBytes);
            case COLUMNS -> resultSet.definition(first);
            case FIELDS -> isEnd(lengthBytes, first) || first == MysqlErrors.HEADER ? Look.WHOLE : Look.PASS;
            case PREPARED_PARAMETERS, PREPARED_COLUMNS -> prepare.definition(first);
            case NONE, FIRST, STATISTICS, PREPARED, COLUMNS_END, PREPARED_PARAMETERS_END, PREPARED_COLUMNS_END ->
                Look.WHOLE;
        };
    }

    /// A row may begin with the same byte, as the mark of a length of eight bytes; then it is longer.
    private boolean isEnd(int lengthBytes, int first) {
        return first == OkPacket.END_OF_ROWS
                && lengthBytes < (legs.serverEndsWithOk() ? MysqlPacketDecoder.MAX_PAYLOAD : EOF_BELOW);
    }

    @Override
    public Shown whole(ByteBuf buffer, int payload, int lengthBytes) {
        int first = lengthBytes == 0 ? -1 : buffer.getUnsignedByte(payload);
        if (first == MysqlErrors.HEADER && phase != ResultPhase.STATISTICS) {
            return error(buffer, payload, lengthBytes);
        }
        return switch (phase) {
            case FIRST -> first(buffer, payload, lengthBytes, first);
            case STATISTICS -> answer.last();
            case FIELDS -> end(buffer, payload, lengthBytes);
            case COLUMNS -> resultSet.onDefinition(buffer, payload, lengthBytes);
            case COLUMNS_END -> resultSet.onDefinitionsEnd(buffer, payload, lengthBytes);
            case ROWS ->
                isEnd(lengthBytes, first)
                        ? end(buffer, payload, lengthBytes)
                        : resultSet.onRow(buffer, payload, lengthBytes);
            case PREPARED -> prepare.onPrepared(buffer, payload, lengthBytes);
            case PREPARED_PARAMETERS -> prepare.onLastDefinition(true);
            case PREPARED_COLUMNS -> prepare.onLastDefinition(false);
            case PREPARED_PARAMETERS_END, PREPARED_COLUMNS_END -> prepare.onDefinitionsEnd();
            case NONE -> throw new ProtocolViolation("the server speaks unasked");
        };
    }

    @Override
    public void piece(ByteBuf buffer, int start, int lengthBytes, boolean last, ByteBuf out) {
        resultSet.piece(buffer, start, lengthBytes, last, out);
    }

    @Override
    public void piecesPassed() {
        resultSet.piecesPassed();
    }

    private Shown first(ByteBuf buffer, int payload, int lengthBytes, int first) {
        if (session.phase() == MysqlPhase.SENDING_FILE) {
            throw new ProtocolViolation("the server answers before the file has ended");
        }
        if (first == OkPacket.OK && lengthBytes >= OK_AT_LEAST || isEnd(lengthBytes, first)) {
            return end(buffer, payload, lengthBytes);
        }
        if (first == LocalFile.REQUEST) {
            return file.onRequest(buffer, payload, lengthBytes);
        }
        return resultSet.onColumnCount(buffer, payload, lengthBytes);
    }

    /// An OK packet, or the end of rows.
    Shown end(ByteBuf buffer, int payload, int lengthBytes) {
        OkPacket end = legs.readEnd(buffer, payload, lengthBytes);
        server.state().read(end);
        if (end.header() == OkPacket.OK) {
            reply().rows += end.affectedRows();
        }
        if (reply().command == MysqlCommand.RESET_CONNECTION) {
            server.decoder().cut();
            phase = ResultPhase.NONE;
            session.onReset(answer.sequence());
            return Shown.TAKEN;
        }
        boolean more = StatusFlags.has(end.status(), StatusFlags.MORE_RESULTS);
        phase = more ? ResultPhase.FIRST : ResultPhase.NONE;
        boolean less = end.header() == OkPacket.END_OF_ROWS && answer.hasLessRows();
        if (legs.passes(end) && !less || answer.isSwallowing()) {
            return more ? answer.passes() : answer.last();
        }
        ByteBuf translated = legs.writeEnd(less ? end.ofLessRows() : end, answer.sequence());
        return more ? answer.replace(translated) : answer.replaceLast(translated);
    }

    private Shown error(ByteBuf buffer, int payload, int lengthBytes) {
        ServerError error = MysqlErrors.read(buffer, payload, lengthBytes);
        if (phase == ResultPhase.NONE) {
            session.ending.onFarewell(error);
            return Shown.TAKEN;
        }
        boolean inRows = phase == ResultPhase.ROWS;
        phase = ResultPhase.NONE;
        server.state().uncertain();
        if (inRows && Stopping.endsRows(reply(), error.vendorCode())) {
            OkPacket end = OkPacket.endOfRows(server.state().status()).ofLessRows();
            return answer.replaceLast(legs.writeEnd(end, answer.sequence()));
        }
        reply().fail(error);
        Refusal ours = Stopping.inPlaceOf(reply(), error.vendorCode());
        if (ours != null && !answer.isSwallowing()) {
            return answer.replaceLast(MysqlErrors.packet(server.channel().alloc(), ours, answer.sequence()));
        }
        ResultWatch watch = reply().watch();
        ServerError told = watch == null ? error : watch.serverError(error);
        if (told.equals(error) || answer.isSwallowing()) {
            return answer.last();
        }
        return answer.replaceLast(MysqlErrors.packet(server.channel().alloc(), told, answer.sequence()));
    }

    /// The answer has left with its last packet.
    @Override
    public void passed() {
        answer.end();
    }

    @Override
    public void span(ByteBuf span) {
        answer.write(span);
    }

    @Override
    public void readComplete() {
        session.readComplete();
    }

    @Override
    public void backlog(int bytes) {}

    @Override
    public void broken(Refusal refusal) {
        session.ending.onServerBroken(refusal);
    }

    @Override
    public void writabilityChanged() {
        session.relay.onWritability();
    }

    @Override
    public void gone() {
        session.ending.onServerGone();
    }
}
