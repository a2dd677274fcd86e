package dev.gatehouse.wire;

import java.util.List;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.row.CellEdit;
import dev.gatehouse.wire.row.StreamEdit;

/// The cells of a row that is too large to be in memory at once, one after the other, each as it comes: what the
/// client gets for a cell is as long as the cell, since the row's length has been told.
///
/// A cell of up to [#GATHERED_BYTES] is edited when all of it is there, a larger one by its edit's stream. No more
/// is held back than that and what a stream holds. Errors: `ProtocolViolation` for a cell that cannot keep its
/// length; what came before it has gone. Threads: one.
public final class CellInPieces {
    /// Of a cell, before it counts as large.
    public static final int GATHERED_BYTES = 64 << 10;

    private static final int FIRST_BYTES = 256;

    private final @Nullable CellEdit[] edits;
    private final ByteBuf gathered = Unpooled.buffer(FIRST_BYTES, GATHERED_BYTES);
    private @Nullable CellEdit edit;
    private @Nullable StreamEdit stream;
    private boolean quotes;
    private long readBytes;
    private long writtenBytes;
    private long changed;

    public CellInPieces(List<@Nullable CellEdit> edits) {
        this.edits = edits.toArray(new CellEdit[0]);
    }

    public int columns() {
        return edits.length;
    }

    public boolean hasEdit(int column) {
        return edits[column] != null;
    }

    /// Whether a row of so many bytes may go through: of one whose large cell can only be one that is not masked in
    /// pieces, nothing is sent.
    public boolean serves(long rowBytes) {
        if (rowBytes <= (long) edits.length * GATHERED_BYTES) {
            return true;
        }
        for (CellEdit each : edits) {
            if (each == null || each.stream(true) != null) {
                return true;
            }
        }
        return false;
    }

    /// Cells that were changed so far.
    public long changed() {
        return changed;
    }

    /// The cell of this column begins, which is not NULL; `quotes` as of [CellEdit#stream].
    public void begin(int column, boolean quotesFit) {
        edit = edits[column];
        stream = null;
        quotes = quotesFit;
        readBytes = 0;
        writtenBytes = 0;
        gathered.clear();
    }

    /// The next bytes of the cell; appends to `out` what the client gets by now.
    public void piece(ByteBuf in, int start, int lengthBytes, ByteBuf out) {
        CellEdit cell = edit;
        if (cell == null) {
            out.writeBytes(in, start, lengthBytes);
            return;
        }
        readBytes += lengthBytes;
        if (stream == null && readBytes <= GATHERED_BYTES) {
            gathered.writeBytes(in, start, lengthBytes);
            return;
        }
        if (stream == null) {
            stream = cell.stream(quotes);
            edit(stream, gathered, 0, gathered.readableBytes(), out);
        }
        edit(stream, in, start, lengthBytes, out);
    }

    private void edit(@Nullable StreamEdit by, ByteBuf in, int start, int lengthBytes, ByteBuf out) {
        int before = out.writerIndex();
        require(by != null && by.edit(in, start, lengthBytes, out));
        writtenBytes += out.writerIndex() - before;
    }

    /// The cell has ended; the rest of it is appended.
    public void end(ByteBuf out) {
        CellEdit cell = edit;
        edit = null;
        StreamEdit large = stream;
        stream = null;
        if (large != null) {
            int before = out.writerIndex();
            require(large.end(out));
            requireLength(writtenBytes + out.writerIndex() - before, readBytes);
            changed += large.isChanged() ? 1 : 0;
        } else if (cell != null && readBytes > 0) {
            fit(cell, out);
        }
    }

    /// The cell is NULL after all; nothing of it was told.
    public void abandon() {
        edit = null;
        stream = null;
    }

    private void fit(CellEdit cell, ByteBuf out) {
        int before = out.writerIndex();
        int written = cell.fit(gathered, 0, gathered.readableBytes(), quotes, out);
        if (written == CellEdit.UNCHANGED) {
            out.writeBytes(gathered, 0, gathered.readableBytes());
        } else {
            require(written != CellEdit.NULL);
            changed++;
        }
        requireLength(out.writerIndex() - before, readBytes);
    }

    private static void requireLength(long written, long read) {
        if (written != read) {
            throw new IllegalStateException("a mask made " + written + " of " + read + " bytes that keep their length");
        }
    }

    private static void require(boolean masked) {
        if (!masked) {
            throw new ProtocolViolation(
                    new Refusal.TooLarge(
                            "A cell that is masked, in a row that is too large to be held, has no masked value of its length."));
        }
    }
}
