package dev.gatehouse.wire.mysql;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Leg;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ResultWatch;
import dev.gatehouse.wire.ServerError;

/// Follows the server's answer to the command in flight, packet by packet, and lets it pass, changes or swallows
/// it.
///
/// Rows and column definitions that nobody wants to see are told from ends and errors by their length and first
/// byte alone. Where the two legs agreed on different capabilities, ends of rows, OK packets and the like are
/// written anew. Threads: the session's event loop.
final class ServerReplies implements PacketSink {
    private static final int EOF_BELOW = 9;
    private static final int OK_AT_LEAST = 7;
    private static final int PREPARED_BYTES = 12;
    private static final Refusal UNNAMED_FILE =
            new Refusal.Denied("The server asks for a file that the statement does not name.", "");

    private final MysqlSession session;
    private final Leg client;
    private final ServerLeg server;
    private final LegTranslation legs;
    private final ResultColumns columns;

    private MysqlReply reply = MysqlReply.unwatched(MysqlCommand.PING);
    private ResultPhase phase = ResultPhase.NONE;
    private int left; // definitions still to come
    private int preparedColumns;
    private boolean swallowing;
    private @Nullable Refusal refused; // to be told behind the EOF that ends the definitions

    ServerReplies(MysqlSession session, ClientLeg client, ServerLeg server, int columnLimit) {
        this.client = client.leg();
        this.session = session;
        this.server = server;
        this.legs = new LegTranslation(client.capabilities(), server.capabilities(), client.alloc());
        this.columns = new ResultColumns(columnLimit);
    }

    /// `command` has been sent; its answer begins with the number `sequence`, which the client sees raised by
    /// `shift`.
    void await(MysqlCommand command, MysqlReply due, int sequence, int shift) {
        reply = due;
        refused = null;
        swallowing = false;
        server.decoder().expect(sequence);
        server.decoder().shift(shift);
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

    MysqlReply reply() {
        return reply;
    }

    /// Sends the server an empty file, and the client our error in place of the request; the rest is swallowed.
    void declineFile() {
        int asked = sequence() - server.decoder().shift();
        server.decoder().cut();
        server.leg()
                .write(MysqlPackets.finish(MysqlPackets.start(server.channel().alloc(), 0), asked + 1));
        server.decoder().expect(asked + 2 & 0xFF);
        if (!swallowing) {
            toClient(MysqlErrors.packet(server.channel().alloc(), UNNAMED_FILE, sequence()));
            reply.refused = true;
            swallowing = true;
        }
    }

    boolean isSwallowing() {
        return swallowing;
    }

    @Override
    public Look begin(int lengthBytes, int first) {
        Look look = look(lengthBytes, first);
        return look == Look.PASS && swallowing ? Look.DROP : look;
    }

    private Look look(int lengthBytes, int first) {
        return switch (phase) {
            case ROWS -> row(lengthBytes, first);
            case COLUMNS -> first == MysqlErrors.HEADER || columns.wanted() ? Look.WHOLE : passDefinition();
            case FIELDS -> isEnd(lengthBytes, first) || first == MysqlErrors.HEADER ? Look.WHOLE : Look.PASS;
            case PREPARED_PARAMETERS, PREPARED_COLUMNS -> left == 1 ? Look.WHOLE : passDefinition();
            case NONE, FIRST, STATISTICS, PREPARED, COLUMNS_END, PREPARED_PARAMETERS_END, PREPARED_COLUMNS_END ->
                Look.WHOLE;
        };
    }

    private Look row(int lengthBytes, int first) {
        if (first == MysqlErrors.HEADER || isEnd(lengthBytes, first)) {
            return Look.WHOLE;
        }
        if (!swallowing) {
            reply.rows++;
        }
        return reply.editor == null || swallowing ? Look.PASS : Look.WHOLE;
    }

    /// A row may begin with the same byte, as the mark of a length of eight bytes; then it is longer.
    private boolean isEnd(int lengthBytes, int first) {
        return first == OkPacket.END_OF_ROWS
                && lengthBytes < (legs.serverEndsWithOk() ? MysqlPacketDecoder.MAX_PAYLOAD : EOF_BELOW);
    }

    private Look passDefinition() {
        left--;
        if (left == 0) {
            phase = legs.serverEndsWithOk() ? ResultPhase.ROWS : ResultPhase.COLUMNS_END;
        }
        return Look.PASS;
    }

    @Override
    public Shown whole(ByteBuf buffer, int payload, int lengthBytes) {
        int first = lengthBytes == 0 ? -1 : buffer.getUnsignedByte(payload);
        if (first == MysqlErrors.HEADER && phase != ResultPhase.STATISTICS) {
            return error(buffer, payload, lengthBytes);
        }
        return switch (phase) {
            case FIRST -> first(buffer, payload, lengthBytes, first);
            case STATISTICS -> last();
            case FIELDS -> end(buffer, payload, lengthBytes);
            case COLUMNS -> column(buffer, payload, lengthBytes);
            case COLUMNS_END -> columnsEnd(buffer, payload, lengthBytes);
            case ROWS ->
                isEnd(lengthBytes, first) ? end(buffer, payload, lengthBytes) : edit(buffer, payload, lengthBytes);
            case PREPARED -> prepared(buffer, payload, lengthBytes);
            case PREPARED_PARAMETERS, PREPARED_COLUMNS -> preparedDefinitionsDone();
            case PREPARED_PARAMETERS_END, PREPARED_COLUMNS_END -> preparedEnd();
            case NONE -> throw new ProtocolViolation("the server speaks unasked");
        };
    }

    private Shown first(ByteBuf buffer, int payload, int lengthBytes, int first) {
        if (session.phase() == MysqlPhase.SENDING_FILE) {
            throw new ProtocolViolation("the server answers before the file has ended");
        }
        if (first == OkPacket.OK && lengthBytes >= OK_AT_LEAST || isEnd(lengthBytes, first)) {
            return end(buffer, payload, lengthBytes);
        }
        if (first == LocalFile.REQUEST) {
            boolean asked = session.onFileRequest(reply, LocalFile.name(buffer, payload, lengthBytes));
            return asked ? passes() : Shown.TAKEN;
        }
        columns.begin(legs, reply, buffer, payload, lengthBytes);
        left = columns.undefined() ? 0 : columns.count();
        phase = ResultPhase.COLUMNS;
        if (legs.addsMetadataMark()) {
            return replace(legs.columnCount(columns.count(), sequence()));
        }
        return left == 0 ? definitionsDone(buffer, payload, lengthBytes) : passes();
    }

    private Shown column(ByteBuf buffer, int payload, int lengthBytes) {
        columns.add(buffer, payload, lengthBytes);
        left--;
        return left == 0 ? definitionsDone(buffer, payload, lengthBytes) : passes();
    }

    /// The last packet before the rows, or before the EOF that comes before the rows.
    private Shown definitionsDone(ByteBuf buffer, int payload, int lengthBytes) {
        phase = legs.serverEndsWithOk() ? ResultPhase.ROWS : ResultPhase.COLUMNS_END;
        Refusal refusal = columns.plan(reply, server.channel().alloc());
        if (refusal == null || swallowing) {
            return passes();
        }
        if (legs.clientEndsWithOk()) {
            server.decoder().cut();
            toClient(server.decoder().keep(lengthBytes));
            refuse(refusal, server.decoder().nextSequence());
            return Shown.TAKEN;
        }
        refused = refusal;
        return passes();
    }

    private Shown columnsEnd(ByteBuf buffer, int payload, int lengthBytes) {
        OkPacket end = legs.readEnd(buffer, payload, lengthBytes);
        server.state().status(end.status());
        phase = ResultPhase.ROWS;
        Refusal refusal = refused;
        refused = null;
        if (refusal != null) {
            server.decoder().cut();
            toClient(server.decoder().keep(lengthBytes));
            refuse(refusal, server.decoder().nextSequence());
            return Shown.TAKEN;
        }
        if (StatusFlags.has(end.status(), StatusFlags.CURSOR_EXISTS)) {
            return end(buffer, payload, lengthBytes); // rows come by COM_STMT_FETCH
        }
        return legs.dropsDefinitionsEnd() ? drop() : passes();
    }

    /// Rows are kept from the client, which gets our error in their place; the server is told to stop.
    private void refuse(Refusal refusal, int sequence) {
        toClient(MysqlErrors.packet(server.channel().alloc(), refusal, sequence));
        reply.refused = true;
        swallowing = true;
        session.cancelAtServer();
    }

    private Shown edit(ByteBuf buffer, int payload, int lengthBytes) {
        MysqlRowEditor editor = reply.editor;
        ByteBuf changed = editor == null ? null : editor.edit(buffer, payload, lengthBytes);
        if (changed == null) {
            return passes();
        }
        int links = MysqlPackets.links(changed.readableBytes() - MysqlPacketDecoder.HEADER);
        ByteBuf packet = MysqlPackets.finish(changed, sequence());
        server.decoder().shift(server.decoder().shift() + links - MysqlPackets.links(lengthBytes));
        return replace(packet);
    }

    /// An OK packet, or the end of rows.
    private Shown end(ByteBuf buffer, int payload, int lengthBytes) {
        OkPacket end = legs.readEnd(buffer, payload, lengthBytes);
        server.state().read(end);
        if (end.header() == OkPacket.OK) {
            reply.rows += end.affectedRows();
        }
        if (reply.command == MysqlCommand.RESET_CONNECTION) {
            server.decoder().cut();
            phase = ResultPhase.NONE;
            session.onReset(sequence());
            return Shown.TAKEN;
        }
        boolean more = StatusFlags.has(end.status(), StatusFlags.MORE_RESULTS);
        phase = more ? ResultPhase.FIRST : ResultPhase.NONE;
        if (legs.passes(end) || swallowing) {
            return more ? passes() : last();
        }
        replace(legs.writeEnd(end, sequence()));
        if (!more) {
            passed();
        }
        return Shown.TAKEN;
    }

    private Shown error(ByteBuf buffer, int payload, int lengthBytes) {
        ServerError error = MysqlErrors.read(buffer, payload, lengthBytes);
        if (phase == ResultPhase.NONE) {
            session.onFarewell(error);
            return Shown.TAKEN;
        }
        phase = ResultPhase.NONE;
        reply.fail(error);
        ResultWatch watch = reply.watch();
        ServerError told = watch == null ? error : watch.serverError(error);
        if (told.equals(error) || swallowing) {
            return last();
        }
        replace(MysqlErrors.packet(server.channel().alloc(), told, sequence()));
        passed();
        return Shown.TAKEN;
    }

    /// Shape: `0:int8 statement:int32 columns:int16 parameters:int16 0:int8 warnings:int16
    /// [definitionsFollow:int8]`.
    private Shown prepared(ByteBuf buffer, int payload, int lengthBytes) {
        if (lengthBytes < PREPARED_BYTES || buffer.getByte(payload) != OkPacket.OK) {
            throw new ProtocolViolation("no answer to a prepare");
        }
        preparedColumns = buffer.getUnsignedShortLE(payload + 5);
        left = buffer.getUnsignedShortLE(payload + 7);
        session.onPrepared(reply, buffer.getIntLE(payload + 1), left);
        if (legs.serverMarksMetadata()
                && lengthBytes > PREPARED_BYTES
                && buffer.getByte(payload + PREPARED_BYTES) == 0) {
            left = 0;
            preparedColumns = 0;
        }
        phase = left > 0 ? ResultPhase.PREPARED_PARAMETERS : columnsOfPrepared();
        boolean last = phase == ResultPhase.NONE;
        if (!legs.addsMetadataMark()) {
            return last ? last() : passes();
        }
        replace(legs.prepared(buffer, payload, lengthBytes, sequence()));
        if (last) {
            passed();
        }
        return Shown.TAKEN;
    }

    private ResultPhase columnsOfPrepared() {
        left = preparedColumns;
        preparedColumns = 0;
        return left > 0 ? ResultPhase.PREPARED_COLUMNS : ResultPhase.NONE;
    }

    private Shown preparedDefinitionsDone() {
        if (!legs.serverEndsWithOk()) {
            boolean parameters = phase == ResultPhase.PREPARED_PARAMETERS;
            phase = parameters ? ResultPhase.PREPARED_PARAMETERS_END : ResultPhase.PREPARED_COLUMNS_END;
            return passes();
        }
        phase = columnsOfPrepared();
        return phase == ResultPhase.NONE ? last() : passes();
    }

    private Shown preparedEnd() {
        phase = columnsOfPrepared();
        boolean last = phase == ResultPhase.NONE;
        if (!legs.dropsDefinitionsEnd()) {
            return last ? last() : passes();
        }
        drop();
        if (last) {
            passed();
        }
        return Shown.TAKEN;
    }

    private Shown passes() {
        return swallowing ? Shown.TAKEN : Shown.PASSES;
    }

    private Shown last() {
        if (!swallowing) {
            return Shown.LAST;
        }
        passed();
        return Shown.TAKEN;
    }

    /// The client gets nothing for this packet, so that the numbers of the later ones are lower by one.
    private Shown drop() {
        server.decoder().cut();
        server.decoder().shift(server.decoder().shift() - 1);
        return Shown.TAKEN;
    }

    private Shown replace(ByteBuf packet) {
        server.decoder().cut();
        if (swallowing) {
            packet.release();
        } else {
            toClient(packet);
        }
        return Shown.TAKEN;
    }

    private int sequence() {
        return server.decoder().sequence();
    }

    @Override
    public void passed() {
        session.onAnswered(reply);
    }

    @Override
    public void span(ByteBuf span) {
        toClient(span);
    }

    private void toClient(ByteBuf bytes) {
        reply.bytes += bytes.readableBytes();
        client.write(bytes);
    }

    @Override
    public void readComplete() {
        session.readComplete();
    }

    @Override
    public void backlog(int bytes) {}

    @Override
    public void broken(Refusal refusal) {
        session.onServerBroken(refusal);
    }

    @Override
    public void writabilityChanged() {
        session.writabilityChanged();
    }

    @Override
    public void gone() {
        session.onServerGone();
    }
}
