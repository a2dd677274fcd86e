package dev.gatehouse.wire.mysql;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;

import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.Target;

/// A login to a server for nothing but its greeting. It is a whole login, and left with `COM_QUIT`, since a server
/// counts broken ones and shuts out the address that they come from.
final class ServerVisit {
    private static final int UTF8MB4_GENERAL_CI = 45;

    private ServerVisit() {}

    /// Completes when the visit is over, also when the server could not be reached; never exceptionally.
    static CompletableFuture<Void> pay(Target target, Dialer dialer, EventLoop loop, MysqlFleet fleet) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        MysqlServerRequest request = new MysqlServerRequest(
                target, MysqlCapabilities.PROTOCOL_41, UTF8MB4_GENERAL_CI, "", Map.of("program_name", "gatehouse"));
        loop.execute(() -> MysqlServerLogin.open(dialer, loop, request, result -> {
            switch (result) {
                case MysqlServerLogin.Failed _ -> {} // it has logged why
                case MysqlServerLogin.Ready ready -> {
                    fleet.learn(target.name(), new MysqlFleet.Known(ready.serverVersion(), ready.offered()));
                    leave(ready);
                }
            }
            over.complete(null);
        }));
        return over;
    }

    private static void leave(MysqlServerLogin.Ready ready) {
        ByteBuf quit = MysqlPackets.start(ready.channel().alloc(), 1).writeByte(MysqlCommand.QUIT.code());
        ready.channel().writeAndFlush(MysqlPackets.finish(quit, 0)).addListener(ChannelFutureListener.CLOSE);
    }
}
