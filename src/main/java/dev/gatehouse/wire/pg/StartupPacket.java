package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.ProtocolViolation;

/// What a client may say before it is known: the messages without a type byte.
///
/// Shape: `length:int32 code:int32 body[length-8]` ("StartupMessage", "CancelRequest", "SSLRequest",
/// "GSSENCRequest").
sealed interface StartupPacket {
    record SslRequest() implements StartupPacket {}

    record GssEncRequest() implements StartupPacket {}

    record CancelRequest(int processId, byte[] secret) implements StartupPacket {}

    /// @param parameters in the order they came, `_pq_.` options left out
    /// @param protocolOptions the names of the `_pq_.` options
    record Startup(int minorVersion, Map<String, String> parameters, List<String> protocolOptions)
            implements StartupPacket {
        Optional<String> parameter(String name) {
            return Optional.ofNullable(parameters.get(name));
        }
    }

    /// The server's own bound (`MAX_STARTUP_PACKET_LENGTH`).
    int LONGEST = 10_000;

    /// A cancel key has 4 bytes in protocol 3.0, and at most 256 in 3.2.
    int LONGEST_KEY = 256;

    /// Takes one packet out of `in`; null if it has not come whole.
    static @Nullable StartupPacket read(ByteBuf in) {
        if (in.readableBytes() < 4) {
            return null;
        }
        int length = in.getInt(in.readerIndex());
        if (length < 8 || length > LONGEST) {
            throw new ProtocolViolation("invalid length of startup packet");
        }
        if (in.readableBytes() < length) {
            return null;
        }
        ByteBuf body = in.readSlice(length).skipBytes(4);
        int code = body.readInt();
        return switch (code) {
            case 80877103 -> bare(body, new SslRequest());
            case 80877104 -> bare(body, new GssEncRequest());
            case 80877102 -> cancel(body);
            default -> startup(code, body);
        };
    }

    private static StartupPacket bare(ByteBuf body, StartupPacket packet) {
        if (body.isReadable()) {
            throw new ProtocolViolation("invalid length of startup packet");
        }
        return packet;
    }

    private static StartupPacket cancel(ByteBuf body) {
        int keyBytes = body.readableBytes() - 4;
        if (keyBytes < 4 || keyBytes > LONGEST_KEY) {
            throw new ProtocolViolation("invalid length of cancel request packet");
        }
        int processId = body.readInt();
        byte[] secret = new byte[keyBytes];
        body.readBytes(secret);
        return new CancelRequest(processId, secret);
    }

    private static StartupPacket startup(int version, ByteBuf body) {
        if (version >>> 16 != 3) {
            throw new ProtocolViolation("unsupported frontend protocol " + (version >>> 16) + "." + (version & 0xffff)
                    + ": this gateway speaks 3.0 to 3.2");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        List<String> options = new java.util.ArrayList<>();
        while (body.isReadable() && body.getByte(body.readerIndex()) != 0) {
            String name = text(body);
            String value = text(body);
            if (name.startsWith("_pq_.")) {
                options.add(name);
            } else {
                parameters.put(name, value);
            }
        }
        if (body.readableBytes() != 1) {
            throw new ProtocolViolation("invalid startup packet layout: expected terminator as last byte");
        }
        return new Startup(version & 0xffff, parameters, List.copyOf(options));
    }

    private static String text(ByteBuf body) {
        int start = body.readerIndex();
        int nul = PgText.end(body, start, body.writerIndex());
        body.readerIndex(nul + 1);
        return PgText.decode(body, start, nul, StandardCharsets.UTF_8)
                .orElseThrow(() -> new ProtocolViolation("startup packet with text that is not UTF-8"));
    }
}
