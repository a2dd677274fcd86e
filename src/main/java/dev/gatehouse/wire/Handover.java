package dev.gatehouse.wire;

import java.util.concurrent.RejectedExecutionException;

import io.netty.channel.EventLoop;

/// Brings what follows from an answer that came elsewhere to the event loop of the session that waits for it.
///
/// A loop that has been shut down takes no more: its channels are closed by then, and nobody else touches the
/// session. What the session has still to say to a gate is said where the answer came. Threads: any.
public final class Handover {
    private Handover() {}

    /// Runs `step` on `loop`, later; at once, and here, if the loop is gone.
    public static void to(EventLoop loop, Runnable step) {
        try {
            loop.execute(step);
        } catch (RejectedExecutionException gone) {
            if (!loop.isShuttingDown()) {
                throw gone;
            }
            step.run();
        }
    }
}
