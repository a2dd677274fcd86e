package dev.gatehouse.wire.mysql;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

/// A packet, or a chain of them, that is edited as it comes: the sink is shown its payload piece by piece, headers
/// left out, and what it makes of a piece leaves at once, with the headers that belong between.
///
/// Ownership: lends what it shows; gives spans to the sink. Threads: the channel's event loop.
final class PacketInPieces {
    private final MysqlPacketDecoder decoder;
    private final EditedChain chain = new EditedChain(PooledByteBufAllocator.DEFAULT);
    private boolean open;

    PacketInPieces(MysqlPacketDecoder decoder) {
        this.decoder = decoder;
    }

    /// Whether such a packet has begun and its end has not left.
    boolean isOpen() {
        return open;
    }

    /// The header of the packet was read, or that of a link that `continues` it; `number` is the one that the
    /// client sees.
    void link(int lengthBytes, int number, boolean continues) {
        if (!continues) {
            chain.begin();
            open = true;
        }
        chain.link(lengthBytes, number);
    }

    /// The next bytes of the payload, maybe none; `last` if no more are to come.
    void piece(ByteBuf bytes, int from, int lengthBytes, boolean last) {
        ByteBuf out = PooledByteBufAllocator.DEFAULT.buffer(lengthBytes);
        boolean done = false;
        try {
            decoder.sink().piece(bytes, from, lengthBytes, last, out);
            done = true;
        } finally {
            if (!done) {
                out.release();
            }
        }
        chain.write(out, decoder.sink());
        open = !last;
        if (last) {
            decoder.sink().piecesPassed();
        }
    }
}
