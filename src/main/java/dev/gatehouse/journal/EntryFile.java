package dev.gatehouse.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/// The file under a journal. Threads: [#write] and [#cut] by the writer only; [#sync] by one other at the same
/// time.
interface EntryFile extends AutoCloseable {
    /// Writes all of `lines` at the end, or throws; then some of it may be there.
    void write(ByteBuffer lines) throws IOException;

    /// Ends the file at `length` bytes.
    void cut(long length) throws IOException;

    /// Everything written so far is on the disk when this returns.
    void sync() throws IOException;

    @Override
    void close() throws IOException;
}
