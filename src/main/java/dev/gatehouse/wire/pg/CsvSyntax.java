package dev.gatehouse.wire.pg;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.row.CopyLayout;

/// Cells that may stand in quotes, in which the escape stands in front of quotes and escapes ("COPY", "CSV
/// Format"). A cell that stood in quotes keeps them.
final class CsvSyntax implements CopySyntax {
    private final byte delimiter;
    private final byte quote;
    private final byte escape;
    private final byte[] nullText;
    private boolean quoted;

    CsvSyntax(CopyLayout layout, byte[] nullText) {
        this.delimiter = layout.delimiter();
        this.quote = layout.quote();
        this.escape = layout.escape();
        this.nullText = nullText;
    }

    @Override
    public void line(ByteBuf frame, int start, int end) {
        // A quoted cell may hold line feeds; the others are looked at one by one.
    }

    @Override
    public int cellEnd(ByteBuf frame, int at, int end) {
        quoted = at < end && frame.getByte(at) == quote;
        if (quoted) {
            return quotedEnd(frame, at + 1, end);
        }
        int index = at < end ? frame.indexOf(at, end, delimiter) : -1;
        int until = index < 0 ? end : index;
        if (at < until && frame.indexOf(at, until, (byte) '\n') >= 0) {
            throw new ProtocolViolation("several lines of a copy in one message");
        }
        return until;
    }

    private int quotedEnd(ByteBuf frame, int from, int end) {
        for (int index = from; index < end; index++) {
            byte value = frame.getByte(index);
            if (isEscape(frame, index, end)) {
                index++;
            } else if (value == quote) {
                return index + 1;
            }
        }
        throw new ProtocolViolation("line of a copy with an open quote");
    }

    private boolean isEscape(ByteBuf frame, int index, int end) {
        if (frame.getByte(index) != escape || index + 1 >= end) {
            return false;
        }
        byte next = frame.getByte(index + 1);
        return next == quote || next == escape;
    }

    @Override
    public boolean isPlain() {
        return !quoted;
    }

    @Override
    public void decode(ByteBuf frame, int at, int until, ByteBuf out) {
        int end = until - 1;
        for (int index = at + 1; index < end; index++) {
            if (isEscape(frame, index, end)) {
                index++;
            }
            out.writeByte(frame.getByte(index));
        }
    }

    @Override
    public boolean needsNothing(ByteBuf cell, boolean alone) {
        if (quoted || isNullText(cell) || alone && isEndOfData(cell)) {
            return false;
        }
        for (int index = cell.readerIndex(); index < cell.writerIndex(); index++) {
            byte value = cell.getByte(index);
            if (value == delimiter || value == quote || value == '\n' || value == '\r') {
                return false;
            }
        }
        return true;
    }

    /// `\.` on a line of its own ends copy data.
    private static boolean isEndOfData(ByteBuf cell) {
        int at = cell.readerIndex();
        return cell.readableBytes() == 2 && cell.getByte(at) == '\\' && cell.getByte(at + 1) == '.';
    }

    private boolean isNullText(ByteBuf cell) {
        if (cell.readableBytes() != nullText.length) {
            return false;
        }
        for (int index = 0; index < nullText.length; index++) {
            if (cell.getByte(cell.readerIndex() + index) != nullText[index]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void encode(ByteBuf cell, ByteBuf out) {
        out.writeByte(quote);
        for (int index = cell.readerIndex(); index < cell.writerIndex(); index++) {
            byte value = cell.getByte(index);
            if (value == quote || value == escape) {
                out.writeByte(escape);
            }
            out.writeByte(value);
        }
        out.writeByte(quote);
    }
}
