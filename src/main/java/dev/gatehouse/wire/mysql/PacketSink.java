package dev.gatehouse.wire.mysql;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.Refusal;

/// What a [MysqlPacketDecoder] tells of the stream it cuts. Threads: the channel's event loop.
interface PacketSink {
    /// What becomes of a packet, said when its header and its first byte are there.
    enum Look {
        /// It joins the run of bytes that leaves as one span, however long it is.
        PASS,
        /// It is gathered, if it must be, and shown to [#whole].
        WHOLE,
        /// Its bytes are skipped.
        DROP,
        /// It is shown to [#piece] as it comes, and the sink has the client get as many bytes.
        PIECES
    }

    /// What became of a packet that was shown.
    enum Shown {
        /// Unchanged (or changed in place), it joins the run.
        PASSES,
        /// Likewise, and the run leaves at once; then [#passed] is called.
        LAST,
        /// The sink has dealt with it; its bytes are skipped.
        TAKEN
    }

    /// A packet begins; a chain of packets of 16 MiB − 1 counts as one, `lengthBytes` being that of its first link.
    /// `first` is the first byte of the payload, -1 for an empty packet.
    Look begin(int lengthBytes, int first);

    /// The payload `buffer[payload, payload + lengthBytes)` of a packet asked for; lent, not taken. Before writing
    /// anything of its own the sink calls [MysqlPacketDecoder#cut].
    Shown whole(ByteBuf buffer, int payload, int lengthBytes);

    /// The next bytes of the payload of a packet that is shown in pieces, headers left out; lent. `last` is told
    /// with the end of it, maybe with no bytes. The sink appends to `out` what the client gets by now.
    default void piece(ByteBuf buffer, int start, int lengthBytes, boolean last, ByteBuf out) {
        throw new IllegalStateException("nobody looks at pieces");
    }

    /// All of such a packet has left.
    default void piecesPassed() {}

    /// The run that ended with a [Shown#LAST] has left.
    void passed();

    /// A run of bytes to pass on; given.
    void span(ByteBuf span);

    /// Everything that was read has been told.
    void readComplete();

    /// So many bytes wait, undecoded, since the decoder is held.
    void backlog(int bytes);

    /// The peer broke the protocol or a limit; nothing more is decoded.
    void broken(Refusal refusal);

    /// The channel can, or cannot, take more for now.
    void writabilityChanged();

    /// The channel is closed.
    void gone();
}
