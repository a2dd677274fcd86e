package dev.gatehouse.wire.mysql;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import dev.gatehouse.wire.ProtocolViolation;

/// Reads and writes the fields of login packets ("Basic Data Types" of the MySQL manual), each bounded by its
/// packet.
///
/// Errors: `ProtocolViolation` where a field does not fit in what is left.
final class LoginFields {
    /// More attributes than any client sends; the packet bounds their bytes.
    private static final int MAX_ATTRIBUTES = 256;

    /// Half of what servers take, so that the gateway's own attributes have room beside a client's.
    private static final int MAX_ATTRIBUTE_BYTES = 32 << 10;

    private LoginFields() {}

    static void require(ByteBuf in, int bytes) {
        if (in.readableBytes() < bytes) {
            throw new ProtocolViolation("a login packet ends too early");
        }
    }

    static byte[] bytes(ByteBuf in, long count) {
        if (count < 0 || count > in.readableBytes()) {
            throw new ProtocolViolation("a field is longer than its login packet");
        }
        byte[] bytes = new byte[(int) count];
        in.readBytes(bytes);
        return bytes;
    }

    static byte[] rest(ByteBuf in) {
        return bytes(in, in.readableBytes());
    }

    /// Bytes up to a zero byte, which is skipped.
    static byte[] terminated(ByteBuf in) {
        int length = in.bytesBefore((byte) 0);
        if (length < 0) {
            throw new ProtocolViolation("a string without an end");
        }
        byte[] bytes = bytes(in, length);
        in.skipBytes(1);
        return bytes;
    }

    /// Bytes up to a zero byte or the end of the packet: some peers leave out the last zero.
    static byte[] terminatedOrRest(ByteBuf in) {
        return in.bytesBefore((byte) 0) < 0 ? rest(in) : terminated(in);
    }

    static byte[] shortBytes(ByteBuf in) {
        require(in, 1);
        return bytes(in, in.readUnsignedByte());
    }

    static byte[] lengthEncodedBytes(ByteBuf in) {
        return bytes(in, lengthEncoded(in));
    }

    static long lengthEncoded(ByteBuf in) {
        require(in, 1);
        int first = in.readUnsignedByte();
        return switch (first) {
            case 0xfc -> {
                require(in, 2);
                yield in.readUnsignedShortLE();
            }
            case 0xfd -> {
                require(in, 3);
                yield in.readUnsignedMediumLE();
            }
            case 0xfe -> {
                require(in, 8);
                yield in.readLongLE();
            }
            case 0xfb, 0xff -> throw new ProtocolViolation("no length-encoded integer");
            default -> first;
        };
    }

    static void writeLengthEncoded(ByteBuf out, int value) {
        if (value < 0xfb) {
            out.writeByte(value);
        } else if (value <= 0xffff) {
            out.writeByte(0xfc).writeShortLE(value);
        } else {
            out.writeByte(0xfd).writeMediumLE(value);
        }
    }

    static void writeLengthEncoded(ByteBuf out, byte[] bytes) {
        writeLengthEncoded(out, bytes.length);
        out.writeBytes(bytes);
    }

    static void writeTerminated(ByteBuf out, String text) {
        out.writeCharSequence(text, StandardCharsets.UTF_8);
        out.writeByte(0);
    }

    /// Strict UTF-8: a name that two readers could read differently is none.
    static String name(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new ProtocolViolation("a name that is not UTF-8");
        }
    }

    /// `total:lenenc (key:lenenc-string value:lenenc-string)*`; of a repeated key the first counts. Undecodable
    /// bytes in an attribute are replaced: attributes tell, they do not prove.
    static Map<String, String> attributes(ByteBuf in) {
        byte[] block = lengthEncodedBytes(in);
        if (block.length > MAX_ATTRIBUTE_BYTES) {
            throw new ProtocolViolation("more connection attributes than any client has");
        }
        ByteBuf pairs = Unpooled.wrappedBuffer(block);
        Map<String, String> attributes = new LinkedHashMap<>();
        while (pairs.isReadable()) {
            String key = new String(lengthEncodedBytes(pairs), StandardCharsets.UTF_8);
            String value = new String(lengthEncodedBytes(pairs), StandardCharsets.UTF_8);
            attributes.putIfAbsent(key, value);
            if (attributes.size() > MAX_ATTRIBUTES) {
                throw new ProtocolViolation("more connection attributes than any client has");
            }
        }
        return attributes;
    }

    static void writeAttributes(ByteBuf out, Map<String, String> attributes) {
        ByteBuf pairs = out.alloc().buffer();
        try {
            new TreeMap<>(attributes).forEach((key, value) -> {
                writeLengthEncoded(pairs, key.getBytes(StandardCharsets.UTF_8));
                writeLengthEncoded(pairs, value.getBytes(StandardCharsets.UTF_8));
            });
            writeLengthEncoded(out, pairs.readableBytes());
            out.writeBytes(pairs);
        } finally {
            pairs.release();
        }
    }
}
