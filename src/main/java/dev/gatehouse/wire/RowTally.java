package dev.gatehouse.wire;

/// Counts the rows of a statement's results against the most that the client may get of each. Threads: the session's
// event loop only.
public final class RowTally {
    /// Rows that the server sends beyond the limit cost it and the network; over so many bytes it is stopped.
    public static final long MOST_SURPLUS_BYTES = 16L << 20;

    /// How many rows of one result the client has got; a portal's go on from one `Execute` to the next.
    public static final class Shown {
        private long rows;

        public long rows() {
            return rows;
        }
    }

    private final Terms.RowLimit limit;
    private final Shown shown;
    private long passed;
    private long surplus;
    private long surplusBytes;
    private boolean everCut;

    public RowTally(Terms.RowLimit limit, Shown shown) {
        this.limit = limit;
        this.shown = shown;
    }

    public Terms.RowLimit limit() {
        return limit;
    }

    /// Whether the next row, of `lengthBytes`, reaches the client.
    public boolean admits(int lengthBytes) {
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

    /// What the surplus rows have in bytes.
    public long surplusBytes() {
        return surplusBytes;
    }

    public boolean isOverrun() {
        return surplusBytes > MOST_SURPLUS_BYTES;
    }

    /// Whether rows of this result were left out.
    public boolean isCut() {
        return surplus > 0;
    }

    /// Whether rows of any result of the statement were.
    public boolean wasCut() {
        return everCut;
    }

    /// Rows of this result that reached the client.
    public long passed() {
        return passed;
    }

    /// Another result of the same text begins.
    public void nextResult() {
        shown.rows = 0;
        passed = 0;
        surplus = 0;
    }
}
