package dev.gatehouse.wire.pg;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.util.ReferenceCountUtil;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.Target;

/// Asks a server to cancel what one of its sessions is doing, over a connection of its own.
///
/// Shape: `length:int32 80877102:int32 processId:int32 secretKey[length-12]`; the key has 4 bytes in protocol 3.0,
/// up to 256 in 3.2 ("CancelRequest"). The server answers nothing and closes, once it has signalled the session;
/// until then the cancel may still hit whatever that session does next. Encrypted as the target's TLS mode says:
/// the key must not travel in the clear where the session does not. Errors: logged. Threads: the loop's.
final class PgServerCancel extends ChannelInboundHandlerAdapter {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /// What became of it.
    enum Fate {
        /// It was never sent, and hits nothing.
        NOT_SENT,
        /// The server has dealt with it: it hits nothing any more.
        DONE,
        /// Nobody knows whether, and when, it hits something.
        UNKNOWN
    }

    private final Consumer<Fate> done;
    private @Nullable Fate fate;

    private PgServerCancel(Consumer<Fate> done) {
        this.done = done;
    }

    /// Sends nothing for an empty key: that server gave none and has nothing to compare with. `done` runs once.
    static void send(Dialer dialer, EventLoop loop, Target target, ServerKey key, Consumer<Fate> done) {
        PgServerCancel cancel = new PgServerCancel(done);
        if (key.secret().length == 0) {
            cancel.end(Fate.NOT_SENT);
            return;
        }
        PgServerDial.open(dialer, loop, target, TIMEOUT, dialled -> {
            switch (dialled) {
                case PgServerDial.Dialled.Open(Channel channel) -> cancel.write(channel, key);
                // The dial has logged it.
                case PgServerDial.Dialled.Failed _ -> cancel.end(Fate.NOT_SENT);
            }
        });
    }

    private void write(Channel channel, ServerKey key) {
        channel.pipeline().addLast(this);
        channel.writeAndFlush(PgLoginMessages.cancelRequest(channel.alloc(), key.processId(), key.secret()));
        channel.eventLoop()
                .schedule(
                        () -> {
                            end(Fate.UNKNOWN);
                            channel.close();
                        },
                        TIMEOUT.toMillis(),
                        TimeUnit.MILLISECONDS);
        if (!channel.isActive()) {
            end(Fate.UNKNOWN);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        end(Fate.DONE);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }

    private void end(Fate known) {
        if (fate == null) {
            fate = known;
            done.accept(known);
        }
    }
}
