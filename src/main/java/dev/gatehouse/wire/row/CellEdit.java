package dev.gatehouse.wire.row;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// One mask on one cell, bound beforehand to its column's type and format.
///
/// Never sees NULL. Reads `row` only: it may neither write to it, nor keep it, nor move its indexes.
/// Threads: the session's event loop only.
public interface CellEdit {
    /// The cell leaves as it came; `out` is as it was.
    int UNCHANGED = -1;

    /// The client gets NULL for the cell; `out` is as it was.
    int NULL = -2;

    /// Writes what the client gets for the cell `row[start, start + lengthBytes)`.
    ///
    /// Returns the number of bytes appended to `out`, [#UNCHANGED], or [#NULL].
    int edit(ByteBuf row, int start, int lengthBytes, ByteBuf out);

    /// As [#edit], for a row whose length has been announced to the client already: writes as many bytes as the
    /// cell has, or returns [#UNCHANGED], or [#NULL] when it has no such value, and then the result goes no
    /// further.
    ///
    /// @param quotes whether a `"` may stand where the cell has none
    default int fit(ByteBuf row, int start, int lengthBytes, boolean quotes, ByteBuf out) {
        int before = out.writerIndex();
        int written = edit(row, start, lengthBytes, out);
        if (written == UNCHANGED || written == lengthBytes) {
            return written;
        }
        out.writerIndex(before);
        return NULL;
    }

    /// Whether there are cells at all of which [#fit] writes something; a row of such a column is known beforehand
    /// to go no further.
    default boolean fitsAny() {
        return true;
    }

    /// How a cell of such a row is masked that is too large to be in memory at once; null if it cannot be, and then
    /// the result goes no further. Asked for once a cell: it counts nothing by itself.
    default @Nullable StreamEdit stream(boolean quotes) {
        return null;
    }
}
