package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;

/// What the gateway says of itself to a MySQL client before anything else.
///
/// Shape: `10:int8 version:cstring thread:int32 scramble:8 0:int8 capabilities:int16 collation:int8 status:int16
/// capabilities:int16 scramble-length:int8 reserved:10 scramble:12 0:int8 plugin:cstring`
/// ("Protocol::HandshakeV10"); MariaDB puts the extended capabilities into the last four reserved bytes when
/// `CLIENT_MYSQL` is unset.
///
/// @param serverVersion as clients parse it: the first numbers count. MariaDB goes without the `5.5.5-` that it
///     sent before version 11: Connector/J reads the login of such an old server another way and fails
/// @param capabilities what the sessions behind can do; what the login itself needs is added, `SSL` where the
///     listener has TLS
/// @param collation the collation id
public record MysqlGreeting(String serverVersion, long capabilities, int collation) {
    private static final int PROTOCOL_VERSION = 10;
    private static final int STATUS_AUTOCOMMIT = 2;
    private static final int SCRAMBLE_PART_1 = 8;
    private static final long LOGIN = MysqlCapabilities.REQUIRED_OF_CLIENTS
            | MysqlCapabilities.PLUGIN_AUTH_LENENC
            | MysqlCapabilities.CONNECT_ATTRS
            | MysqlCapabilities.CONNECT_WITH_DB
            | MysqlCapabilities.TRANSACTIONS
            | MysqlCapabilities.LONG_FLAG;

    /// The capabilities as they stand in the greeting of a listener with or without TLS.
    long offered(boolean tls) {
        long offered = (capabilities | LOGIN) & ~MysqlCapabilities.NEVER & ~MysqlCapabilities.SSL;
        if (offered >>> 32 == 0) {
            offered |= MysqlCapabilities.MYSQL;
        }
        return tls ? offered | MysqlCapabilities.SSL : offered;
    }

    void write(ByteBuf out, int threadId, byte[] scramble, String plugin, boolean tls) {
        long offered = offered(tls);
        out.writeByte(PROTOCOL_VERSION);
        out.writeCharSequence(serverVersion, StandardCharsets.US_ASCII);
        out.writeByte(0);
        out.writeIntLE(threadId);
        out.writeBytes(scramble, 0, SCRAMBLE_PART_1);
        out.writeByte(0);
        out.writeShortLE((int) offered);
        out.writeByte(collation);
        out.writeShortLE(STATUS_AUTOCOMMIT);
        out.writeShortLE((int) (offered >>> 16));
        out.writeByte(scramble.length + 1);
        out.writeZero(6);
        out.writeIntLE(MysqlCapabilities.has(offered, MysqlCapabilities.MYSQL) ? 0 : (int) (offered >>> 32));
        out.writeBytes(scramble, SCRAMBLE_PART_1, scramble.length - SCRAMBLE_PART_1);
        out.writeByte(0);
        out.writeCharSequence(plugin, StandardCharsets.US_ASCII);
        out.writeByte(0);
    }
}
