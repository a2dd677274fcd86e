package dev.gatehouse.wire;

/// How long the gateway has been at work for a session since it was last asked: from a read to the end of its
/// flush, and while a ruling was waited for. What passes while both legs are silent is the server's or the client's
/// time.
///
/// What is spent after the end of an answer, on sending it, counts for the next statement; so does what belongs to
/// the statements of a pipeline that end later. Threads: the session's event loop.
public final class LoopTime {
    private boolean atWork;
    private long sinceNanos;
    private long spentNanos;

    /// Something has come. Returns the time that it is now, as `System.nanoTime` has it.
    public long begin() {
        long now = System.nanoTime();
        if (!atWork) {
            atWork = true;
            sinceNanos = now;
        }
        return now;
    }

    /// Something has come, and may not be the first of what is dealt with now.
    public void touch() {
        if (!atWork) {
            begin();
        }
    }

    /// Everything that had come is dealt with.
    public void end() {
        if (atWork) {
            atWork = false;
            spentNanos += System.nanoTime() - sinceNanos;
        }
    }

    /// The session could not go on since `sinceNanos`, while the gateway was at work elsewhere.
    public void waited(long sinceNanos) {
        spentNanos += System.nanoTime() - sinceNanos;
    }

    /// What was spent since the last call.
    public long takeNanos() {
        if (atWork) {
            long now = System.nanoTime();
            spentNanos += now - sinceNanos;
            sinceNanos = now;
        }
        long taken = spentNanos;
        spentNanos = 0;
        return taken;
    }
}
