package dev.gatehouse.wire.mysql;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/// The packets of the buffer being cut that pass and have not left. Where packets have become shorter, what comes
/// behind them moves left within that buffer, once, so that the run stays one slice of it.
///
/// Ownership: takes the buffer of [#open], releases it at [#close] unless it was given as a whole; what [#take]
/// gives is the caller's.
final class PassingRun {
    private ByteBuf in = Unpooled.EMPTY_BUFFER;
    private int start;
    private int end; // behind what lies together
    private int rest; // where that goes on: at `end`, or behind what shorter packets have left
    private boolean given;

    void open(ByteBuf buffer) {
        in = buffer;
        given = false;
        begin(buffer.readerIndex());
    }

    /// What comes from `position` on is the next run.
    void begin(int position) {
        start = position;
        end = position;
        rest = position;
    }

    /// Of the bytes up to `position`, those from `kept` on do not belong to the run.
    void shorten(int kept, int position) {
        moveUpTo(kept);
        rest = position;
    }

    /// The run up to `position`, or an empty buffer; the next one begins there.
    ByteBuf take(int position) {
        moveUpTo(position);
        ByteBuf run = Unpooled.EMPTY_BUFFER;
        if (end > start) {
            boolean all = start == in.readerIndex() && position == in.writerIndex();
            given |= all;
            run = all ? in.writerIndex(end) : in.retainedSlice(start, end - start);
        }
        begin(position);
        return run;
    }

    void close() {
        if (!given) {
            in.release();
        }
        in = Unpooled.EMPTY_BUFFER;
        begin(0);
    }

    private void moveUpTo(int position) {
        int bytes = position - rest;
        if (end != rest && bytes > 0) {
            in.setBytes(end, in, rest, bytes);
        }
        end += bytes;
        rest = position;
    }
}
