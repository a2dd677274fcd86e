package dev.gatehouse.wire.pg;

import io.netty.buffer.ByteBuf;

import dev.gatehouse.wire.CellInPieces;
import dev.gatehouse.wire.ProtocolViolation;

/// Masks the cells of one `DataRow`, or of one row of a binary copy, that is too large to be in memory at once,
/// piece by piece as it passes.
///
/// Shape of the body: `columns:int16 (length:int32 bytes)*`, length -1 = NULL; any of it may be split between
/// pieces. Nothing gets shorter or longer. Errors: `ProtocolViolation` when the row does not fit its lengths or the
/// plan, or a cell cannot be masked so. Threads: one.
final class RowInPieces {
    private static final int NULL = -1;
    private static final int BEFORE_COUNT = -1;

    private final CellInPieces cells;
    private int bodyLeft;
    private int cellLeft;
    private int column;
    private int number;
    private int numberBytesLeft;

    RowInPieces(CellInPieces cells) {
        this.cells = cells;
    }

    /// A row begins whose body has so many bytes.
    void begin(int bodyBytes) {
        bodyLeft = bodyBytes;
        column = BEFORE_COUNT;
        cellLeft = 0;
        number = 0;
        numberBytesLeft = 2;
    }

    /// The next bytes of the body; appends what the client gets by now, with the last of them all of it.
    void piece(ByteBuf buffer, int start, int lengthBytes, ByteBuf out) {
        int at = start;
        int end = start + lengthBytes;
        bodyLeft -= lengthBytes;
        while (at < end) {
            if (cellLeft > 0) {
                int length = Math.min(cellLeft, end - at);
                cells.piece(buffer, at, length, out);
                cellLeft -= length;
                at += length;
                if (cellLeft == 0) {
                    cells.end(out);
                }
            } else if (numberBytesLeft > 0) {
                byte next = buffer.getByte(at++);
                number = number << 8 | next & 0xff;
                out.writeByte(next);
                numberBytesLeft--;
                if (numberBytesLeft == 0) {
                    numberRead(bodyLeft + end - at);
                }
            } else {
                throw new ProtocolViolation("row longer than its columns");
            }
        }
        if (bodyLeft == 0 && (cellLeft > 0 || numberBytesLeft > 0)) {
            throw new ProtocolViolation("row shorter than its columns");
        }
    }

    private void numberRead(int rowLeft) {
        if (column == BEFORE_COUNT) {
            if (number != cells.columns()) {
                throw new ProtocolViolation("row with another number of columns than announced");
            }
        } else if (number < NULL || number > rowLeft) {
            throw new ProtocolViolation("row with a cell longer than the row");
        } else if (number > 0) {
            cellLeft = number;
            cells.begin(column, true);
        }
        column++;
        number = 0;
        numberBytesLeft = column < cells.columns() ? 4 : 0;
    }
}
