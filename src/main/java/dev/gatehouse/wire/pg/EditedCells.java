package dev.gatehouse.wire.pg;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.row.CellEdit;

/// The edits of one result's columns, and what became of the cell that was edited last. Threads: one.
final class EditedCells {
    private static final int NULL = -1;
    private static final int LENGTH_BYTES = 4;

    private final @Nullable CellEdit[] edits;
    private final KeptBuffer kept;
    private ByteBuf bytes = Unpooled.EMPTY_BUFFER;
    private boolean isNull;
    private long count;

    EditedCells(List<@Nullable CellEdit> edits, ByteBufAllocator alloc) {
        this.edits = edits.toArray(new CellEdit[0]);
        this.kept = new KeptBuffer(alloc);
    }

    int columns() {
        return edits.length;
    }

    boolean hasEdit(int column) {
        return edits[column] != null;
    }

    /// Cells that were changed so far.
    long count() {
        return count;
    }

    /// Edits the cell `row[start, start + lengthBytes)`; returns whether it is changed.
    boolean edit(int column, ByteBuf row, int start, int lengthBytes) {
        CellEdit edit = edits[column];
        if (edit == null) {
            return false;
        }
        bytes = kept.empty().setIndex(LENGTH_BYTES, LENGTH_BYTES);
        int written = edit.edit(row, start, lengthBytes, bytes);
        if (written == CellEdit.UNCHANGED) {
            return false;
        }
        isNull = written == CellEdit.NULL;
        if ((isNull ? 0 : written) != bytes.writerIndex() - LENGTH_BYTES) {
            throw new IllegalStateException("a mask wrote other bytes than it said");
        }
        count++;
        return true;
    }

    /// Whether the changed cell is NULL now.
    boolean isNull() {
        return isNull;
    }

    /// The changed cell; lent until the next edit.
    ByteBuf bytes() {
        return bytes.readerIndex(LENGTH_BYTES);
    }

    /// Edits the cells `(length:int32 bytes)*` of one row that begin at `first`; length -1 = NULL. Returns where
    /// they end. Errors: `ProtocolViolation` when they do not fit their lengths.
    int lengthPrefixed(MessageInPlace message, ByteBuf frame, int first, int end) {
        int at = first;
        for (int column = 0; column < edits.length; column++) {
            int cell = at + LENGTH_BYTES;
            int length = length(frame, at, end);
            if (length != NULL && edit(column, frame, cell, length)) {
                bytes.setInt(0, isNull ? NULL : bytes.writerIndex() - LENGTH_BYTES)
                        .readerIndex(0);
                message.replace(at, cell + length, bytes);
            }
            at = cell + Math.max(length, 0);
        }
        return at;
    }

    private static int length(ByteBuf frame, int at, int end) {
        if (end - at < LENGTH_BYTES) {
            throw new ProtocolViolation("row shorter than its columns");
        }
        int length = frame.getInt(at);
        if (length < NULL || length > end - at - LENGTH_BYTES) {
            throw new ProtocolViolation("row with a cell longer than the row");
        }
        return length;
    }

    void release() {
        kept.release();
    }
}
