package dev.gatehouse.wire.mysql;

import java.util.function.Consumer;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;

import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.Refusal;

/// The server's side of the MySQL handshake: dials, switches to TLS, authenticates with the gateway's own credentials.
public final class MysqlServerLogin extends ChannelInboundHandlerAdapter {
    /// How a dial ended. Given exactly once, on the event loop.
    public sealed interface Result {}

    /// Logged in. The channel does not read (`autoRead` is off) and its pipeline holds nothing but the TLS handler, if
    /// there is one.
    ///
    /// @param capabilities what both sides of the server leg agreed on
    /// @param serverVersion as sent, without MariaDB's `5.5.5-`
    /// @param threadId the server's own number for the connection
    /// @param statusFlags of the OK packet
    public record Ready(Channel channel, long capabilities, String serverVersion, int threadId, int statusFlags)
            implements Result {}

    /// Not logged in; the channel is closed, the cause is in the log.
    public record Failed(Refusal refusal) implements Result {}

    private final Consumer<Result> done;

    private MysqlServerLogin(Consumer<Result> done) {
        this.done = done;
    }

    /// Dials `request.target()` on `loop`, on which this must be called.
    public static MysqlServerLogin open(
            Dialer dialer, EventLoop loop, MysqlServerRequest request, Consumer<Result> done) {
        MysqlServerLogin login = new MysqlServerLogin(done);
        loop.execute(() -> login.done.accept(new Failed(new Refusal.TargetDown("not built yet"))));
        return login;
    }

    /// Gives up: closes the channel; the result is `Failed` unless it was given before. On the event loop.
    public void abandon() {}
}
