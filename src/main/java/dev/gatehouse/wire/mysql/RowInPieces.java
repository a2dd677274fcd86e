package dev.gatehouse.wire.mysql;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.CellInPieces;
import dev.gatehouse.wire.ProtocolViolation;

/// Masks the cells of one row that comes in several packets, piece by piece as it passes. Shapes as of
/// [MysqlRowEditor]; any of it may be split between pieces.
///
/// Nothing gets shorter or longer: of a row that goes on in another packet nobody knows how long it is, and the
/// bitmap of NULLs has passed when its cells come. Errors: `ProtocolViolation` when the row does not match its
/// columns, or a cell cannot be masked so. Threads: one.
final class RowInPieces {
    private static final int NULL_CELL = 0xFB;

    private final CellInPieces cells;
    private final int[] fixed; // per column: BinaryValue.fixedLength
    private final boolean binary;
    private final byte[] head; // of a binary row: what comes before its values
    private int headRead;
    private int column;
    private boolean inCell;
    private long cellLeft;
    private long number;
    private int numberBytes; // of the cell's length, read so far
    private int numberLeft;

    RowInPieces(CellInPieces cells, int[] fixed, boolean binary) {
        this.cells = cells;
        this.fixed = fixed;
        this.binary = binary;
        this.head = new byte[binary ? 1 + (fixed.length + 9) / 8 : 0];
    }

    /// Cells that an edit has changed so far.
    long editedCells() {
        return cells.changed();
    }

    /// Whether a cell was left blank, since it cannot be masked so: with its row the result ends.
    boolean isSpoilt() {
        return cells.isSpoilt();
    }

    /// A row begins, whose first packet has so many bytes. Returns whether it can pass; if not, the result goes no
    /// further.
    boolean begin(int lengthBytes) {
        headRead = 0;
        column = 0;
        inCell = false;
        if (!binary) {
            nextCell();
        }
        return cells.serves(lengthBytes);
    }

    /// The next bytes of the row, its packets' headers left out; appends what the client gets by now.
    void piece(ByteBuf in, int start, int lengthBytes, ByteBuf out) {
        int at = start;
        int end = start + lengthBytes;
        while (at < end) {
            if (headRead < head.length) {
                byte next = in.getByte(at++);
                head[headRead++] = next;
                out.writeByte(next);
                if (headRead == head.length) {
                    nextCell();
                }
            } else if (inCell) {
                int length = (int) Math.min(cellLeft, end - at);
                cells.piece(in, at, length, out);
                at += length;
                cellLeft -= length;
                endIfWhole(out);
            } else {
                require(column < fixed.length);
                byte next = in.getByte(at++);
                out.writeByte(next);
                lengthByte(next & 0xFF);
                endIfWhole(out);
            }
        }
    }

    /// The row has ended: all of it was appended.
    void end() {
        require(headRead == head.length && column == fixed.length);
    }

    /// The next cell that is not NULL by the bitmap.
    private void nextCell() {
        while (binary && column < fixed.length && isNull(column)) {
            column++;
        }
        number = 0;
        numberBytes = 0;
        numberLeft = 1;
        if (column < fixed.length && fixed[column] >= 0) {
            beginCell(fixed[column]);
        }
    }

    private boolean isNull(int at) {
        return (head[1 + (at + 2) / 8] >> (at + 2 & 7) & 1) != 0;
    }

    private void lengthByte(int next) {
        if (numberBytes == 0 && fixed[column] == BinaryValue.LENGTH_ENCODED && next >= NULL_CELL) {
            require(next != 0xFF && (next != NULL_CELL || !binary));
            if (next == NULL_CELL) {
                column++;
                nextCell();
                return;
            }
            numberLeft = next == 0xFC ? 2 : next == 0xFD ? 3 : 8;
            numberBytes = 1;
            return;
        }
        boolean first = numberBytes == 0;
        number |= first ? next : (long) next << 8 * (numberBytes - 1);
        numberBytes++;
        if (--numberLeft == 0) {
            require(number >= 0);
            beginCell(number);
        }
    }

    private void beginCell(long lengthBytes) {
        inCell = true;
        cellLeft = lengthBytes;
        cells.begin(column, true);
    }

    private void endIfWhole(ByteBuf out) {
        while (inCell && cellLeft == 0) {
            cells.end(out);
            inCell = false;
            column++;
            nextCell();
        }
    }

    private static void require(boolean fits) {
        if (!fits) {
            throw new ProtocolViolation("a row does not match its columns");
        }
    }
}
