package dev.gatehouse.wire.mysql;

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
        MysqlSession live = session;
        if (live != null) {
            client.eventLoop().execute(() -> live.ending.end(refusal));
        } else {
            client.close();
        }
    }

    @Override
    public void drain(Refusal refusal) {
        MysqlSession live = session;
        if (live != null) {
            client.eventLoop().execute(() -> live.ending.drain(refusal));
        } else {
            client.close();
        }
    }

    @Override
    public void cancel() {
        MysqlSession live = session;
        if (live != null) {
            client.eventLoop().execute(live.cancelling::cancel);
        }
    }
}
