package dev.gatehouse.wire.pg;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.ProtocolViolation;

/// Cells with escapes by backslash, as a server writes them: `\b \f \n \r \t \v`, and a backslash in front of a
/// backslash and of the delimiter ("COPY", "Text Format").
final class TextSyntax implements CopySyntax {
    private static final byte BACKSLASH = '\\';
    private static final String CONTROLS = "\b\f\n\r\t\013";
    private static final String LETTERS = "bfnrtv";

    private final byte delimiter;
    private int backslash; // the next one of the line, or the line's end
    private boolean plain;

    TextSyntax(byte delimiter) {
        this.delimiter = delimiter;
    }

    @Override
    public void line(ByteBuf frame, int start, int end) {
        if (frame.indexOf(start, end, (byte) '\n') >= 0) {
            throw new ProtocolViolation("several lines of a copy in one message");
        }
        backslash = next(frame, start, end, BACKSLASH);
    }

    private static int next(ByteBuf frame, int from, int end, byte value) {
        int index = from < end ? frame.indexOf(from, end, value) : -1;
        return index < 0 ? end : index;
    }

    @Override
    public int cellEnd(ByteBuf frame, int at, int end) {
        int until = next(frame, at, end, delimiter);
        plain = backslash >= until;
        while (backslash < until) {
            if (backslash + 1 >= end) {
                throw new ProtocolViolation("line of a copy that ends in an escape");
            }
            if (backslash + 1 == until) {
                until = next(frame, until + 1, end, delimiter);
            }
            backslash = next(frame, backslash + 2, end, BACKSLASH);
        }
        return until;
    }

    @Override
    public boolean isPlain() {
        return plain;
    }

    @Override
    public void decode(ByteBuf frame, int at, int until, ByteBuf out) {
        for (int index = at; index < until; index++) {
            byte value = frame.getByte(index);
            out.writeByte(value == BACKSLASH ? unescaped(frame.getByte(++index)) : value);
        }
    }

    /// What a backslash and `letter` stand for.
    int unescaped(byte letter) {
        int known = LETTERS.indexOf(letter);
        if (known >= 0) {
            return CONTROLS.charAt(known);
        }
        if (letter == BACKSLASH || letter == delimiter) {
            return letter;
        }
        throw new ProtocolViolation("line of a copy with an unknown escape");
    }

    @Override
    public boolean needsNothing(ByteBuf cell, boolean alone) {
        for (int index = cell.readerIndex(); index < cell.writerIndex(); index++) {
            if (!isPlain(cell.getByte(index))) {
                return false;
            }
        }
        return true;
    }

    /// Whether `value` stands for itself.
    boolean isPlain(byte value) {
        return value != BACKSLASH && value != delimiter && CONTROLS.indexOf(value) < 0;
    }

    /// What stands behind a backslash for `value`, which does not stand for itself.
    int escaped(byte value) {
        int control = CONTROLS.indexOf(value);
        return control >= 0 ? LETTERS.charAt(control) : value;
    }

    @Override
    public void encode(ByteBuf cell, ByteBuf out) {
        for (int index = cell.readerIndex(); index < cell.writerIndex(); index++) {
            byte value = cell.getByte(index);
            if (isPlain(value)) {
                out.writeByte(value);
            } else {
                out.writeByte(BACKSLASH).writeByte(escaped(value));
            }
        }
    }
}
