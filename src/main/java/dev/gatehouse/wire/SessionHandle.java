package dev.gatehouse.wire;

/// A hold on a live session from outside its event loop. Threads: any.
public interface SessionHandle {
    /// Ends the session with the protocol's own error for `refusal`, now.
    void end(Refusal refusal);

    /// Ends the session at its next statement boundary; an idle session ends at once.
    void drain(Refusal refusal);

    /// Cancels what the session is waiting for, as the protocol's own cancel request would.
    void cancel();
}
