package dev.gatehouse.wire.mysql;

import java.util.Map;
import java.util.function.Consumer;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

import dev.gatehouse.wire.LoginRequest;
import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.SessionContext;

/// The client's side of the MySQL handshake: greeting, TLS switch, authentication.
public final class MysqlClientLogin extends ChannelInboundHandlerAdapter {
    /// How a login, or a `COM_CHANGE_USER`, ended. Given exactly once, on the session's event loop.
    public sealed interface Result {}

    /// The client is in and awaits the OK packet. When the channel died while the gate was thinking this is given all
    /// the same, so that the session can report the end to the gate.
    ///
    /// @param capabilities what both sides of the client leg agreed on
    /// @param database as sent, empty if none
    /// @param attributes the connection attributes
    /// @param nextSequence the sequence number of the OK packet
    public record LoggedIn(
            LoginRequest request,
            LoginRuling.Admitted admitted,
            long capabilities,
            int collation,
            String database,
            Map<String, String> attributes,
            int nextSequence)
            implements Result {}

    /// The client has its answer, if it lived to hear it, and the channel is closed or closing.
    public record Closed() implements Result {}

    private final Consumer<Result> done;

    public MysqlClientLogin(SessionContext context, int threadId, MysqlGreeting greeting, Consumer<Result> done) {
        this.done = done;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        io.netty.util.ReferenceCountUtil.release(message);
        ctx.close();
        done.accept(new Closed());
    }
}
