package dev.gatehouse.wire.mysql;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

import dev.gatehouse.wire.ProtocolViolation;

/// What two legs of different capabilities write differently: ends of rows, OK packets, the number of columns.
///
/// The server leg never has `CLIENT_DEPRECATE_EOF` or `CLIENT_OPTIONAL_RESULTSET_METADATA` when the client leg has
/// not, and both have `MARIADB_EXTENDED_METADATA` or none; all else may differ either way.
final class LegTranslation {
    private static final int EOF_BYTES = 5;

    private final long client;
    private final boolean serverEndsWithOk;
    private final boolean clientEndsWithOk;
    private final boolean sameTracking;
    private final long server;
    private final ByteBufAllocator alloc;

    LegTranslation(long client, long server, ByteBufAllocator alloc) {
        this.client = client;
        this.server = server;
        this.alloc = alloc;
        this.serverEndsWithOk = MysqlCapabilities.has(server, MysqlCapabilities.DEPRECATE_EOF);
        this.clientEndsWithOk = MysqlCapabilities.has(client, MysqlCapabilities.DEPRECATE_EOF);
        this.sameTracking = ((client ^ server) & MysqlCapabilities.SESSION_TRACK) == 0;
    }

    boolean serverEndsWithOk() {
        return serverEndsWithOk;
    }

    boolean clientEndsWithOk() {
        return clientEndsWithOk;
    }

    /// Whether definitions end with an EOF packet on the server leg and with nothing on the client's.
    boolean dropsDefinitionsEnd() {
        return clientEndsWithOk && !serverEndsWithOk;
    }

    boolean serverMarksMetadata() {
        return MysqlCapabilities.has(server, MysqlCapabilities.OPTIONAL_RESULTSET_METADATA);
    }

    boolean serverExtendsMetadata() {
        return MysqlCapabilities.has(server, MysqlCapabilities.MARIADB_EXTENDED_METADATA);
    }

    boolean addsMetadataMark() {
        return MysqlCapabilities.has(client, MysqlCapabilities.OPTIONAL_RESULTSET_METADATA) && !serverMarksMetadata();
    }

    /// Reads an OK packet, or an EOF packet as the OK packet that it would be.
    OkPacket readEnd(ByteBuf buffer, int payload, int lengthBytes) {
        boolean eof = buffer.getUnsignedByte(payload) == OkPacket.END_OF_ROWS && !serverEndsWithOk;
        if (!eof) {
            return OkPacket.read(buffer, payload, lengthBytes, server);
        }
        if (lengthBytes < EOF_BYTES) {
            throw new ProtocolViolation("an EOF packet ends early");
        }
        int warnings = buffer.getUnsignedShortLE(payload + 1);
        int status = buffer.getUnsignedShortLE(payload + 3);
        return new OkPacket(OkPacket.END_OF_ROWS, 0, 0, status, warnings, Unpooled.EMPTY_BUFFER, Unpooled.EMPTY_BUFFER);
    }

    /// Whether the client reads the server's packet just so.
    boolean passes(OkPacket end) {
        if (end.header() == OkPacket.END_OF_ROWS && clientEndsWithOk != serverEndsWithOk) {
            return false;
        }
        boolean eof = end.header() == OkPacket.END_OF_ROWS && !serverEndsWithOk;
        return eof || sameTracking || !StatusFlags.has(end.status(), StatusFlags.SESSION_STATE_CHANGED);
    }

    ByteBuf writeEnd(OkPacket end, int sequence) {
        ByteBuf out = MysqlPackets.start(alloc, 64 + end.message().readableBytes());
        if (end.header() == OkPacket.END_OF_ROWS && !clientEndsWithOk) {
            out.writeByte(OkPacket.END_OF_ROWS).writeShortLE(end.warnings());
            out.writeShortLE(end.status() & ~StatusFlags.SESSION_STATE_CHANGED);
        } else {
            end.write(out, client);
        }
        return MysqlPackets.finish(out, sequence);
    }

    /// The number of columns for a client that wants to be told that their definitions follow.
    ByteBuf columnCount(int count, int sequence) {
        ByteBuf out = MysqlPackets.start(alloc, 8);
        LengthEncoded.write(out, count);
        out.writeByte(1);
        return MysqlPackets.finish(out, sequence);
    }

    /// `COM_STMT_PREPARE_OK` for such a client.
    ByteBuf prepared(ByteBuf buffer, int payload, int lengthBytes, int sequence) {
        ByteBuf out = MysqlPackets.start(alloc, lengthBytes + 1);
        out.writeBytes(buffer, payload, lengthBytes).writeByte(1);
        return MysqlPackets.finish(out, sequence);
    }
}
