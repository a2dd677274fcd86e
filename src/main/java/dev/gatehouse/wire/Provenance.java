package dev.gatehouse.wire;

import dev.gatehouse.wire.row.AnnouncedColumns;

/// Where a text was read to have its results from, to be held against what the server announces of them. One object
/// for one reading: shared by all sessions that have sent the text. Threads: any.
public interface Provenance {
    /// Holds the columns of one result against the reading. Allocates nothing while both agree.
    ///
    /// @param result the results of the text so far
    Announced compare(int result, AnnouncedColumns columns);
}
