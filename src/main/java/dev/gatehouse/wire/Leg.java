package dev.gatehouse.wire;

import java.util.EnumSet;

import io.netty.channel.Channel;

/// One side of a session: its channel, and the reasons for which it does not read just now.
///
/// A leg reads while the set of reasons is empty; nobody else calls `setAutoRead`. Threads: the session's event loop.
public final class Leg {
    /// Why a leg does not read.
    public enum Pause {
        /// What it reads could not be written to the other leg.
        PEER_FULL,
        /// The queue of what came while a statement is judged is full.
        JUDGING,
        DRAINING
    }

    private final Channel channel;
    private final EnumSet<Pause> reasons = EnumSet.noneOf(Pause.class);

    public Leg(Channel channel) {
        this.channel = channel;
    }

    public Channel channel() {
        return channel;
    }

    public void pause(Pause reason) {
        if (reasons.isEmpty()) {
            channel.config().setAutoRead(false);
        }
        reasons.add(reason);
    }

    public void resume(Pause reason) {
        if (reasons.remove(reason) && reasons.isEmpty()) {
            channel.config().setAutoRead(true);
        }
    }

    public boolean isPaused() {
        return !reasons.isEmpty();
    }
}
