package dev.gatehouse.wire.pg;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Backlog;

/// Cuts PostgreSQL messages out of the stream by moving an index, and hands on *spans*: runs of messages that pass,
/// as one slice of the buffer that was read.
///
/// Shape: `type:int8 length:int32 body[length-4]` ("Message Formats"); start-up packets never come here. A message
/// that nobody looks into is streamed and may be of any size; one that is looked into is gathered when it does not
/// lie in one buffer, up to the limit, in memory that grows with what has come. Where everything in a buffer
/// passes, the buffer itself is the span, also where messages in it got shorter.
///
/// While a message is held, what comes queues up behind it; [#backlogBytes] tells how much memory that holds.
/// Errors: `ProtocolViolation` out of [#feed] and [#resume]; the decoder must be closed then. Threads: the
/// session's loop.
///
/// One file, since every step of the walk moves the same few indexes, and a hold may come between any two of them.
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
        /// [PgFrameDecoder#emit] first. It may change the message where it lies; if that makes it shorter, it
        /// says so to [PgFrameDecoder#shortened].
        Verdict look(byte kind, ByteBuf frame, int start, int lengthBytes);

        /// What becomes of a message of more bytes than may be shown at once: it passes in pieces, unseen
        /// ([FrameTable#PASS]) or by [#piece] ([FrameTable#EDIT]), or [FrameTable#DROP], or
        // [FrameTable#REFUSE].
        default byte tooLarge(byte kind, int lengthBytes) {
            return FrameTable.REFUSE;
        }

        /// The next bytes of such a message, behind its type and length, which have passed; lent for the call. The
        /// receiver writes in their place what goes on, behind what it was given by [#pass], in all as many
        // bytes.
        default void piece(ByteBuf buffer, int start, int lengthBytes) {
            throw new IllegalStateException("nobody looks at pieces");
        }

        /// Takes a run of bytes that pass.
        void pass(ByteBuf span);
    }

    /// Type byte and length.
    static final int HEADER_BYTES = PgFrameHeader.BYTES;

    private final Receiver receiver;
    private final ByteBufAllocator alloc;
    private final int limitBytes;
    private final Backlog backlog = new Backlog();
    private final PgFrameHeader header = new PgFrameHeader();
    private FrameTable table;
    private @Nullable ByteBuf current;
    private final GatheredMessage gathered;
    private final StreamedMessage streamed = new StreamedMessage();
    private final PassingRun run = new PassingRun();
    private int at;
    private int shortenedBytes;
    private int heldBytes;
    private boolean held;
    private boolean editing; // a message is edited as it comes, and its end has not been handed on
    private boolean running;
    private boolean closed;

    PgFrameDecoder(Receiver receiver, FrameTable table, ByteBufAllocator alloc, int limitBytes) {
        this.receiver = receiver;
        this.table = table;
        this.alloc = alloc;
        this.gathered = new GatheredMessage(alloc);
        this.limitBytes = limitBytes;
    }

    void table(FrameTable next) {
        table = next;
    }

    long backlogBytes() {
        return backlog.bytes();
    }

    boolean isHolding() {
        return held;
    }

    /// Whether a part of a message has been handed on and the rest has not come: nothing else may be written then.
    boolean isMidMessage() {
        return editing || streamed.isOpen() && streamed.treatment() == FrameTable.PASS;
    }

    /// Bytes that pass and have not been handed on yet.
    int openSpanBytes() {
        return run.bytes();
    }

    /// Takes what was read.
    void feed(ByteBuf in) {
        if (closed) {
            in.release();
        } else if (held) {
            backlog.add(in);
        } else {
            run(in);
        }
    }

    /// The message that is shown, and that is going to pass, has so many bytes less: it ends before its old end.
    void shortened(int lessBytes) {
        shortenedBytes = lessBytes;
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
                settle(buffer, verdict, heldBytes);
            }
            work(buffer);
        } finally {
            rest(buffer);
        }
        while (!held && !closed) {
            ByteBuf next = backlog.poll();
            if (next == null) {
                return;
            }
            run(next);
        }
    }

    /// Hands on the span so far, so that what is written next comes behind it.
    void emit() {
        ByteBuf span = current == null ? null : run.take(current, at);
        if (span != null) {
            receiver.pass(span);
        }
    }

    /// Lets go of everything; what is fed from now on is released unseen.
    void close() {
        closed = true;
        backlog.release();
        if (!running) {
            releaseAll();
        }
    }

    private void run(ByteBuf in) {
        current = in;
        at = in.readerIndex();
        run.restart(at);
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
            ByteBuf part = gathered.bytes();
            if (part != null && gathered.isWhole()) {
                look(buffer, part, 0, part.readableBytes());
            } else if (available == 0) {
                return;
            } else if (part != null) {
                at += gathered.take(buffer, at, available);
                run.restart(at);
            } else if (streamed.isOpen()) {
                stream(buffer, available);
            } else if (!header.isEmpty() || available < HEADER_BYTES) {
                fillHeader(buffer, available);
            } else {
                frame(buffer, available);
            }
        }
    }

    private void frame(ByteBuf buffer, int available) {
        byte kind = buffer.getByte(at);
        int total = PgFrameHeader.totalBytes(kind, buffer.getInt(at + 1));
        switch (treatment(kind, total)) {
            case FrameTable.PASS -> streamed.begin(total, FrameTable.PASS);
            case FrameTable.EDIT -> {
                run.add(buffer, at, HEADER_BYTES);
                at += HEADER_BYTES;
                emit();
                editing = true;
                streamed.begin(total - HEADER_BYTES, FrameTable.EDIT);
            }
            case FrameTable.DROP -> {
                emit();
                streamed.begin(total, FrameTable.DROP);
            }
            case FrameTable.LOOK -> {
                if (total <= available) {
                    look(buffer, buffer, at, total);
                } else {
                    emit();
                    gathered.begin(total);
                }
            }
            default -> throw PgFrameHeader.unknown(kind);
        }
    }

    /// A header that was split between reads: what passes goes on as a span of its own.
    private void fillHeader(ByteBuf buffer, int available) {
        at += header.fill(buffer, at, available);
        emit();
        run.restart(at);
        if (!header.isWhole()) {
            return;
        }
        header.clear();
        byte kind = header.kind();
        int total = header.totalBytes();
        byte treatment = treatment(kind, total);
        switch (treatment) {
            case FrameTable.PASS, FrameTable.EDIT -> {
                editing = treatment == FrameTable.EDIT;
                streamed.begin(total - HEADER_BYTES, treatment);
                receiver.pass(header.write(alloc.buffer(HEADER_BYTES)));
            }
            case FrameTable.DROP -> streamed.begin(total - HEADER_BYTES, FrameTable.DROP);
            case FrameTable.LOOK -> header.write(gathered.begin(total));
            default -> throw PgFrameHeader.unknown(kind);
        }
    }

    private boolean isLookedAt(byte kind) {
        return table.treatment(kind) == FrameTable.LOOK;
    }

    private byte treatment(byte kind, int total) {
        if (!isLookedAt(kind) || total <= limitBytes) {
            return table.treatment(kind);
        }
        byte instead = receiver.tooLarge(kind, total);
        if (instead != FrameTable.PASS && instead != FrameTable.EDIT && instead != FrameTable.DROP) {
            throw PgFrameHeader.tooLarge(total, limitBytes);
        }
        return instead;
    }

    private void stream(ByteBuf buffer, int available) {
        int length = streamed.take(available);
        int from = at;
        at += length;
        if (streamed.treatment() == FrameTable.PASS) {
            run.add(buffer, from, length);
            return;
        }
        run.restart(at);
        if (streamed.treatment() == FrameTable.EDIT) {
            editing = true;
            receiver.piece(buffer, from, length);
            editing = streamed.isOpen();
        }
    }

    private void look(ByteBuf buffer, ByteBuf frame, int start, int total) {
        Verdict verdict = receiver.look(frame.getByte(start), frame, start, total);
        if (!closed) {
            settle(buffer, verdict, total);
        }
    }

    private void settle(ByteBuf buffer, Verdict verdict, int total) {
        ByteBuf whole = gathered.bytes();
        int less = shortenedBytes;
        shortenedBytes = 0;
        if (less != 0 && verdict != Verdict.PASS) {
            throw new IllegalStateException("a message was made shorter that does not pass");
        }
        switch (verdict) {
            case HOLD -> {
                emit();
                held = true;
                heldBytes = total;
            }
            case PASS -> {
                if (whole != null) {
                    gathered.handOver();
                    receiver.pass(whole.writerIndex(whole.writerIndex() - less));
                } else {
                    run.add(buffer, at, total - less);
                    at += total;
                }
            }
            case DROP -> {
                if (whole != null) {
                    gathered.release();
                } else {
                    emit();
                    at += total;
                    run.restart(at);
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
            if (at != buffer.writerIndex()) {
                run.restart(at); // a violation
            }
            ByteBuf span = run.takeLast(buffer);
            run.restart(at);
            if (span != null) {
                receiver.pass(span);
            }
        }
    }

    private void releaseAll() {
        if (current != null) {
            current.release();
            current = null;
        }
        gathered.release();
    }
}
