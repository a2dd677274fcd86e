package dev.gatehouse.wire.pg;

import io.netty.buffer.ByteBuf;

/// Cuts a line of a copy that comes byte by byte into cells, and cells into units: one byte each of what a cell
/// stands for, written as one byte or as two. Errors: `ProtocolViolation` for what no server writes. Threads: one.
sealed interface CopyUnits permits TextUnits, CsvUnits {
    enum Step {
        /// Nothing is known yet.
        MORE,
        /// A unit is complete.
        UNIT,
        /// One was complete before this byte, which is to be told again.
        UNIT_BEFORE,
        /// The quote in front of a cell.
        QUOTE,
        /// The cell has ended in front of this delimiter.
        DELIMITER,
        /// The cell has ended in front of this line feed.
        END
    }

    /// A cell begins.
    void begin();

    Step next(byte value);

    /// How many of the next bytes are units of one byte each, as [#next] would tell of each; they are taken.
    int run(byte[] line, int from, int to);

    /// Appends the last unit as it is written.
    void write(ByteBuf out);

    /// What the last unit stands for.
    byte value();

    /// Whether the cell that has ended stood in quotes.
    boolean isQuoted();

    /// Whether a unit of two bytes may begin with `value` in this cell.
    boolean mayEscape(byte value);

    /// How many bytes the unit at `raw`'s reader index has.
    int lengthBytes(ByteBuf raw);

    /// What the unit of so many bytes at `raw`'s reader index stands for.
    byte value(ByteBuf raw, int lengthBytes);

    /// Whether `value` stands for itself in this cell.
    boolean isPlain(byte value);

    /// The byte behind the escape when a value that does not stand for itself is written as two bytes.
    byte escaped(byte value);

    /// The byte in front of it.
    byte escape();
}
