package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

import dev.gatehouse.wire.Target;

/// Writes the messages that a client sends before it is logged in.
///
/// Shape: packets without a type byte `length:int32 code:int32 …`, then `p length:int32 …` ("Message Formats").
/// Ownership: each method returns a new buffer that the caller writes or releases.
final class PgLoginMessages {
    /// The request codes are protocol versions with the impossible major number 1234.
    static final int SSL_REQUEST_CODE = 80877103;

    static final int CANCEL_REQUEST_CODE = 80877102;

    /// What only the target may say.
    private static final Set<String> RESERVED = Set.of("user", "database", "replication");

    private PgLoginMessages() {}

    static ByteBuf sslRequest(ByteBufAllocator allocator) {
        return allocator.buffer(8).writeInt(8).writeInt(SSL_REQUEST_CODE);
    }

    static ByteBuf cancelRequest(ByteBufAllocator allocator, int processId, byte[] secretKey) {
        return allocator
                .buffer(12 + secretKey.length)
                .writeInt(12 + secretKey.length)
                .writeInt(CANCEL_REQUEST_CODE)
                .writeInt(processId)
                .writeBytes(secretKey);
    }

    static ByteBuf startup(ByteBufAllocator allocator, PgServerRequest request) {
        Target target = request.target();
        ByteBuf out = allocator.buffer(256).writeInt(0).writeShort(3).writeShort(request.minorVersion());
        parameter(out, "user", target.username());
        parameter(out, "database", target.database());
        request.parameters().forEach((name, value) -> {
            if (!RESERVED.contains(name)) {
                parameter(out, name, value);
            }
        });
        out.writeByte(0);
        return out.setInt(0, out.readableBytes());
    }

    private static void parameter(ByteBuf out, String name, String value) {
        text(out, name);
        text(out, value);
    }

    /// `PasswordMessage` with bytes that hold no zero byte; the terminator is added.
    static ByteBuf password(ByteBufAllocator allocator, byte[] password) {
        ByteBuf out = allocator.buffer(6 + password.length);
        return out.writeByte('p')
                .writeInt(5 + password.length)
                .writeBytes(password)
                .writeByte(0);
    }

    static ByteBuf saslInitialResponse(ByteBufAllocator allocator, String mechanism, String clientFirst) {
        byte[] response = clientFirst.getBytes(StandardCharsets.US_ASCII);
        ByteBuf out = allocator.buffer(128).writeByte('p').writeInt(0);
        text(out, mechanism);
        out.writeInt(response.length).writeBytes(response);
        return out.setInt(1, out.readableBytes() - 1);
    }

    static ByteBuf saslResponse(ByteBufAllocator allocator, String clientFinal) {
        byte[] response = clientFinal.getBytes(StandardCharsets.US_ASCII);
        return allocator
                .buffer(5 + response.length)
                .writeByte('p')
                .writeInt(4 + response.length)
                .writeBytes(response);
    }

    /// Whether `request` can be written: a zero byte in a text would end it early and begin another parameter.
    static boolean isWritable(PgServerRequest request) {
        return clean(request.target().username())
                && clean(request.target().database())
                && request.parameters().entrySet().stream()
                        .allMatch(each -> !each.getKey().isEmpty() && clean(each.getKey()) && clean(each.getValue()));
    }

    private static boolean clean(String text) {
        return text.indexOf('\0') < 0;
    }

    private static void text(ByteBuf out, String text) {
        out.writeCharSequence(text, StandardCharsets.UTF_8);
        out.writeByte(0);
    }
}
