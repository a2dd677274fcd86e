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

    /// How a cell of `lengthBytes` is masked without being in memory at once, with the same number of bytes; null
    /// if it cannot be, and then its row is refused. Asked for any cell of a row that is over the limit of
    /// messages, short ones too, and once more for nothing, to know whether it can: it counts nothing by itself.
    default @Nullable StreamEdit stream(long lengthBytes) {
        return null;
    }
}
