package dev.gatehouse.wire.mysql;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.CellInPieces;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.CellFormat;
import dev.gatehouse.wire.row.ColumnMeta;

/// Rewrites the planned cells of rows; the only place where one is changed.
///
/// Shape of a text row: each cell a length-encoded string, `0xFB` for NULL. Shape of a binary row: `0:int8
/// nullBitmap:(columns+9)/8` with an offset of two bits, then the values that are not NULL ("Binary Protocol
/// Resultset Row"). The cell that an edit sees is the value without its length.
///
/// A row is written where it lies, in the buffer that was read, as long as no cell needs more room than it and the
/// cells before it have left: a cell that keeps its length costs its own bytes, one that is shorter or NULL moves
/// the rest of the row left. From the first cell that needs more room on, the row goes on in a pooled buffer: the
/// spans between the cells as they are. Errors: `ProtocolViolation` when cells do not fit the row or the edited row
/// is over the limit; no more memory is taken than twice that.
final class MysqlRowEditor {
    private static final int NULL_CELL = 0xFB;
    private static final int NULL = -1;
    private static final int LONGEST_PREFIX = 9;
    private static final int SCRATCH_KEPT = 64 << 10;

    private final @Nullable CellEdit[] edits;
    private final int[] fixed; // per column: BinaryValue.fixedLength
    private final boolean binary;
    private final ByteBufAllocator alloc;
    private final int limitBytes;
    /// Where an edit writes before it is known how much room its cell needs, behind room for a prefix; kept from
    /// row to row.
    private final ByteBuf scratch = Unpooled.buffer(64);

    private final RowInPieces pieces;

    private long editedCells;

    private ByteBuf row = Unpooled.EMPTY_BUFFER;
    private int payload;
    private int limit;
    private int rest; // what comes from here on in the row has not been moved
    private int end; // and belongs here, while the row stays where it lies,
    private @Nullable ByteBuf out; // or behind this

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
        this.pieces = new RowInPieces(new CellInPieces(edits, (byte) 0), fixed, binary);
    }

    /// Cells that an edit has changed so far.
    long editedCells() {
        return editedCells + pieces.editedCells();
    }

    /// What edits the rows that come in several packets.
    RowInPieces pieces() {
        return pieces;
    }

    /// How long the last row's payload is now, where it stays in its buffer.
    int lengthBytes() {
        return end - payload;
    }

    /// Edits the row `bytes[start, start + lengthBytes)`. Returns null when it stays there, maybe shorter
    /// ([#lengthBytes]), else the row that goes in its place with room for its header (to be ended by
    /// [MysqlPackets#finish]), which the caller owns.
    @Nullable
    ByteBuf edit(ByteBuf bytes, int start, int lengthBytes) {
        row = bytes;
        payload = start;
        rest = start;
        end = start;
        limit = start + lengthBytes;
        ByteBuf edited = null;
        try {
            walk();
            moveUpTo(limit);
            edited = out;
            return edited;
        } finally {
            if (edited == null && out != null) {
                out.release();
            }
            out = null;
            row = Unpooled.EMPTY_BUFFER;
            if (scratch.capacity() > SCRATCH_KEPT) {
                scratch.clear().capacity(SCRATCH_KEPT);
            }
        }
    }

    private void walk() {
        int nulls = payload + 1;
        int at = binary ? nulls + (edits.length + 9) / 8 : payload;
        require(at <= limit);
        for (int column = 0; column < edits.length; column++) {
            if (binary && (row.getByte(nulls + (column + 2) / 8) >> (column + 2 & 7) & 1) != 0) {
                continue;
            }
            int kind = fixed[column];
            require(at < limit || kind == 0);
            int prefix = at;
            int cell = prefix + prefixBytes(prefix, kind);
            int length = cellBytes(prefix, kind);
            at = cell + Math.max(length, 0);
            require(length <= limit - cell);
            CellEdit edit = edits[column];
            if (edit != null && length != NULL) {
                change(edit, column, prefix, cell, length);
            }
        }
        require(at == limit);
    }

    private void change(CellEdit edit, int column, int prefix, int cell, int length) {
        scratch.setIndex(LONGEST_PREFIX, LONGEST_PREFIX);
        int told = edit.edit(row, cell, length, scratch);
        if (told == CellEdit.UNCHANGED) {
            return;
        }
        int written = scratch.readableBytes();
        if (written != (told == CellEdit.NULL ? 0 : told)) {
            throw new IllegalStateException("an edit says " + told + " and wrote " + written);
        }
        editedCells++;
        if (told == CellEdit.NULL) {
            if (!binary) {
                scratch.writeByte(NULL_CELL);
            }
            replace(prefix, cell + length);
            if (binary) {
                setNull(column);
            }
        } else if (written == length) {
            row.setBytes(cell, scratch, LONGEST_PREFIX, length);
        } else {
            writePrefix(fixed[column], written, length);
            replace(prefix, cell + length);
        }
    }

    /// Puts the length of what is in `scratch` before it.
    private void writePrefix(int kind, int written, int oldLength) {
        int last = scratch.writerIndex();
        if (kind == BinaryValue.LENGTH_ENCODED) {
            int first = LONGEST_PREFIX - LengthEncoded.width(written);
            scratch.setIndex(first, first);
            LengthEncoded.write(scratch, written);
        } else if (kind == BinaryValue.BYTE_PREFIXED && written <= 0xFF) {
            scratch.setByte(LONGEST_PREFIX - 1, written).readerIndex(LONGEST_PREFIX - 1);
        } else if (kind == BinaryValue.BYTE_PREFIXED || written != oldLength) {
            throw new IllegalStateException("an edit made " + written + " of " + oldLength + " bytes of a fixed type");
        }
        scratch.writerIndex(last);
    }

    /// What is in `scratch` takes the place of `row[from, to)`.
    private void replace(int from, int to) {
        moveUpTo(from);
        int bytes = scratch.readableBytes();
        if (out == null && end + bytes > to) {
            out = MysqlPackets.start(alloc, end - payload + bytes + limit - to + LONGEST_PREFIX);
            out.writeBytes(row, payload, end - payload);
        }
        if (out == null) {
            row.setBytes(end, scratch, scratch.readerIndex(), bytes);
        } else {
            requireRoom(out, bytes);
            out.writeBytes(scratch, scratch.readerIndex(), bytes);
        }
        end += bytes;
        rest = to;
    }

    private void setNull(int column) {
        int bit = 1 << (column + 2 & 7);
        int at = 1 + (column + 2) / 8;
        ByteBuf target = out == null ? row : out;
        int index = out == null ? payload + at : MysqlPacketDecoder.HEADER + at;
        target.setByte(index, target.getByte(index) | bit);
    }

    private void requireRoom(ByteBuf edited, int bytes) {
        if (bytes > limitBytes - edited.readableBytes()) {
            throw new ProtocolViolation(
                    new Refusal.TooLarge("A row with cells that are masked is larger than " + limitBytes + " bytes."));
        }
    }

    private void moveUpTo(int position) {
        int bytes = position - rest;
        if (out != null) {
            requireRoom(out, bytes);
            out.writeBytes(row, rest, bytes);
        } else if (end != rest && bytes > 0) {
            row.setBytes(end, row, rest, bytes);
        }
        end += bytes;
        rest = position;
    }

    private int prefixBytes(int at, int kind) {
        if (kind >= 0) {
            return 0;
        }
        if (kind == BinaryValue.BYTE_PREFIXED) {
            return 1;
        }
        int first = row.getUnsignedByte(at);
        int width = first < 0xFC ? 1 : first == 0xFC ? 3 : first == 0xFD ? 4 : 9;
        require(at + width <= limit && first != 0xFF);
        return width;
    }

    private int cellBytes(int at, int kind) {
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
        require(length > MysqlPacketDecoder.MAX_PAYLOAD || first != 0xFE); // a short row must not begin like an end
        return (int) length;
    }

    private static void require(boolean fits) {
        if (!fits) {
            throw new ProtocolViolation("a row does not match its columns");
        }
    }
}
