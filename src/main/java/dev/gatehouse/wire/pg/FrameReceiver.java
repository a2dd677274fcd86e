package dev.gatehouse.wire.pg;

import io.netty.buffer.ByteBuf;

/// What a [PgFrameDecoder] hands on and shows of the stream it cuts. Threads: the session's loop.
interface FrameReceiver {
    /// What a receiver says of a message that it was shown.
    enum Verdict {
        /// The message joins the span.
        PASS,
        /// The message vanishes; the receiver has put something in its place, or nothing.
        DROP,
        /// Nothing goes on until [PgFrameDecoder#resume].
        HOLD
    }

    /// Shows the whole message `frame[start, start + lengthBytes)`, its type byte included; lent for the call, and
    /// as long as it is held. A receiver that writes to the same place as the spans calls [PgFrameDecoder#emit]
    /// first. It may change the message where it lies; if that makes it shorter, it says so to
    /// [PgFrameDecoder#shortened].
    Verdict look(byte kind, ByteBuf frame, int start, int lengthBytes);

    /// What becomes of a message of more bytes than may be shown at once: it passes in pieces, unseen
    /// ([FrameTable#PASS]) or by [#piece] ([FrameTable#EDIT]), or [FrameTable#DROP], or [FrameTable#REFUSE].
    default byte tooLarge(byte kind, int lengthBytes) {
        return FrameTable.REFUSE;
    }

    /// The next bytes of such a message, behind its type and length, which have passed; lent for the call. The
    /// receiver writes in their place what goes on, behind what it was given by [#pass], in all as many bytes.
    ///
    /// @param last whether the message ends with them
    default void piece(ByteBuf buffer, int start, int lengthBytes, boolean last) {
        throw new IllegalStateException("nobody looks at pieces");
    }

    /// Takes a run of bytes that pass.
    void pass(ByteBuf span);
}
