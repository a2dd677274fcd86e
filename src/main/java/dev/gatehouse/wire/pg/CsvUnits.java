package dev.gatehouse.wire.pg;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.row.CopyLayout;

/// Of the CSV format: in quotes, an escape and the quote or escape behind it are one unit ([CsvSyntax]).
final class CsvUnits implements CopyUnits {
    private enum Where {
        START,
        PLAIN,
        QUOTED,
        /// Behind an escape in quotes.
        ESCAPED,
        /// Behind the quote that ends a cell.
        CLOSED
    }

    private final byte delimiter;
    private final byte quote;
    private final byte escape;
    private Where where = Where.START;
    private boolean quoted;
    private byte last;
    private boolean lastEscaped;

    CsvUnits(CopyLayout layout) {
        this.delimiter = layout.delimiter();
        this.quote = layout.quote();
        this.escape = layout.escape();
    }

    @Override
    public void begin() {
        where = Where.START;
        quoted = false;
    }

    @Override
    public Step next(byte value) {
        return switch (where) {
            case START -> {
                quoted = value == quote;
                where = quoted ? Where.QUOTED : Where.PLAIN;
                yield quoted ? Step.QUOTE : plain(value);
            }
            case PLAIN -> plain(value);
            case QUOTED -> {
                if (value == escape || value == quote) {
                    where = value == escape ? Where.ESCAPED : Where.CLOSED;
                    yield Step.MORE;
                }
                yield unit(value, false);
            }
            case ESCAPED -> {
                if (value == quote || value == escape) {
                    where = Where.QUOTED;
                    yield unit(value, true);
                }
                if (escape == quote) {
                    where = Where.CLOSED;
                    yield closed(value);
                }
                where = Where.QUOTED;
                unit(escape, false);
                yield Step.UNIT_BEFORE;
            }
            case CLOSED -> closed(value);
        };
    }

    private Step plain(byte value) {
        return value == delimiter ? Step.DELIMITER : value == '\n' ? Step.END : unit(value, false);
    }

    private Step closed(byte value) {
        if (value != delimiter && value != '\n') {
            throw new ProtocolViolation("line of a copy that goes on behind a quote");
        }
        return value == delimiter ? Step.DELIMITER : Step.END;
    }

    private Step unit(byte value, boolean escaped) {
        last = value;
        lastEscaped = escaped;
        return Step.UNIT;
    }

    @Override
    public int run(byte[] line, int from, int to) {
        int at = from;
        if (where == Where.PLAIN) {
            while (at < to && line[at] != delimiter && line[at] != '\n') {
                at++;
            }
        } else if (where == Where.QUOTED) {
            while (at < to && line[at] != quote && line[at] != escape) {
                at++;
            }
        }
        return at - from;
    }

    @Override
    public boolean mayEscape(byte value) {
        return quoted && value == escape;
    }

    @Override
    public void write(ByteBuf out) {
        if (lastEscaped) {
            out.writeByte(escape);
        }
        out.writeByte(last);
    }

    @Override
    public byte value() {
        return last;
    }

    @Override
    public boolean isQuoted() {
        return quoted;
    }

    @Override
    public int lengthBytes(ByteBuf raw) {
        int at = raw.readerIndex();
        if (!quoted || raw.getByte(at) != escape || raw.readableBytes() < 2) {
            return 1;
        }
        byte next = raw.getByte(at + 1);
        return next == quote || next == escape ? 2 : 1;
    }

    @Override
    public byte value(ByteBuf raw, int lengthBytes) {
        return raw.getByte(raw.readerIndex() + lengthBytes - 1);
    }

    @Override
    public boolean isPlain(byte value) {
        return value != quote && (quoted ? value != escape : value != delimiter && value != '\n' && value != '\r');
    }

    @Override
    public byte escaped(byte value) {
        return value;
    }

    @Override
    public byte escape() {
        return escape;
    }
}
