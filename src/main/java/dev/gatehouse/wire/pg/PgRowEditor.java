package dev.gatehouse.wire.pg;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.CellInPieces;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.row.CellEdit;

/// Rewrites the planned cells of `DataRow` messages; the only place where one is changed.
///
/// Shape: `D length:int32 columns:int16 (length:int32 bytes)*`, length -1 = NULL. Rows whose cells get no longer
/// are written in the buffer that was read, without an allocation; a row that grows is written anew, the spans
/// between its cells as they are.
final class PgRowEditor implements RowEditor {
    private final EditedCells cells;
    private final MessageInPlace message;
    private final CellInPieces large;
    private final RowInPieces pieces;

    PgRowEditor(List<@Nullable CellEdit> edits, ByteBufAllocator alloc, int limitBytes) {
        this.cells = new EditedCells(edits, alloc);
        this.message = new MessageInPlace(alloc, limitBytes);
        this.large = new CellInPieces(edits, (byte) 0);
        this.pieces = new RowInPieces(large);
    }

    @Override
    public @Nullable ByteBuf edit(ByteBuf frame, int start, int lengthBytes) {
        int end = start + lengthBytes;
        int at = start + PgFrameDecoder.HEADER_BYTES;
        if (end - at < 2 || frame.getUnsignedShort(at) != cells.columns()) {
            throw new ProtocolViolation("DataRow with another number of columns than announced");
        }
        message.begin(frame, start, lengthBytes);
        try {
            if (cells.lengthPrefixed(message, frame, at + 2, end) != end) {
                throw new ProtocolViolation("DataRow longer than its columns");
            }
            return message.end();
        } finally {
            message.abandon();
        }
    }

    @Override
    public boolean beginPieces(int bodyBytes) {
        pieces.begin(bodyBytes);
        return large.serves(bodyBytes);
    }

    @Override
    public void piece(ByteBuf buffer, int start, int lengthBytes, ByteBuf out) {
        pieces.piece(buffer, start, lengthBytes, out);
    }

    @Override
    public boolean isSpoilt() {
        return large.isSpoilt();
    }

    @Override
    public int shorterBytes() {
        return message.shorterBytes();
    }

    @Override
    public long editedCells() {
        return cells.count() + large.changed();
    }

    @Override
    public void release() {
        cells.release();
    }
}
