package dev.gatehouse.wire.mysql;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

/// Rewrites the planned cells of rows.
///
/// Shape of a text row: each cell a length-encoded string, `0xFB` for NULL. Shape of a binary row: `0:int8
/// nullBitmap:(columns+9)/8` with an offset of two bits, then the values that are not NULL ("Binary Protocol
/// Resultset Row"). The cell that an edit sees is the value without its length.
/// Ownership: reads a lent row; what it returns is the caller's.
final class MysqlRowEditor {
    private static final int NULL_CELL = 0xFB;

    private final @Nullable CellEdit[] edits;
    private final int[] fixed; // per column, binary rows only: BinaryValue.fixedLength
    private final boolean binary;
    private final ByteBufAllocator alloc;
    private final ByteBuf cell;
    private long editedCells;

    MysqlRowEditor(List<@Nullable CellEdit> edits, List<ColumnMeta> columns, ByteBufAllocator alloc) {
        if (edits.size() != columns.size()) {
            throw new IllegalArgumentException("a plan for " + edits.size() + " of " + columns.size() + " columns");
        }
        this.edits = edits.toArray(new CellEdit[0]);
        this.binary = columns.getFirst().format() == CellFormat.BINARY;
        this.fixed = new int[columns.size()];
        for (int i = 0; i < fixed.length; i++) {
            fixed[i] = binary ? BinaryValue.fixedLength(columns.get(i).typeId()) : BinaryValue.LENGTH_ENCODED;
        }
        this.alloc = alloc;
        this.cell = Unpooled.buffer(64);
    }

    long editedCells() {
        return editedCells;
    }

    /// The new packet with room for its header before the payload (to be ended by [MysqlPackets#finish]), or null
    /// when the row leaves as it is, cells changed in place included. Errors: `ProtocolViolation` when cells do not
    /// fit.
    @Nullable
    ByteBuf edit(ByteBuf row, int payload, int lengthBytes) {
        int end = payload + lengthBytes;
        int nulls = payload + 1;
        int position = binary ? nulls + (edits.length + 9) / 8 : payload;
        require(position <= end);
        int copied = payload;
        ByteBuf out = null;
        try {
            for (int i = 0; i < edits.length; i++) {
                if (binary && (row.getByte(nulls + (i + 2) / 8) >> (i + 2 & 7) & 1) != 0) {
                    continue;
                }
                require(position < end || fixed[i] == 0);
                int prefix = prefixBytes(row, position, end, fixed[i]);
                int length = cellBytes(row, position, fixed[i]);
                if (length < 0) { // NULL in a text row
                    position += prefix;
                    continue;
                }
                int start = position + prefix;
                require(length <= end - start);
                CellEdit edit = edits[i];
                if (edit != null && change(edit, row, start, length)) {
                    if (out == null) {
                        out = MysqlPackets.start(alloc, lengthBytes + cell.readableBytes() + 9);
                    }
                    out.writeBytes(row, copied, position - copied);
                    writeCell(out, fixed[i], length);
                    copied = start + length;
                }
                position = start + length;
            }
            require(position == end);
            if (out != null) {
                out.writeBytes(row, copied, end - copied);
            }
            return out;
        } catch (RuntimeException broken) {
            if (out != null) {
                out.release();
            }
            throw broken;
        }
    }

    private boolean change(CellEdit edit, ByteBuf row, int start, int length) {
        cell.clear();
        int written = edit.edit(row, start, length, cell);
        if (written == CellEdit.UNCHANGED) {
            return false;
        }
        if (written != cell.readableBytes()) {
            throw new IllegalStateException("an edit says " + written + " and wrote " + cell.readableBytes());
        }
        editedCells++;
        return true;
    }

    private void writeCell(ByteBuf out, int fixedLength, int oldLength) {
        int length = cell.readableBytes();
        if (fixedLength == BinaryValue.LENGTH_ENCODED) {
            LengthEncoded.write(out, length);
        } else if (fixedLength == BinaryValue.BYTE_PREFIXED) {
            out.writeByte(length);
        } else if (length != oldLength) {
            throw new IllegalStateException("an edit made " + length + " of " + oldLength + " bytes of a fixed type");
        }
        out.writeBytes(cell);
    }

    private static int prefixBytes(ByteBuf row, int position, int end, int fixedLength) {
        if (fixedLength >= 0) {
            return 0;
        }
        if (fixedLength == BinaryValue.BYTE_PREFIXED) {
            return 1;
        }
        int first = row.getUnsignedByte(position);
        int width = first < 0xFC ? 1 : first == 0xFC ? 3 : first == 0xFD ? 4 : 9;
        require(position + width <= end && first != 0xFF);
        return width;
    }

    private int cellBytes(ByteBuf row, int position, int fixedLength) {
        if (fixedLength >= 0) {
            return fixedLength;
        }
        int first = row.getUnsignedByte(position);
        if (fixedLength == BinaryValue.BYTE_PREFIXED || first < NULL_CELL) {
            return first;
        }
        if (first == NULL_CELL) {
            require(!binary);
            return -1;
        }
        long length = first == 0xFC
                ? row.getUnsignedShortLE(position + 1)
                : first == 0xFD ? row.getUnsignedMediumLE(position + 1) : row.getLongLE(position + 1);
        require(length >= 0 && length <= Integer.MAX_VALUE);
        return (int) length;
    }

    private static void require(boolean fits) {
        if (!fits) {
            throw new ProtocolViolation("a row does not match its columns");
        }
    }
}
