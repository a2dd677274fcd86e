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
/// is held back than that and what a stream holds. A cell that turns out to have no masked value of its length is
/// left blank, and nothing is delivered behind its row ([#isSpoilt]). Threads: one.
public final class CellInPieces {
    /// Of a cell, before it counts as large.
    public static final int GATHERED_BYTES = 64 << 10;

    /// What the client is told of a result with a row that cannot be masked as it passes.
    public static final Refusal UNSERVED = new Refusal.UnsupportedStatement(
            "rows not shown: values are masked here, and one of these rows is too large to be held, with a cell that has"
                    + " no masked value of its length; select fewer columns, or less of a value at a time",
            "");

    private static final int FIRST_BYTES = 256;

    private final @Nullable CellEdit[] edits;
    private final byte blank;
    private final int gatheredBytes;
    private final ByteBuf gathered;
    private @Nullable CellEdit edit;
    private @Nullable StreamEdit stream;
    private boolean quotes;
    private long readBytes;
    private long writtenBytes;
    private long changed;
    private boolean blanking;
    private boolean spoilt;

    /// @param blank what is left, as often as it has bytes, of a cell that cannot be masked
    public CellInPieces(List<@Nullable CellEdit> edits, byte blank) {
        this(edits, blank, GATHERED_BYTES);
    }

    /// @param gatheredBytes of a cell, before it counts as large
    public CellInPieces(List<@Nullable CellEdit> edits, byte blank, int gatheredBytes) {
        this.edits = edits.toArray(new CellEdit[0]);
        this.blank = blank;
        this.gatheredBytes = gatheredBytes;
        this.gathered = Unpooled.buffer(Math.min(FIRST_BYTES, gatheredBytes), gatheredBytes);
    }

    public int columns() {
        return edits.length;
    }

    public boolean hasEdit(int column) {
        return edits[column] != null;
    }

    /// Whether a row of so many bytes may go through: nothing is sent of one with a column whose cells never keep
    /// their length, or whose large cell can only be one that is not masked in pieces.
    public boolean serves(long rowBytes) {
        boolean large = rowBytes <= (long) edits.length * gatheredBytes;
        for (CellEdit each : edits) {
            if (each != null && !each.fitsAny()) {
                return false;
            }
            large |= each == null || each.stream(true) != null;
        }
        return large;
    }

    /// Whether a cell was left blank that could not be masked: with its row the result ends.
    public boolean isSpoilt() {
        return spoilt;
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
        blanking = false;
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
        if (blanking) {
            fillBlank(out);
            return;
        }
        if (stream == null && readBytes <= gatheredBytes) {
            gathered.writeBytes(in, start, lengthBytes);
            return;
        }
        if (stream == null) {
            stream = cell.stream(quotes);
            edit(stream, gathered, 0, gathered.readableBytes(), out);
        }
        if (!blanking) {
            edit(stream, in, start, lengthBytes, out);
        }
    }

    private void edit(@Nullable StreamEdit by, ByteBuf in, int start, int lengthBytes, ByteBuf out) {
        int before = out.writerIndex();
        boolean masked = by != null && by.edit(in, start, lengthBytes, out);
        writtenBytes += out.writerIndex() - before;
        if (!masked) {
            spoil(out);
        }
    }

    private void spoil(ByteBuf out) {
        spoilt = true;
        blanking = true;
        stream = null;
        changed++;
        fillBlank(out);
    }

    /// Up to what has been read.
    private void fillBlank(ByteBuf out) {
        for (; writtenBytes < readBytes; writtenBytes++) {
            out.writeByte(blank);
        }
        requireLength(writtenBytes, readBytes);
    }

    /// The cell has ended; the rest of it is appended.
    public void end(ByteBuf out) {
        CellEdit cell = edit;
        edit = null;
        StreamEdit large = stream;
        stream = null;
        if (large != null) {
            int before = out.writerIndex();
            boolean masked = large.end(out);
            writtenBytes += out.writerIndex() - before;
            if (!masked) {
                spoil(out);
                return;
            }
            requireLength(writtenBytes, readBytes);
            changed += large.isChanged() ? 1 : 0;
        } else if (cell != null && readBytes > 0 && !blanking) {
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
        if (written == CellEdit.NULL) {
            writtenBytes = out.writerIndex() - before;
            spoil(out);
            return;
        }
        if (written == CellEdit.UNCHANGED) {
            out.writeBytes(gathered, 0, gathered.readableBytes());
        } else {
            changed++;
        }
        requireLength(out.writerIndex() - before, readBytes);
    }

    private static void requireLength(long written, long read) {
        if (written != read) {
            throw new IllegalStateException("a mask made " + written + " of " + read + " bytes that keep their length");
        }
    }
}
