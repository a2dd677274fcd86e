package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import io.netty.buffer.ByteBuf;

/// What a client says of itself in answer to the greeting, or in `COM_CHANGE_USER`.
///
/// Shape of the answer ("Protocol::HandshakeResponse41"): `capabilities:int32 max-packet:int32 collation:int8
/// reserved:19 extended-capabilities:int32 user:cstring answer:(lenenc or int8 length) [database:cstring]
/// [plugin:cstring] [attributes]`; the extended capabilities count only where `CLIENT_MYSQL` is unset.
/// Shape of the command ("COM_CHANGE_USER"): `0x11:int8 user:cstring answer:int8-length database:cstring
/// [collation:int16 [plugin:cstring [attributes]]]`.
///
/// @param capabilities the client's bits, as sent
/// @param database empty if none
/// @param plugin the method that made `answer`, empty if not said
record HandshakeResponse(
        long capabilities,
        int collation,
        String user,
        byte[] answer,
        String database,
        String plugin,
        Map<String, String> attributes) {
    /// The length of an SSLRequest, which is the head of this packet and nothing else.
    static final int HEAD = 32;

    private static final int RESERVED = 19;

    /// The capabilities of a client, read from the head without moving an index.
    static long capabilities(ByteBuf payload) {
        LoginFields.require(payload, HEAD);
        int start = payload.readerIndex();
        long capabilities = payload.getUnsignedIntLE(start);
        return MysqlCapabilities.has(capabilities, MysqlCapabilities.MYSQL)
                ? capabilities
                : capabilities | payload.getUnsignedIntLE(start + HEAD - 4) << 32;
    }

    /// For a client with [MysqlCapabilities#REQUIRED_OF_CLIENTS]; the shape before that was another.
    static HandshakeResponse parse(ByteBuf in) {
        long capabilities = capabilities(in);
        in.skipBytes(8);
        int collation = in.readUnsignedByte();
        in.skipBytes(RESERVED + 4);
        String user = LoginFields.name(LoginFields.terminated(in));
        byte[] answer = MysqlCapabilities.has(capabilities, MysqlCapabilities.PLUGIN_AUTH_LENENC)
                ? LoginFields.lengthEncodedBytes(in)
                : LoginFields.shortBytes(in);
        String database = present(in, capabilities, MysqlCapabilities.CONNECT_WITH_DB)
                ? LoginFields.name(LoginFields.terminatedOrRest(in))
                : "";
        return new HandshakeResponse(
                capabilities,
                collation,
                user,
                answer,
                database,
                plugin(in, capabilities),
                attributes(in, capabilities));
    }

    /// The command's payload, its first byte included. `capabilities` are those of the first login.
    static HandshakeResponse parseChangeUser(ByteBuf in, long capabilities) {
        LoginFields.require(in, 1);
        in.skipBytes(1);
        String user = LoginFields.name(LoginFields.terminated(in));
        byte[] answer = LoginFields.shortBytes(in);
        String database = in.isReadable() ? LoginFields.name(LoginFields.terminatedOrRest(in)) : "";
        int collation = in.readableBytes() >= 2 ? in.readUnsignedShortLE() : 0;
        return new HandshakeResponse(
                capabilities,
                collation,
                user,
                answer,
                database,
                plugin(in, capabilities),
                attributes(in, capabilities));
    }

    private static String plugin(ByteBuf in, long capabilities) {
        return present(in, capabilities, MysqlCapabilities.PLUGIN_AUTH)
                ? new String(LoginFields.terminatedOrRest(in), StandardCharsets.US_ASCII)
                : "";
    }

    private static Map<String, String> attributes(ByteBuf in, long capabilities) {
        return present(in, capabilities, MysqlCapabilities.CONNECT_ATTRS) ? LoginFields.attributes(in) : Map.of();
    }

    private static boolean present(ByteBuf in, long capabilities, long flag) {
        return MysqlCapabilities.has(capabilities, flag) && in.isReadable();
    }
}
