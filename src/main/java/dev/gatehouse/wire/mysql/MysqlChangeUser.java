package dev.gatehouse.wire.mysql;

import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

import dev.gatehouse.wire.SessionContext;

/// `COM_CHANGE_USER`: a new login on a client leg that has one already.
///
/// Threads: the session's event loop. The session hands over the command, then each further packet of the client, until
/// the result is given.
public final class MysqlChangeUser {
    private final Channel client;
    private final Consumer<MysqlClientLogin.Result> done;

    /// @param capabilities what the client leg agreed on at its first login
    public MysqlChangeUser(
            SessionContext context, Channel client, long capabilities, Consumer<MysqlClientLogin.Result> done) {
        this.client = client;
        this.done = done;
    }

    /// Begins with the command packet, its payload from the command byte on; lent, not taken.
    public void start(int sequence, ByteBuf command) {
        client.close();
        done.accept(new MysqlClientLogin.Closed());
    }

    /// The client's next packet; lent, not taken.
    public void onPacket(int sequence, ByteBuf payload) {
        client.close();
    }
}
