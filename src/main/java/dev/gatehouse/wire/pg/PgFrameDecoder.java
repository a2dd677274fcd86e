package dev.gatehouse.wire.pg;

import java.util.ArrayDeque;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;

/// Cuts PostgreSQL messages out of the stream by moving an index, and hands on *spans*: runs of messages that pass,
/// as one slice of the buffer that was read.
///
/// Shape: `type:int8 length:int32 body[length-4]` ("Message Formats"); start-up packets never come here. A message
/// that nobody looks into is streamed and may be of any size; one that is looked into is gathered when it does not
/// lie in one buffer, up to the limit, in memory that grows with what has come. Where everything in a buffer
/// passes, the buffer itself is the span.
///
/// While a message is held, what comes queues up behind it; [#backlogBytes] tells how much memory that holds.
/// Errors: `ProtocolViolation` out of [#feed] and [#resume]; the decoder must be closed then. Threads: the
/// session's loop.
final class PgFrameDecoder {
    /// What a receiver says of a message that it was shown.
    enum Verdict {
        /// The message joins the span.
        PASS,
        /// The message vanishes; the receiver has put something in its place, or nothing.
        DROP,
        /// Nothing goes on until [PgFrameDecoder#resume].
        HOLD
    }

    interface Receiver {
        /// Shows the whole message `frame[start, start + lengthBytes)`, its type byte included; lent for the call,
        /// and as long as it is held. A receiver that writes to the same place as the spans calls
        /// [PgFrameDecoder#emit] first.
        Verdict look(byte kind, ByteBuf frame, int start, int lengthBytes);

        /// Takes a run of bytes that pass.
        void pass(ByteBuf span);
    }

    /// Type byte and length.
    static final int HEADER_BYTES = 5;

    /// A gathered message starts no larger than this, whatever it says of itself.
    private static final int FIRST_GATHER_BYTES = 16 << 10;

    /// What a buffer costs beside its bytes, roughly.
    private static final int BUFFER_BYTES = 256;

    private final Receiver receiver;
    private final ByteBufAllocator alloc;
    private final int limitBytes;
    private final ArrayDeque<ByteBuf> backlog = new ArrayDeque<>();
    private final byte[] header = new byte[HEADER_BYTES];
    private FrameTable table;
    private @Nullable ByteBuf current;
    private @Nullable ByteBuf gathered;
    private int gatheredTotal;
    private int at;
    private int spanStart;
    private int spanEnd;
    private int headerFill;
    private long streaming;
    private boolean streamPasses;
    private int heldBytes;
    private boolean held;
    private boolean running;
    private boolean closed;
    private long backlogBytes;

    PgFrameDecoder(Receiver receiver, FrameTable table, ByteBufAllocator alloc, int limitBytes) {
        this.receiver = receiver;
        this.table = table;
        this.alloc = alloc;
        this.limitBytes = limitBytes;
    }

    void table(FrameTable next) {
        table = next;
    }

    long backlogBytes() {
        return backlogBytes;
    }

    boolean isHolding() {
        return held;
    }

    /// Whether a part of a message has been handed on and the rest has not come: nothing else may be written then.
    boolean isMidMessage() {
        return streaming > 0 && streamPasses;
    }

    /// Bytes that pass and have not been handed on yet.
    int openSpanBytes() {
        return spanEnd - spanStart;
    }

    /// Takes what was read.
    void feed(ByteBuf in) {
        if (closed) {
            in.release();
        } else if (held) {
            backlog.add(in);
            backlogBytes += cost(in);
        } else {
            run(in);
        }
    }

    /// Goes on after a hold.
    void resume(Verdict verdict) {
        release(verdict);
    }

    /// Goes on after a hold by showing the held message again.
    void lookAgain() {
        release(null);
    }

    private void release(@Nullable Verdict verdict) {
        held = false;
        ByteBuf buffer = current;
        if (closed || buffer == null) {
            return;
        }
        running = true;
        try {
            if (verdict != null) {
                settle(verdict, heldBytes);
            }
            work(buffer);
        } finally {
            rest(buffer);
        }
        while (!held && !closed && !backlog.isEmpty()) {
            ByteBuf next = backlog.remove();
            backlogBytes -= cost(next);
            run(next);
        }
    }

    /// Hands on the span so far, so that what is written next comes behind it.
    void emit() {
        ByteBuf buffer = current;
        if (buffer != null && spanEnd > spanStart) {
            int start = spanStart;
            spanStart = spanEnd;
            receiver.pass(buffer.retainedSlice(start, spanEnd - start));
        }
    }

    /// Lets go of everything; what is fed from now on is released unseen.
    void close() {
        closed = true;
        backlog.forEach(ByteBuf::release);
        backlog.clear();
        backlogBytes = 0;
        if (!running) {
            releaseAll();
        }
    }

    private void run(ByteBuf in) {
        current = in;
        at = in.readerIndex();
        spanStart = at;
        spanEnd = at;
        running = true;
        try {
            work(in);
        } finally {
            rest(in);
        }
    }

    private void work(ByteBuf buffer) {
        int limit = buffer.writerIndex();
        while (!held && !closed) {
            int available = limit - at;
            if (gathered != null && gathered.readableBytes() == gatheredTotal) {
                look(gathered, 0, gatheredTotal);
            } else if (available == 0) {
                return;
            } else if (gathered != null) {
                gather(buffer, gathered, available);
            } else if (streaming > 0) {
                stream(available);
            } else if (headerFill > 0 || available < HEADER_BYTES) {
                fillHeader(buffer, available);
            } else {
                frame(buffer, available);
            }
        }
    }

    private void frame(ByteBuf buffer, int available) {
        byte kind = buffer.getByte(at);
        int total = total(kind, buffer.getInt(at + 1));
        switch (table.treatment(kind)) {
            case FrameTable.PASS -> begin(total, true);
            case FrameTable.DROP -> begin(total, false);
            case FrameTable.LOOK -> {
                if (checked(total) <= available) {
                    look(buffer, at, total);
                } else {
                    emit();
                    gathered = alloc.buffer(Math.min(total, FIRST_GATHER_BYTES), total);
                    gatheredTotal = total;
                }
            }
            default -> throw unknown(kind);
        }
    }

    /// A header that was split between reads: what passes goes on as a span of its own.
    private void fillHeader(ByteBuf buffer, int available) {
        int missing = Math.min(available, HEADER_BYTES - headerFill);
        buffer.getBytes(at, header, headerFill, missing);
        at += missing;
        headerFill += missing;
        emit();
        spanStart = at;
        spanEnd = at;
        if (headerFill < HEADER_BYTES) {
            return;
        }
        headerFill = 0;
        byte kind = header[0];
        int total = total(
                kind,
                (header[1] & 0xff) << 24 | (header[2] & 0xff) << 16 | (header[3] & 0xff) << 8 | (header[4] & 0xff));
        switch (table.treatment(kind)) {
            case FrameTable.PASS -> {
                begin(total - HEADER_BYTES, true);
                receiver.pass(alloc.buffer(HEADER_BYTES).writeBytes(header));
            }
            case FrameTable.DROP -> begin(total - HEADER_BYTES, false);
            case FrameTable.LOOK -> {
                gatheredTotal = checked(total);
                gathered =
                        alloc.buffer(Math.min(total, FIRST_GATHER_BYTES), total).writeBytes(header);
            }
            default -> throw unknown(kind);
        }
    }

    private void gather(ByteBuf buffer, ByteBuf into, int available) {
        int length = Math.min(available, gatheredTotal - into.readableBytes());
        into.writeBytes(buffer, at, length);
        at += length;
        spanStart = at;
        spanEnd = at;
    }

    private void begin(long total, boolean passes) {
        if (!passes) {
            emit();
        }
        streaming = total;
        streamPasses = passes;
    }

    private void stream(int available) {
        int length = (int) Math.min(available, streaming);
        streaming -= length;
        at += length;
        spanEnd = at;
        if (!streamPasses) {
            spanStart = at;
        }
    }

    private void look(ByteBuf frame, int start, int total) {
        Verdict verdict = receiver.look(frame.getByte(start), frame, start, total);
        if (closed) {
            return;
        }
        settle(verdict, total);
    }

    private void settle(Verdict verdict, int total) {
        ByteBuf whole = gathered;
        switch (verdict) {
            case HOLD -> {
                emit();
                held = true;
                heldBytes = total;
            }
            case PASS -> {
                if (whole != null) {
                    gathered = null;
                    receiver.pass(whole);
                } else {
                    at += total;
                    spanEnd = at;
                }
            }
            case DROP -> {
                if (whole != null) {
                    gathered = null;
                    whole.release();
                } else {
                    emit();
                    at += total;
                    spanStart = at;
                    spanEnd = at;
                }
            }
        }
    }

    /// After the work on a buffer: a held one stays, else what passes of it goes on, and the buffer is let go.
    private void rest(ByteBuf buffer) {
        running = false;
        if (closed) {
            releaseAll();
        } else if (!held) {
            current = null;
            int start = spanStart;
            spanStart = spanEnd;
            if (at == buffer.writerIndex() && spanEnd > start) {
                receiver.pass(buffer.setIndex(start, spanEnd));
            } else {
                buffer.release();
            }
        }
    }

    private void releaseAll() {
        if (current != null) {
            current.release();
            current = null;
        }
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
    }

    /// The memory that a waiting buffer holds, however little there is in it.
    private static int cost(ByteBuf waiting) {
        return waiting.capacity() + BUFFER_BYTES;
    }

    private static int total(byte kind, int length) {
        if (length < 4 || length == Integer.MAX_VALUE) {
            throw new ProtocolViolation("invalid message length " + length + " of message type " + name(kind));
        }
        return length + 1;
    }

    private int checked(int total) {
        if (total > limitBytes) {
            throw new ProtocolViolation(new Refusal.TooLarge("A message of " + total + " bytes is over the limit of "
                    + limitBytes + " bytes for messages that are looked into. Send less at once."));
        }
        return total;
    }

    private static ProtocolViolation unknown(byte kind) {
        return new ProtocolViolation("message type " + name(kind) + " has no place here");
    }

    private static String name(byte kind) {
        return kind > ' ' && kind < 0x7f ? "'" + (char) kind + "'" : "0x%02x".formatted(kind & 0xff);
    }
}
