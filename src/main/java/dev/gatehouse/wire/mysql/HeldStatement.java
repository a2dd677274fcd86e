package dev.gatehouse.wire.mysql;

import java.nio.ByteBuffer;
import java.util.Optional;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Parameters;
import dev.gatehouse.wire.StatementRequest.Stage;

/// A command that waits for its ruling.
///
/// @param packet as it would go to the server, headers included; owned
/// @param textOffset how many bytes of the payload come before the text; -1 when it bears no text that could be
///     replaced
/// @param sql the text that is judged
record HeldStatement(
        MysqlCommand command,
        ByteBuf packet,
        int textOffset,
        String sql,
        Stage stage,
        Parameters parameters,
        @Nullable PreparedStatement prepared) {
    /// Where the flags of an execution stand in its payload.
    static final int FLAGS = 5;

    /// Read-only, for update, scrollable.
    static final int CURSOR_TYPES = 0x07;

    /// Whether the execution is to open a cursor. Shape: `command:int8 statement:int32 flags:int8 …`.
    boolean opensCursor() {
        return command == MysqlCommand.STMT_EXECUTE
                && (packet.getByte(packet.readerIndex() + MysqlPacketDecoder.HEADER + FLAGS) & CURSOR_TYPES) != 0;
    }

    /// The packet with another text, or empty when it bears none, or the character set has not all its characters.
    /// The caller releases it; this one's own packet stays.
    Optional<ByteBuf> with(String text, ClientCharset charset) {
        if (textOffset < 0) {
            return Optional.empty();
        }
        Optional<ByteBuffer> bytes = charset.encode(text);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        ByteBuf out =
                MysqlPackets.start(packet.alloc(), textOffset + bytes.get().remaining());
        out.writeBytes(packet, packet.readerIndex() + MysqlPacketDecoder.HEADER, textOffset);
        out.writeBytes(bytes.get());
        return Optional.of(MysqlPackets.finish(out, 0));
    }

    void release() {
        packet.release();
    }
}
