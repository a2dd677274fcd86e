package dev.gatehouse.mask;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.detect.SensitiveKind;
import dev.gatehouse.wire.row.StreamEdit;

/// Values of one type that are as long as the cells whose place they take, and tell nothing else of them than their
/// outer shape. Threads: any.
interface SameLength {
    /// Appends one for the cell `row[start, start + lengthBytes)`; false if there is none, and `out` is as it was.
    boolean write(ByteBuf row, int start, int lengthBytes, boolean quotes, ByteBuf out);

    /// The same for a cell that is not in memory at once; null if there is no such way.
    @Nullable
    StreamEdit stream(boolean quotes, SensitiveKind kind, MaskTally tally);
}
