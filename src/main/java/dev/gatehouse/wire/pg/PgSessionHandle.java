package dev.gatehouse.wire.pg;

import io.netty.channel.EventLoop;

import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.SessionHandle;

/// Brings what others want of a session to its event loop.
record PgSessionHandle(EventLoop loop, PgSession session) implements SessionHandle {
    @Override
    public void end(Refusal refusal) {
        loop.execute(() -> session.ending.end(refusal));
    }

    @Override
    public void drain(Refusal refusal) {
        loop.execute(() -> session.ending.drain(refusal));
    }

    @Override
    public void cancel() {
        loop.execute(session.ending::cancel);
    }
}
