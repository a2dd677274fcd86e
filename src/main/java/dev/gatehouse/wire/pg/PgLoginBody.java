package dev.gatehouse.wire.pg;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.ProtocolViolation;

/// Reads the parts of a login message, from the front and to its end. Errors: `ProtocolViolation` for a part that
/// is not there or not as it must be.
final class PgLoginBody {
    private PgLoginBody() {}

    /// Errors: `ProtocolViolation` with `otherwise`.
    static void need(boolean lawful, String otherwise) {
        if (!lawful) {
            throw new ProtocolViolation(otherwise);
        }
    }

    /// Nothing may follow.
    static void ends(ByteBuf body) {
        need(!body.isReadable(), "bytes after the end of a message");
    }

    /// Shape: `utf8*\0`.
    static String text(ByteBuf body) {
        int length = body.bytesBefore((byte) 0);
        need(length >= 0, "text without an end");
        byte[] bytes = new byte[length];
        body.readBytes(bytes).skipBytes(1);
        return utf8(bytes);
    }

    /// All that is left, as a copy.
    static byte[] rest(ByteBuf body) {
        byte[] bytes = new byte[body.readableBytes()];
        body.readBytes(bytes);
        return bytes;
    }

    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException broken) {
            throw new ProtocolViolation("text that is not UTF-8");
        }
    }
}
