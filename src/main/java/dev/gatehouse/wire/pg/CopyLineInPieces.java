package dev.gatehouse.wire.pg;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

import dev.gatehouse.wire.CellInPieces;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.row.CopyLayout;

/// Masks the cells of one line of a copy that is too large to be in memory at once, piece by piece as it passes.
///
/// Edits see what a cell stands for, and what they leave of it is written unit for unit ([CopyUnits]) in the place
/// of what was there: a byte that was written as two is left as it was, or is replaced by two. Nothing gets shorter
/// or longer. Errors: `ProtocolViolation` when the line does not fit the plan, or a cell cannot be masked so.
final class CopyLineInPieces {
    /// What a hidden byte is, the first that stands for itself.
    private static final byte[] SUBSTITUTES = {'*', 'x', '0', '_', '1'};

    private static final int MOST_AT_ONCE = 16 << 10;

    private final CellInPieces cells;
    private final CopyUnits units;
    private final byte quote;
    private final byte[] nullText;
    private final boolean nullIsCertain;
    /// Of the cell, as it is written: what is held back.
    private final ByteBuf raw = Unpooled.buffer(0);
    /// Of the cell, what it stands for and was not told to its edit.
    private final ByteBuf told = Unpooled.buffer(0);
    /// What its edit has left, and was not written.
    private final ByteBuf left = Unpooled.buffer(0);
    /// What goes on.
    private final ByteBuf passed = Unpooled.buffer(0);

    private byte[] taken = {}; // until the first line that needs it
    private boolean names;
    private boolean ended;
    private int column;
    private boolean edited;
    private long cellBytes; // as they are written, quotes left out
    private boolean looksNull;

    CopyLineInPieces(CellInPieces cells, CopyLayout layout, byte[] nullText, boolean nullIsCertain) {
        this.cells = cells;
        this.units = layout.form() == CopyLayout.Form.CSV ? new CsvUnits(layout) : new TextUnits(layout);
        this.quote = layout.quote();
        this.nullText = nullText;
        this.nullIsCertain = nullIsCertain;
    }

    /// A line begins; one of `names` passes as it is.
    void begin(boolean ofNames) {
        if (taken.length == 0) {
            taken = new byte[MOST_AT_ONCE];
        }
        names = ofNames;
        ended = false;
        column = 0;
        beginCell();
    }

    private void beginCell() {
        units.begin();
        raw.clear();
        told.clear();
        left.clear();
        edited = !names && column < cells.columns() && cells.hasEdit(column);
        if (edited) {
            cells.begin(column, units.isPlain((byte) '"'));
        }
        cellBytes = 0;
        looksNull = nullIsCertain;
    }

    /// The next bytes of the line; `last` when its line feed is the last of them.
    void piece(ByteBuf in, int start, int lengthBytes, boolean last, ByteBuf out) {
        int end = start + lengthBytes;
        for (int from = start; from < end; from += MOST_AT_ONCE) {
            int bytes = Math.min(MOST_AT_ONCE, end - from);
            in.getBytes(from, taken, 0, bytes);
            for (int at = 0; at < bytes; ) {
                int run = looksNull || ended ? 0 : units.run(taken, at, bytes);
                if (run == 0) {
                    take(taken[at++]);
                } else {
                    plain(at, run);
                    at += run;
                }
            }
            tell();
            out.writeBytes(passed);
            passed.clear();
        }
        if (last && !ended) {
            throw new ProtocolViolation("line of a copy without its end");
        }
    }

    private void take(byte next) {
        if (ended) {
            throw new ProtocolViolation("several lines of a copy in one message");
        }
        CopyUnits.Step step = units.next(next);
        while (step == CopyUnits.Step.UNIT_BEFORE) {
            unit();
            step = units.next(next);
        }
        switch (step) {
            case MORE -> {}
            case UNIT, UNIT_BEFORE -> unit();
            case QUOTE -> {
                looksNull = false;
                passed.writeByte(quote);
            }
            case DELIMITER, END -> {
                endCell(step == CopyUnits.Step.END);
                passed.writeByte(next);
                if (step == CopyUnits.Step.DELIMITER) {
                    beginCell();
                }
            }
        }
    }

    /// So many units of one byte each.
    private void plain(int at, int bytes) {
        cellBytes += bytes;
        if (edited) {
            raw.writeBytes(taken, at, bytes);
            told.writeBytes(taken, at, bytes);
        } else {
            passed.writeBytes(taken, at, bytes);
        }
    }

    private void unit() {
        ByteBuf to = edited ? raw : passed;
        int before = to.writerIndex();
        units.write(to);
        for (int at = before; looksNull && at < to.writerIndex(); at++) {
            long index = cellBytes + at - before;
            looksNull = index < nullText.length && nullText[(int) index] == to.getByte(at);
        }
        cellBytes += to.writerIndex() - before;
        if (edited) {
            told.writeByte(units.value());
        }
    }

    private void endCell(boolean endsLine) {
        column++;
        boolean none = cells.columns() == 0 && endsLine && column == 1 && cellBytes == 0;
        if (!none && endsLine != (column == cells.columns())) {
            throw new ProtocolViolation("line of a copy with another number of columns than announced");
        }
        ended = endsLine;
        if (edited && looksNull && cellBytes == nullText.length) {
            passed.writeBytes(raw);
            cells.abandon();
        } else if (edited) {
            looksNull = false;
            tell();
            cells.end(left);
            write();
        }
        if (units.isQuoted()) {
            passed.writeByte(quote);
        }
    }

    /// Tells the edit what has come of its cell.
    private void tell() {
        if (edited && told.isReadable() && !(looksNull && cellBytes <= nullText.length)) {
            cells.piece(told, 0, told.readableBytes(), left);
            told.clear();
            write();
        }
    }

    /// Puts what the edit has left in the place of as many units.
    private void write() {
        while (left.isReadable()) {
            int run = plainRun();
            if (run > 0) {
                passed.writeBytes(left, run);
                raw.skipBytes(run);
                continue;
            }
            int length = units.lengthBytes(raw);
            byte value = left.readByte();
            if (units.value(raw, length) == value) {
                passed.writeBytes(raw, length);
            } else {
                raw.skipBytes(length);
                write(value, length);
            }
        }
        left.clear();
        raw.discardReadBytes();
    }

    /// How many of the next units are one byte each that is there still, or that may stand in its place.
    private int plainRun() {
        byte[] was = raw.array();
        byte[] is = left.array();
        int from = raw.arrayOffset() + raw.readerIndex();
        int shift = left.arrayOffset() + left.readerIndex() - from;
        int to = from + Math.min(raw.readableBytes(), left.readableBytes());
        int at = from;
        while (at < to && !units.mayEscape(was[at]) && (was[at] == is[at + shift] || units.isPlain(is[at + shift]))) {
            at++;
        }
        return at - from;
    }

    private void write(byte value, int lengthBytes) {
        boolean plain = units.isPlain(value);
        if (!plain && lengthBytes == 2) {
            passed.writeByte(units.escape()).writeByte(units.escaped(value));
            return;
        }
        byte shown = plain ? value : substitute();
        for (int i = 0; i < lengthBytes; i++) {
            passed.writeByte(shown);
        }
    }

    private byte substitute() {
        for (byte each : SUBSTITUTES) {
            if (units.isPlain(each)) {
                return each;
            }
        }
        throw new IllegalStateException("no character stands for itself");
    }
}
