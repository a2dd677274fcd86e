package dev.gatehouse.wire.pg;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.row.CopyLayout;

/// Of the text format: a backslash and what is behind it are one unit ([TextSyntax]).
final class TextUnits implements CopyUnits {
    private static final byte BACKSLASH = '\\';
    private static final byte NULL_LETTER = 'N';

    private final TextSyntax syntax;
    private final byte delimiter;
    private final boolean nulls; // whether NULL is written as `\N`
    private boolean escaped;
    private long units;
    private boolean isNull;
    private byte last;
    private boolean lastEscaped;

    TextUnits(CopyLayout layout) {
        this.syntax = new TextSyntax(layout.delimiter());
        this.delimiter = layout.delimiter();
        this.nulls = layout.nullText().equals(CopyLayout.PLAIN_TEXT.nullText());
    }

    @Override
    public void begin() {
        escaped = false;
        isNull = false;
        units = 0;
    }

    @Override
    public Step next(byte value) {
        if (!escaped && value == BACKSLASH) {
            escaped = true;
            return Step.MORE;
        }
        if (!escaped && (value == delimiter || value == '\n')) {
            return value == '\n' ? Step.END : Step.DELIMITER;
        }
        if (isNull) {
            throw new ProtocolViolation("line of a copy with an unknown escape");
        }
        isNull = escaped && value == NULL_LETTER && nulls && units == 0;
        last = value;
        lastEscaped = escaped;
        escaped = false;
        units++;
        return Step.UNIT;
    }

    @Override
    public int run(byte[] line, int from, int to) {
        int at = from;
        while (!escaped && !isNull && at < to && line[at] != BACKSLASH && line[at] != delimiter && line[at] != '\n') {
            at++;
        }
        units += at - from;
        return at - from;
    }

    @Override
    public boolean mayEscape(byte value) {
        return value == BACKSLASH;
    }

    @Override
    public void write(ByteBuf out) {
        if (lastEscaped) {
            out.writeByte(BACKSLASH);
        }
        out.writeByte(last);
    }

    @Override
    public byte value() {
        return lastEscaped && !isNull ? (byte) syntax.unescaped(last) : last;
    }

    @Override
    public boolean isQuoted() {
        return false;
    }

    @Override
    public int lengthBytes(ByteBuf raw) {
        return raw.getByte(raw.readerIndex()) == BACKSLASH ? 2 : 1;
    }

    @Override
    public byte value(ByteBuf raw, int lengthBytes) {
        byte value = raw.getByte(raw.readerIndex() + lengthBytes - 1);
        return lengthBytes == 1 ? value : (byte) syntax.unescaped(value);
    }

    @Override
    public boolean isPlain(byte value) {
        return syntax.isPlain(value);
    }

    @Override
    public byte escaped(byte value) {
        return (byte) syntax.escaped(value);
    }

    @Override
    public byte escape() {
        return BACKSLASH;
    }
}
