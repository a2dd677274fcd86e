package dev.gatehouse.wire.mysql;

import java.util.function.Consumer;

import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Badge;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.SessionHandle;
import dev.gatehouse.wire.Sessions;

/// The thread id that a client sees, reserved when it connects, and what is behind it: nothing before the login,
/// then the session. Threads: any.
final class MysqlThread implements SessionHandle, Badge {
    private final Channel client;
    private final Sessions sessions;
    private final int number;
    private volatile String owner = "";
    private volatile @Nullable MysqlSession session;

    MysqlThread(Channel client, Sessions sessions) {
        this.client = client;
        this.sessions = sessions;
        this.number =
                sessions.register(free -> new Sessions.Entry(free, this, this)).number();
    }

    int number() {
        return number;
    }

    void belongsTo(Badge badge, MysqlSession live) {
        owner = badge.owner();
        session = live;
    }

    /// The client is between two sessions, as it is before its first login.
    void belongsToNobody() {
        session = null;
    }

    void forget() {
        session = null;
        sessions.remove(number);
    }

    @Override
    public String display() {
        return "thread " + number;
    }

    /// Empty before the login.
    @Override
    public String owner() {
        return owner;
    }

    @Override
    public void end(Refusal refusal) {
        withSession(live -> live.ending.end(refusal));
    }

    @Override
    public void drain(Refusal refusal) {
        withSession(live -> live.ending.drain(refusal));
    }

    /// On the event loop, where sessions come and go. A client without one is closed.
    private void withSession(Consumer<MysqlSession> step) {
        client.eventLoop().execute(() -> {
            MysqlSession live = session;
            if (live == null) {
                client.close();
            } else {
                step.accept(live);
            }
        });
    }

    @Override
    public void cancel() {
        MysqlSession live = session;
        if (live != null) {
            client.eventLoop().execute(live.cancelling::cancel);
        }
    }
}
