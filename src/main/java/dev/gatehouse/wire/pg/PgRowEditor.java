package dev.gatehouse.wire.pg;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.row.CellEdit;

/// Rewrites the planned cells of `DataRow` messages; the only place where one is changed.
///
/// Shape: `D length:int32 columns:int16 (length:int32 bytes)*`, length -1 = NULL. A cell that keeps its length is
/// written where it lies, in the buffer that was read; from the first cell that does not, the row is written anew:
/// the spans between the cells as they are. Errors: `ProtocolViolation` when the row does not fit its lengths or
/// the plan.
final class PgRowEditor {
    private static final int NULL = -1;

    private final @Nullable CellEdit[] edits;
    private final ByteBufAllocator alloc;
    private final int limitBytes;
    /// Where an edit writes before it is known whether its cell keeps its length; kept from row to row.
    private final ByteBuf scratch;

    private long editedCells;

    PgRowEditor(List<@Nullable CellEdit> edits, ByteBufAllocator alloc, int limitBytes) {
        this.edits = edits.toArray(new CellEdit[0]);
        this.alloc = alloc;
        this.limitBytes = limitBytes;
        this.scratch = alloc.buffer(256);
    }

    /// Cells that an edit has changed so far.
    long editedCells() {
        return editedCells;
    }

    void release() {
        scratch.release();
    }

    /// Edits the row `frame[start, start + lengthBytes)`. Returns null when it stays where it lies, else the row
    /// that goes in its place, which the caller owns.
    @Nullable
    ByteBuf edit(ByteBuf frame, int start, int lengthBytes) {
        int end = start + lengthBytes;
        int at = start + PgFrameDecoder.HEADER_BYTES;
        if (end - at < 2 || frame.getUnsignedShort(at) != edits.length) {
            throw new ProtocolViolation("DataRow with another number of columns than announced");
        }
        at += 2;
        ByteBuf out = null;
        int copied = start;
        try {
            for (int column = 0; column < edits.length; column++) {
                int cell = at + 4;
                int length = length(frame, at, end);
                at = cell + Math.max(length, 0);
                CellEdit edit = edits[column];
                if (edit == null || length == NULL) {
                    continue;
                }
                scratch.clear();
                int written = edit.edit(frame, cell, length, scratch);
                if (written == CellEdit.UNCHANGED) {
                    continue;
                }
                if (written != scratch.readableBytes()) {
                    throw new IllegalStateException("a mask wrote other bytes than it said");
                }
                editedCells++;
                if (written == length) {
                    frame.setBytes(cell, scratch, 0, length);
                    continue;
                }
                if (out == null) {
                    out = alloc.buffer(lengthBytes + Math.max(0, written - length));
                }
                out.writeBytes(frame, copied, cell - 4 - copied);
                out.writeInt(written).writeBytes(scratch, 0, written);
                copied = at;
                if (out.readableBytes() > limitBytes) {
                    throw new ProtocolViolation("masked row over the limit of " + limitBytes + " bytes");
                }
            }
            if (at != end) {
                throw new ProtocolViolation("DataRow longer than its columns");
            }
            if (out == null) {
                return null;
            }
            out.writeBytes(frame, copied, end - copied);
            return out.setInt(1, out.readableBytes() - 1);
        } catch (RuntimeException broken) {
            if (out != null) {
                out.release();
            }
            throw broken;
        }
    }

    private static int length(ByteBuf frame, int at, int end) {
        if (end - at < 4) {
            throw new ProtocolViolation("DataRow shorter than its columns");
        }
        int length = frame.getInt(at);
        if (length < NULL || length > end - at - 4) {
            throw new ProtocolViolation("DataRow with a cell longer than the row");
        }
        return length;
    }
}
