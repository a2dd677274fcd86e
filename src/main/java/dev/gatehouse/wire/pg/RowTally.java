package dev.gatehouse.wire.pg;

import dev.gatehouse.wire.Terms;

/// Counts the rows of a statement's results against the most that the client may get of each. Copy data counts a
/// message as a row, as the server sends it ("COPY Operations"). Threads: the session's event loop only.
final class RowTally {
    /// Rows that the server sends beyond the limit cost it and the network; over so many bytes it is stopped.
    static final long MOST_SURPLUS_BYTES = 16L << 20;

    /// How many rows of one result the client has got; a portal's go on from one `Execute` to the next.
    static final class Shown {
        private long rows;

        long rows() {
            return rows;
        }
    }

    private final Terms.RowLimit limit;
    private final Shown shown;
    private long passed;
    private long surplus;
    private long surplusBytes;
    private boolean everCut;
    private boolean binaryCopy;

    RowTally(Terms.RowLimit limit, Shown shown) {
        this.limit = limit;
        this.shown = shown;
    }

    Terms.RowLimit limit() {
        return limit;
    }

    /// Whether the next row, of `lengthBytes`, reaches the client.
    boolean admits(int lengthBytes) {
        if (shown.rows < limit.most()) {
            shown.rows++;
            passed++;
            return true;
        }
        surplus++;
        surplusBytes += lengthBytes;
        everCut = true;
        return false;
    }

    boolean isOverrun() {
        return surplusBytes > MOST_SURPLUS_BYTES;
    }

    /// Whether rows of this result were left out.
    boolean isCut() {
        return surplus > 0;
    }

    /// Whether rows of any result of the statement were.
    boolean wasCut() {
        return everCut;
    }

    /// Rows of this result that reached the client.
    long passed() {
        return passed;
    }

    /// A copy begins, in the binary format or in one of lines.
    void copy(boolean binary) {
        binaryCopy = binary;
    }

    boolean isBinaryCopy() {
        return binaryCopy;
    }

    /// Another result of the same text begins.
    void nextResult() {
        shown.rows = 0;
        passed = 0;
        surplus = 0;
        binaryCopy = false;
    }
}
