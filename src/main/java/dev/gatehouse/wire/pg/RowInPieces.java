package dev.gatehouse.wire.pg;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.row.StreamEdit;

/// Masks the cells of one `DataRow` that is too large to be in memory at once, piece by piece as it passes.
///
/// Shape of the body: `columns:int16 (length:int32 bytes)*`, length -1 = NULL; any of it may be split between
/// pieces. Nothing gets shorter or longer. Errors: `ProtocolViolation` when the row does not fit its lengths or the
/// plan, or a cell cannot be masked so. Threads: one.
final class RowInPieces {
    private static final int NULL = -1;
    private static final int BEFORE_COUNT = -1;

    private final EditedCells cells;
    private int bodyLeft;
    private int cellLeft;
    private int column;
    private int number;
    private int numberBytesLeft;
    private @Nullable StreamEdit edit;

    RowInPieces(EditedCells cells) {
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

    /// The next bytes of the body.
    void piece(ByteBuf buffer, int start, int lengthBytes) {
        int at = start;
        int end = start + lengthBytes;
        bodyLeft -= lengthBytes;
        while (at < end) {
            if (cellLeft > 0) {
                int length = Math.min(cellLeft, end - at);
                if (edit != null) {
                    edit.edit(buffer, at, length);
                }
                cellLeft -= length;
                at += length;
            } else if (numberBytesLeft > 0) {
                number = number << 8 | buffer.getByte(at) & 0xff;
                numberBytesLeft--;
                at++;
                if (numberBytesLeft == 0) {
                    numberRead(bodyLeft + end - at);
                }
            } else {
                throw new ProtocolViolation("DataRow longer than its columns");
            }
        }
        if (bodyLeft == 0 && (cellLeft > 0 || numberBytesLeft > 0)) {
            throw new ProtocolViolation("DataRow shorter than its columns");
        }
    }

    private void numberRead(int rowLeft) {
        if (column == BEFORE_COUNT) {
            if (number != cells.columns()) {
                throw new ProtocolViolation("DataRow with another number of columns than announced");
            }
        } else if (number < NULL || number > rowLeft) {
            throw new ProtocolViolation("DataRow with a cell longer than the row");
        } else if (number > 0) {
            cellLeft = number;
            edit = cells.stream(column, number);
        }
        column++;
        number = 0;
        numberBytesLeft = column < cells.columns() ? 4 : 0;
    }
}
