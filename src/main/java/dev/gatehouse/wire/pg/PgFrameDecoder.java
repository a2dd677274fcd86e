package dev.gatehouse.wire.pg;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Backlog;
import dev.gatehouse.wire.pg.FrameReceiver.Verdict;

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
    /// Type byte and length.
    static final int HEADER_BYTES = PgFrameHeader.BYTES;

    private final FrameReceiver receiver;
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
    private boolean running;
    private boolean closed;

    PgFrameDecoder(FrameReceiver receiver, FrameTable table, ByteBufAllocator alloc, int limitBytes) {
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
        return streamed.isBegun();
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
        switch (table.treatment(kind, total, limitBytes, receiver)) {
            case FrameTable.PASS -> streamed.begin(total, FrameTable.PASS);
            case FrameTable.EDIT -> {
                run.add(buffer, at, HEADER_BYTES);
                at += HEADER_BYTES;
                emit();
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
        byte treatment = table.treatment(kind, total, limitBytes, receiver);
        switch (treatment) {
            case FrameTable.PASS, FrameTable.EDIT -> {
                streamed.begin(total - HEADER_BYTES, treatment);
                receiver.pass(header.write(alloc.buffer(HEADER_BYTES)));
            }
            case FrameTable.DROP -> streamed.begin(total - HEADER_BYTES, FrameTable.DROP);
            case FrameTable.LOOK -> header.write(gathered.begin(total));
            default -> throw PgFrameHeader.unknown(kind);
        }
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
            receiver.piece(buffer, from, length, !streamed.isOpen());
            streamed.edited();
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
