package dev.gatehouse.wire;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/// What a forwarded statement is held to. A session that cannot hold it refuses the statement: terms are never
/// passed over.
///
/// Of a text that is only prepared, time and rows mean nothing yet: they are those of each execution.
///
/// @param oneStatement the text is one statement, and no copy from the client
public record Terms(
        boolean oneStatement,
        Access access,
        @Nullable RowLimit rows,
        @Nullable TimeLimit time) {
    public static final Terms NONE = new Terms(false, Access.ANY, null, null);

    /// What the server itself keeps the statement from.
    public enum Access {
        /// Nothing.
        ANY,
        /// It touches no data; a transaction that it begins, if it begins one, is read-only.
        BEGINS_READ_ONLY,
        /// Writing: its transaction is made read-only before it runs.
        READ_ONLY
    }

    public Terms(boolean oneStatement, boolean readOnly, @Nullable RowLimit rows, @Nullable TimeLimit time) {
        this(oneStatement, readOnly ? Access.READ_ONLY : Access.ANY, rows, time);
    }

    public boolean readOnly() {
        return access == Access.READ_ONLY;
    }

    /// The rows of each result that reach the client.
    ///
    /// @param most at least 1
    /// @param oneQuery the text is one query and nothing else, so that the server can be asked for so many rows
    /// @param notice what the client is told where rows were left out
    /// @param overrun what it is told where the server did not come to an end of them
    public record RowLimit(long most, boolean oneQuery, String notice, Refusal overrun) {
        public RowLimit {
            if (most < 1) {
                throw new IllegalArgumentException("a limit of " + most + " rows");
            }
        }
    }

    /// From forwarding to the end of the answer.
    ///
    /// @param timeUp what the client gets in place of the server's error
    public record TimeLimit(Duration most, Refusal timeUp) {
        public TimeLimit {
            if (most.isNegative() || most.isZero()) {
                throw new IllegalArgumentException("a time limit of " + most);
            }
        }
    }

    public boolean isNone() {
        return access == Access.ANY && rows == null && time == null;
    }
}
