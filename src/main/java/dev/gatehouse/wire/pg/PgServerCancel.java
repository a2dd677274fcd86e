package dev.gatehouse.wire.pg;

import java.time.Duration;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;

import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.Target;

/// Asks a server to cancel what one of its sessions is doing, over a connection of its own.
///
/// Shape: `length:int32 80877102:int32 processId:int32 secretKey[length-12]`; the key has 4 bytes in protocol 3.0,
/// up to 256 in 3.2 ("CancelRequest"). The server answers nothing and closes; that the request went out says
/// nothing about whether anything was cancelled. Encrypted as the target's TLS mode says: the key must not travel
/// in the clear where the session does not. Errors: logged, nobody waits for them.
final class PgServerCancel {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private PgServerCancel() {}

    /// Does nothing for an empty key: that server gave none and has nothing to compare with.
    static void send(Dialer dialer, EventLoop loop, Target target, int processId, byte[] secretKey) {
        if (secretKey.length == 0) {
            return;
        }
        PgServerDial.open(dialer, loop, target, TIMEOUT, dialled -> {
            switch (dialled) {
                case PgServerDial.Dialled.Open(Channel channel) ->
                    channel.writeAndFlush(PgLoginMessages.cancelRequest(channel.alloc(), processId, secretKey))
                            .addListener(ChannelFutureListener.CLOSE);
                case PgServerDial.Dialled.Failed _ -> {
                    // The dial has logged it; a cancel has no one to answer.
                }
            }
        });
    }
}
