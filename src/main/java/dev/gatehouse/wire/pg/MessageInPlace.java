package dev.gatehouse.wire.pg;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.ProtocolViolation;

/// Puts other bytes in place of parts of one message after the other, front to back: in the buffer it lies in as
/// long as what is written is no longer than what was read so far, in one of its own from then on.
///
/// What lies behind the place that was replaced last is as it was read. Nothing is allocated for a message that
/// does not grow. Errors: `ProtocolViolation` for a message that grows over the limit; [#abandon] it then. Threads:
/// one.
final class MessageInPlace {
    private final ByteBufAllocator alloc;
    private final int limitBytes;
    private ByteBuf frame;
    private int start;
    private int end;
    private int read; // what was before it is written, or gone
    private int written; // what is before it is what the client gets; behind `start`
    private @Nullable ByteBuf grown;

    MessageInPlace(ByteBufAllocator alloc, int limitBytes) {
        this.alloc = alloc;
        this.limitBytes = limitBytes;
        this.frame = Unpooled.EMPTY_BUFFER;
    }

    /// Begins with the message `frame[start, start + lengthBytes)`.
    void begin(ByteBuf message, int from, int lengthBytes) {
        frame = message;
        start = from;
        end = from + lengthBytes;
        read = from;
        written = from;
    }

    /// All of `cell` takes the place of `frame[at, until)`.
    void replace(int at, int until, ByteBuf cell) {
        int length = cell.readableBytes();
        ByteBuf out = grown;
        if (out == null) {
            int to = written + (at - read);
            if (to + length <= until) {
                if (written != read) {
                    frame.setBytes(written, frame, read, at - read);
                }
                frame.setBytes(to, cell, cell.readerIndex(), length);
                written = to + length;
                read = until;
                return;
            }
            out = alloc.buffer(end - start + length - (until - at));
            grown = out;
            out.writeBytes(frame, start, written - start);
        }
        out.writeBytes(frame, read, at - read).writeBytes(cell, cell.readerIndex(), length);
        read = until;
        if (out.readableBytes() > limitBytes) {
            throw new ProtocolViolation("masked row over the limit of " + limitBytes + " bytes");
        }
    }

    /// The end of the message: its length is set. Null where it lies where it lay, [#shorterBytes] less; else what
    /// takes its place, for the caller to own.
    @Nullable
    ByteBuf end() {
        ByteBuf out = grown;
        if (out != null) {
            grown = null;
            out.writeBytes(frame, read, end - read);
            written = end;
            read = end;
            return out.setInt(1, out.readableBytes() - 1);
        }
        if (written != read) {
            frame.setBytes(written, frame, read, end - read);
            written += end - read;
            read = end;
            frame.setInt(start + 1, written - start - 1);
        } else {
            written = end;
        }
        return null;
    }

    /// By how much the last message that ended got shorter.
    int shorterBytes() {
        return end - written;
    }

    /// Lets go of what was written of a message that has not ended.
    void abandon() {
        if (grown != null) {
            grown.release();
            grown = null;
        }
    }
}
