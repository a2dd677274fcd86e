package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.CellInPieces;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.row.CellEdit;

/// Rewrites the planned cells of a binary copy, one row a `CopyData` ("COPY", "Binary Format").
///
/// Shape: `signature:byte[11] flags:int32 length:int32 extension` in front of the first row, then rows of
/// `columns:int16 (length:int32 bytes)*`, at the end the trailer `-1:int16`.
final class CopyBinaryEditor implements RowEditor {
    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int HEADER_BYTES = SIGNATURE.length + 8;
    private static final int TRAILER = -1;

    private final EditedCells cells;
    private final MessageInPlace message;
    private final CellInPieces large;
    private final RowInPieces pieces;
    /// The header in front of a first row that comes in pieces.
    private final ByteBuf head = Unpooled.buffer(HEADER_BYTES);
    private int headLeft;
    private boolean begun;
    private boolean ended;

    CopyBinaryEditor(List<@Nullable CellEdit> edits, ByteBufAllocator alloc, int limitBytes) {
        this.cells = new EditedCells(edits, alloc);
        this.message = new MessageInPlace(alloc, limitBytes);
        this.large = new CellInPieces(edits, (byte) 0);
        this.pieces = new RowInPieces(large);
    }

    @Override
    public @Nullable ByteBuf edit(ByteBuf frame, int start, int lengthBytes) {
        int end = start + lengthBytes;
        message.begin(frame, start, lengthBytes);
        int at = start + PgFrameDecoder.HEADER_BYTES;
        if (!begun) {
            begun = true;
            at = header(frame, at, end);
            if (at == end) {
                return message.end();
            }
        }
        if (ended || end - at < 2) {
            throw new ProtocolViolation("binary copy that goes on behind its end, or has an empty row");
        }
        int columns = frame.getShort(at);
        try {
            if (columns == TRAILER) {
                ended = true;
                at += 2;
            } else if (columns == cells.columns()) {
                at = cells.lengthPrefixed(message, frame, at + 2, end);
            } else {
                throw new ProtocolViolation("binary copy of another number of columns than announced");
            }
            if (at != end) {
                throw new ProtocolViolation("binary copy with a row longer than its columns");
            }
            return message.end();
        } finally {
            message.abandon();
        }
    }

    /// Returns where it ends. No flag has a meaning that is known here.
    private static int header(ByteBuf frame, int at, int end) {
        if (end - at < HEADER_BYTES) {
            throw new ProtocolViolation("binary copy without its header");
        }
        for (int index = 0; index < SIGNATURE.length; index++) {
            if (frame.getByte(at + index) != SIGNATURE[index]) {
                throw new ProtocolViolation("binary copy without its signature");
            }
        }
        int flags = frame.getInt(at + SIGNATURE.length);
        int extension = frame.getInt(at + SIGNATURE.length + 4);
        if (flags != 0 || extension < 0 || extension > end - at - HEADER_BYTES) {
            throw new ProtocolViolation("binary copy with a header of another kind");
        }
        return at + HEADER_BYTES + extension;
    }

    @Override
    public boolean beginPieces(int bodyBytes) {
        if (ended) {
            throw new ProtocolViolation("binary copy that goes on behind its end");
        }
        headLeft = begun ? 0 : HEADER_BYTES;
        begun = true;
        head.clear();
        pieces.begin(bodyBytes - headLeft);
        return large.serves(bodyBytes);
    }

    @Override
    public void piece(ByteBuf buffer, int start, int lengthBytes, ByteBuf out) {
        int bytes = Math.min(headLeft, lengthBytes);
        if (bytes > 0) {
            head.writeBytes(buffer, start, bytes);
            headLeft -= bytes;
            if (headLeft == 0) {
                header(head, 0, HEADER_BYTES);
                out.writeBytes(head);
            }
        }
        if (lengthBytes > bytes) {
            pieces.piece(buffer, start + bytes, lengthBytes - bytes, out);
        }
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
