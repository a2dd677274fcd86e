package dev.gatehouse.wire.mysql;

import java.util.Optional;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Parameters;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.StatementRequest.Stage;

/// Reads the commands that bear a statement, and turns them into the form that the server's capabilities ask for.
/// Errors: `ProtocolViolation`.
final class StatementReader {
    /// What a command was read as.
    sealed interface Read {
        record Statement(HeldStatement statement) implements Read {}

        /// Nothing to judge: the client gets this error.
        record Unfit(Refusal refusal) implements Read {}

        /// No such prepared statement.
        record UnknownStatement() implements Read {}

        /// The session's settings are others than those under which the statement was prepared.
        record Outdated() implements Read {}
    }

    private static final int PARAMETER_COUNT_AVAILABLE = 0x08;
    private static final int EXECUTE_FIXED = 10;
    private static final String UNREADABLE =
            "The statement's bytes are no text in character_set_client. Use utf8mb4, and bind binary values as parameters.";

    private final boolean clientAttributes;
    private final boolean serverAttributes;
    private final ServerState state;
    private final PreparedStatements prepared;

    StatementReader(long client, ServerLeg server, PreparedStatements prepared) {
        this.clientAttributes = MysqlCapabilities.has(client, MysqlCapabilities.QUERY_ATTRIBUTES);
        this.serverAttributes = MysqlCapabilities.has(server.capabilities(), MysqlCapabilities.QUERY_ATTRIBUTES);
        this.state = server.state();
        this.prepared = prepared;
    }

    /// `payload` is lent; `packet` is the same with its headers, and taken.
    Read read(MysqlCommand command, ByteBuf payload, ByteBuf packet) {
        boolean taken = false;
        try {
            Read read =
                    switch (command) {
                        case QUERY -> query(payload, packet);
                        case STMT_PREPARE ->
                            decoded(command, decode(payload, 1), packet, 1, Stage.PREPARE, Parameters.NONE);
                        case STMT_EXECUTE -> execute(payload, packet);
                        case INIT_DB -> named(command, "USE ", payload, packet, "");
                        case FIELD_LIST -> named(command, "SELECT * FROM ", payload, packet, " LIMIT 0");
                        case QUIT,
                                STATISTICS,
                                PROCESS_KILL,
                                PING,
                                CHANGE_USER,
                                STMT_SEND_LONG_DATA,
                                STMT_CLOSE,
                                STMT_RESET,
                                SET_OPTION,
                                STMT_FETCH,
                                RESET_CONNECTION -> throw new IllegalArgumentException(command + " bears no statement");
                    };
            taken = read instanceof Read.Statement(HeldStatement held) && held.packet() == packet;
            return read;
        } finally {
            if (!taken) {
                packet.release();
            }
        }
    }

    private Read query(ByteBuf payload, ByteBuf packet) {
        int text = 1;
        Parameters attributes = Parameters.NONE;
        if (clientAttributes) {
            ByteBuf in = payload.slice().skipBytes(1);
            int count = attributeCount(in);
            if (LengthEncoded.read(in) != 1) {
                throw new ProtocolViolation("query attributes come in one set");
            }
            if (count > 0) {
                attributes = BoundValues.read(in, count, true, new byte[0], LongData.NONE);
            }
            text = payload.readableBytes() - in.readableBytes();
        }
        if (clientAttributes == serverAttributes) {
            return decoded(MysqlCommand.QUERY, decode(payload, text), packet, text, Stage.SIMPLE, attributes);
        }
        Optional<String> sql = decode(payload, text);
        if (sql.isEmpty()) {
            return new Read.Unfit(new Refusal.NotUnderstood(UNREADABLE, ""));
        }
        ByteBuf plain = MysqlPackets.start(packet.alloc(), payload.readableBytes());
        plain.writeByte(MysqlCommand.QUERY.code());
        plain.writeBytes(payload, payload.readerIndex() + text, payload.readableBytes() - text);
        return decoded(MysqlCommand.QUERY, sql, MysqlPackets.finish(plain, 0), 1, Stage.SIMPLE, attributes);
    }

    private static int attributeCount(ByteBuf in) {
        long count = LengthEncoded.read(in);
        if (count < 0 || count > 0xFFFF) {
            throw new ProtocolViolation(count + " query attributes");
        }
        return (int) count;
    }

    private Optional<String> decode(ByteBuf payload, int offset) {
        return state.charset().decode(payload, payload.readerIndex() + offset, payload.readableBytes() - offset);
    }

    private static Read decoded(
            MysqlCommand command,
            Optional<String> sql,
            ByteBuf packet,
            int offset,
            Stage stage,
            Parameters attributes) {
        if (sql.isEmpty()) {
            return new Read.Unfit(new Refusal.NotUnderstood(UNREADABLE, ""));
        }
        return new Read.Statement(new HeldStatement(command, packet, offset, sql.get(), stage, attributes, null));
    }

    /// A command that names a schema or a table, judged as the statement that it stands for.
    private Read named(MysqlCommand command, String before, ByteBuf payload, ByteBuf packet, String after) {
        int start = payload.readerIndex() + 1;
        int length = payload.readableBytes() - 1;
        int zero = payload.indexOf(start, start + length, (byte) 0);
        Optional<String> name = state.charset().decode(payload, start, zero < 0 ? length : zero - start);
        if (name.isEmpty()) {
            return new Read.Unfit(new Refusal.NotUnderstood(UNREADABLE, ""));
        }
        String sql = before + '`' + name.get().replace("`", "``") + '`' + after;
        return new Read.Statement(new HeldStatement(command, packet, -1, sql, Stage.SIMPLE, Parameters.NONE, null));
    }

    private Read execute(ByteBuf payload, ByteBuf packet) {
        if (payload.readableBytes() < EXECUTE_FIXED) {
            throw new ProtocolViolation("an execute ends early");
        }
        ByteBuf in = payload.slice().skipBytes(1);
        PreparedStatement statement = prepared.find(in.readIntLE());
        if (statement == null) {
            return new Read.UnknownStatement();
        }
        if (!statement.reads(state.variables())) {
            return new Read.Outdated();
        }
        int flags = in.readUnsignedByte();
        in.skipBytes(4);
        boolean counted = clientAttributes && (statement.parameters > 0 || (flags & PARAMETER_COUNT_AVAILABLE) != 0);
        int count = counted ? attributeCount(in) : statement.parameters;
        if (count < statement.parameters) {
            throw new ProtocolViolation("an execute binds too few values");
        }
        BoundValues bound = null;
        if (count > 0) {
            bound = BoundValues.read(in, count, clientAttributes, statement.types, statement.longData);
        }
        if (flags != 0 && statement.mixesUpCursors()) {
            flags &= ~HeldStatement.CURSOR_TYPES;
            packet.setByte(packet.readerIndex() + MysqlPacketDecoder.HEADER + HeldStatement.FLAGS, flags);
        }
        ByteBuf sent = clientAttributes == serverAttributes ? packet : plain(packet, payload, flags, statement, bound);
        Parameters parameters = bound == null ? Parameters.NONE : bound;
        return new Read.Statement(new HeldStatement(
                MysqlCommand.STMT_EXECUTE, sent, -1, statement.sql, Stage.EXECUTE, parameters, statement));
    }

    /// The same execute for a server that knows no query attributes.
    private static ByteBuf plain(
            ByteBuf packet, ByteBuf payload, int flags, PreparedStatement statement, @Nullable BoundValues bound) {
        ByteBuf out = MysqlPackets.start(packet.alloc(), payload.readableBytes());
        out.writeBytes(payload, payload.readerIndex(), EXECUTE_FIXED);
        out.setByte(out.writerIndex() - 5, flags & ~PARAMETER_COUNT_AVAILABLE);
        if (bound != null && statement.parameters > 0) {
            bound.writeWithoutNames(out, statement.parameters, statement.longData);
        }
        return MysqlPackets.finish(out, 0);
    }
}
