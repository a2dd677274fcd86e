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

/// Rewrites the planned cells of rows; the only place where one is changed.
///
/// Shape of a text row: each cell a length-encoded string, `0xFB` for NULL. Shape of a binary row: `0:int8
/// nullBitmap:(columns+9)/8` with an offset of two bits, then the values that are not NULL ("Binary Protocol
/// Resultset Row"). The cell that an edit sees is the value without its length.
///
/// A cell that keeps its length is written where it lies, in the buffer that was read; from the first cell that
/// does not, the row is written anew: the spans between the cells as they are. A row that came in a chain of
/// packets is shown as a copy, so that it is always written anew. Errors: `ProtocolViolation` when cells do not fit
/// the row or the edited row is over the limit.
final class MysqlRowEditor {
    private static final int NULL_CELL = 0xFB;
    private static final int NULL = -1;
    private static final int LONGEST_PREFIX = 9;

    private final @Nullable CellEdit[] edits;
    private final int[] fixed; // per column: BinaryValue.fixedLength
    private final boolean binary;
    private final ByteBufAllocator alloc;
    private final int limitBytes;
    /// Where an edit writes before it is known whether its cell keeps its length; kept from row to row.
    private final ByteBuf scratch = Unpooled.buffer(64);

    private long editedCells;

    MysqlRowEditor(List<@Nullable CellEdit> edits, List<ColumnMeta> columns, ByteBufAllocator alloc, int limitBytes) {
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
        this.limitBytes = limitBytes;
    }

    /// Cells that an edit has changed so far.
    long editedCells() {
        return editedCells;
    }

    /// Edits the row `row[payload, payload + lengthBytes)`. Returns null when it stays where it lies, else the row
    /// that goes in its place with room for its header (to be ended by [MysqlPackets#finish]), which the caller
    /// owns.
    @Nullable
    ByteBuf edit(ByteBuf row, int payload, int lengthBytes) {
        boolean mayStay = lengthBytes < MysqlPacketDecoder.MAX_PAYLOAD;
        int end = payload + lengthBytes;
        int nulls = payload + 1;
        int at = binary ? nulls + (edits.length + 9) / 8 : payload;
        require(at <= end);
        int copied = payload;
        ByteBuf out = null;
        try {
            for (int column = 0; column < edits.length; column++) {
                if (binary && (row.getByte(nulls + (column + 2) / 8) >> (column + 2 & 7) & 1) != 0) {
                    continue;
                }
                int kind = fixed[column];
                require(at < end || kind == 0);
                int prefix = at;
                int cell = prefix + prefixBytes(row, prefix, end, kind);
                int length = cellBytes(row, prefix, kind);
                at = cell + Math.max(length, 0);
                require(length <= end - cell);
                CellEdit edit = edits[column];
                if (edit == null || length == NULL || !change(edit, row, cell, length)) {
                    continue;
                }
                int written = scratch.readableBytes();
                if (written == length && mayStay) {
                    row.setBytes(cell, scratch, 0, length);
                    continue;
                }
                if (out == null) {
                    out = MysqlPackets.start(alloc, lengthBytes + LONGEST_PREFIX + Math.max(0, written - length));
                }
                out.writeBytes(row, copied, prefix - copied);
                writeCell(out, kind, length);
                copied = at;
                if (out.readableBytes() > limitBytes) {
                    throw new ProtocolViolation("an edited row is over the limit of " + limitBytes + " bytes");
                }
            }
            require(at == end);
            return out == null ? null : out.writeBytes(row, copied, end - copied);
        } catch (RuntimeException broken) {
            if (out != null) {
                out.release();
            }
            throw broken;
        }
    }

    /// Whether `edit` has put another value for the cell into `scratch`.
    private boolean change(CellEdit edit, ByteBuf row, int cell, int length) {
        scratch.clear();
        int written = edit.edit(row, cell, length, scratch);
        if (written == CellEdit.UNCHANGED) {
            return false;
        }
        if (written != scratch.readableBytes()) {
            throw new IllegalStateException("an edit says " + written + " and wrote " + scratch.readableBytes());
        }
        editedCells++;
        return true;
    }

    private void writeCell(ByteBuf out, int kind, int oldLength) {
        int length = scratch.readableBytes();
        if (kind == BinaryValue.LENGTH_ENCODED) {
            LengthEncoded.write(out, length);
        } else if (kind == BinaryValue.BYTE_PREFIXED && length <= 0xFF) {
            out.writeByte(length);
        } else if (kind == BinaryValue.BYTE_PREFIXED || length != oldLength) {
            throw new IllegalStateException("an edit made " + length + " of " + oldLength + " bytes of a fixed type");
        }
        out.writeBytes(scratch, 0, length);
    }

    private static int prefixBytes(ByteBuf row, int at, int end, int kind) {
        if (kind >= 0) {
            return 0;
        }
        if (kind == BinaryValue.BYTE_PREFIXED) {
            return 1;
        }
        int first = row.getUnsignedByte(at);
        int width = first < 0xFC ? 1 : first == 0xFC ? 3 : first == 0xFD ? 4 : 9;
        require(at + width <= end && first != 0xFF);
        return width;
    }

    private int cellBytes(ByteBuf row, int at, int kind) {
        if (kind >= 0) {
            return kind;
        }
        int first = row.getUnsignedByte(at);
        if (kind == BinaryValue.BYTE_PREFIXED || first < NULL_CELL) {
            return first;
        }
        if (first == NULL_CELL) {
            require(!binary);
            return NULL;
        }
        long length = first == 0xFC
                ? row.getUnsignedShortLE(at + 1)
                : first == 0xFD ? row.getUnsignedMediumLE(at + 1) : row.getLongLE(at + 1);
        require(length >= 0 && length <= Integer.MAX_VALUE);
        return (int) length;
    }

    private static void require(boolean fits) {
        if (!fits) {
            throw new ProtocolViolation("a row does not match its columns");
        }
    }
}
