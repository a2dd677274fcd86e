package dev.gatehouse.wire.mysql;

import io.netty.buffer.ByteBuf;

/// What the gateway answers a server's greeting with ("Protocol::HandshakeResponse41").
///
/// Shape: `capabilities:int32 maxPacket:int32 collation:int8 zero:19 mariadbCapabilities:int32 user:string<NUL>
/// answer:string<lenenc> [database:string<NUL>] method:string<NUL> [attributes]`. The part up to the user alone is
/// the request for TLS ("Protocol::SSLRequest").
///
/// @param capabilities what both sides of the leg agreed on
record ServerHandshakeResponse(MysqlServerRequest request, long capabilities) {
    private static final int MAX_PACKET = 1 << 24;

    void writeHead(ByteBuf out) {
        out.writeIntLE((int) capabilities);
        out.writeIntLE(MAX_PACKET);
        out.writeByte(request.collation());
        out.writeZero(19);
        out.writeIntLE((int) (capabilities >>> 32));
    }

    /// @param answer to the challenge of the greeting, by `method`
    void write(ByteBuf out, String method, byte[] answer) {
        writeHead(out);
        LoginFields.writeTerminated(out, request.target().username());
        if (MysqlCapabilities.has(capabilities, MysqlCapabilities.PLUGIN_AUTH_LENENC)) {
            LoginFields.writeLengthEncoded(out, answer);
        } else {
            out.writeByte(answer.length).writeBytes(answer);
        }
        if (MysqlCapabilities.has(capabilities, MysqlCapabilities.CONNECT_WITH_DB)) {
            LoginFields.writeTerminated(out, request.database());
        }
        LoginFields.writeTerminated(out, method);
        if (MysqlCapabilities.has(capabilities, MysqlCapabilities.CONNECT_ATTRS)) {
            LoginFields.writeAttributes(out, request.attributes());
        }
    }
}
