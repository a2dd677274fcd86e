package dev.gatehouse.wire.pg;

import java.nio.ByteBuffer;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Parameters;
import dev.gatehouse.wire.ProtocolViolation;

/// The values of a `Bind`, copied out of it.
///
/// @param count of values
/// @param formats of the result; null if they have no meaning
/// @param bytes `formats:int16 (format:int16)* values:int16 (length:int32 bytes)*`, length -1 = NULL
record BoundValues(int count, byte[] bytes, @Nullable ResultFormats formats) {
    /// Reads from the parameter formats on; checks every length up to the end of the message.
    static BoundValues read(ByteBuf frame, int start, int end) {
        int values = skipFormats(frame, start, end);
        need(frame, values, 2, end);
        int count = frame.getUnsignedShort(values);
        int at = values + 2;
        for (int index = 0; index < count; index++) {
            need(frame, at, 4, end);
            int length = frame.getInt(at);
            if (length < -1) {
                throw malformed();
            }
            at += 4;
            need(frame, at, Math.max(0, length), end);
            at += Math.max(0, length);
        }
        if (skipFormats(frame, at, end) != end) {
            throw malformed();
        }
        byte[] bytes = new byte[at - start];
        frame.getBytes(start, bytes);
        return new BoundValues(count, bytes, ResultFormats.read(frame, at));
    }

    /// Tells the values of what [#read] has checked.
    ///
    /// @param types `(type:int32)*`; those behind its end are left to the server
    static void tell(byte[] bytes, byte[] types, Parameters.Visitor visitor) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int formats = in.getShort(0) & 0xFFFF;
        int at = Short.BYTES * (1 + formats);
        int count = in.getShort(at) & 0xFFFF;
        at += Short.BYTES;
        for (int index = 0; index < count; index++) {
            int length = in.getInt(at);
            at += Integer.BYTES;
            if (length < 0) {
                visitor.onNull(index);
                continue;
            }
            ByteBuffer value = in.slice(at, length).asReadOnlyBuffer();
            if (formats == 0 || in.getShort(Short.BYTES * (formats == 1 ? 1 : 1 + Math.min(index, formats - 1))) == 0) {
                visitor.onText(index, value);
            } else {
                int type = Integer.BYTES * index;
                visitor.onBinary(
                        index, type < types.length ? ByteBuffer.wrap(types).getInt(type) : 0, value);
            }
            at += length;
        }
    }

    private static int skipFormats(ByteBuf frame, int at, int end) {
        need(frame, at, 2, end);
        int bytes = 2 + 2 * frame.getUnsignedShort(at);
        need(frame, at, bytes, end);
        return at + bytes;
    }

    private static void need(ByteBuf frame, int at, int bytes, int end) {
        if (bytes > end - at) {
            throw malformed();
        }
    }

    private static ProtocolViolation malformed() {
        return new ProtocolViolation("invalid message format");
    }
}
