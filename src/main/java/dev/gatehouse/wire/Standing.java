package dev.gatehouse.wire;

/// Where a session stands towards its transactions, as the server says it between two texts. Only servers whose
/// transactions can undo the making of a table say it (`ReadyForQuery`).
///
/// @param failed whether any error has come since the server last said where it stands
public record Standing(Where where, boolean failed) {
    public enum Where {
        /// No transaction is open.
        OUTSIDE,
        /// A block is open.
        INSIDE,
        /// A block is open, and does nothing but end.
        FAILED
    }
}
