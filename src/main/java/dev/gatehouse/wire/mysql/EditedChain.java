package dev.gatehouse.wire.mysql;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/// Puts the headers of a chain of packets back between the bytes of its payload, which were edited apart from them
/// and may come later: where a header belongs, the bytes before it have not all come when it is read.
///
/// A link but the last is of 16 MiB − 1, so that no more than one header waits as long as less is held back.
final class EditedChain {
    private final ByteBufAllocator alloc;
    private int left; // bytes that are to come of the link whose header has gone
    private int waitingBytes;
    private int waitingNumber;
    private boolean waits;

    EditedChain(ByteBufAllocator alloc) {
        this.alloc = alloc;
    }

    void begin() {
        left = 0;
        waits = false;
    }

    /// The header of the next link was read; `number` is the one that the client sees.
    void link(int lengthBytes, int number) {
        if (waits) {
            throw new IllegalStateException("more is held back of a chain than a packet");
        }
        waitingBytes = lengthBytes;
        waitingNumber = number;
        waits = true;
    }

    /// The next bytes of the payload, which are taken, with the headers that belong between them.
    void write(ByteBuf payload, PacketSink to) {
        try {
            while (waits && left == 0 || payload.isReadable()) {
                if (left == 0) {
                    header(to);
                } else {
                    int bytes = Math.min(left, payload.readableBytes());
                    left -= bytes;
                    to.span(payload.readRetainedSlice(bytes));
                }
            }
        } finally {
            payload.release();
        }
    }

    private void header(PacketSink to) {
        if (!waits) {
            throw new IllegalStateException("more bytes of a chain than were read");
        }
        waits = false;
        left = waitingBytes;
        to.span(alloc.buffer(MysqlPacketDecoder.HEADER).writeMediumLE(left).writeByte(waitingNumber));
    }
}
