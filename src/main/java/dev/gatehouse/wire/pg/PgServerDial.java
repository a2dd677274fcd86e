package dev.gatehouse.wire.pg;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.Target;

/// Connects to a PostgreSQL server and brings the connection to where the startup packet is due: plain, or inside
/// TLS.
///
/// Shape: `SSLRequest` → one byte, `S` or `N` ("SSL Session Encryption"). More than that one byte before the TLS
/// handshake would be taken for decrypted data later and is refused. `N` is good enough for `PREFER` only; a
/// handshake that fails is a failure in every mode, `PREFER` too, so that nobody on the way can talk a working TLS
/// down by breaking it. Threads: `done` runs once, on the loop. Errors: `Failed`, and the connection is closed.
final class PgServerDial extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = Logger.getLogger(PgServerDial.class);

    sealed interface Dialled {
        /// Nothing but the `SslHandler`, if any, is in the channel's pipeline.
        record Open(Channel channel) implements Dialled {}

        record Failed(Refusal refusal) implements Dialled {}
    }

    private final Target target;
    private final Duration timeout;
    private final Consumer<Dialled> done;
    private @Nullable Future<Channel> connected;
    private @Nullable Channel channel;
    private @Nullable Future<?> timer;
    private boolean answered;
    private boolean finished;

    private PgServerDial(Target target, Duration timeout, Consumer<Dialled> done) {
        this.target = target;
        this.timeout = timeout;
        this.done = done;
    }

    static void open(Dialer dialer, EventLoop loop, Target target, Duration timeout, Consumer<Dialled> done) {
        PgServerDial dial = new PgServerDial(target, timeout, done);
        if (loop.inEventLoop()) {
            dial.start(dialer, loop);
        } else {
            loop.execute(() -> dial.start(dialer, loop));
        }
    }

    /// On the loop, so that no event of the connection comes before its timer is known.
    private void start(Dialer dialer, EventLoop loop) {
        timer = loop.schedule(
                () -> fail("did not answer within " + timeout.toMillis() + " ms", "timeout"),
                timeout.toMillis(),
                TimeUnit.MILLISECONDS);
        Future<Channel> dialled = dialer.dial(loop, target, this);
        connected = dialled;
        dialled.addListener(_ -> {
            if (!dialled.isSuccess()) {
                fail("cannot be reached", String.valueOf(dialled.cause()));
            }
        });
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        channel = ctx.channel();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        if (target.tls().mode() == ServerTls.Mode.DISABLE) {
            succeed(ctx);
        } else {
            ctx.writeAndFlush(PgLoginMessages.sslRequest(ctx.alloc()));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (!finished) {
                onAnswer(ctx, (ByteBuf) message);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void onAnswer(ChannelHandlerContext ctx, ByteBuf bytes) {
        if (!bytes.isReadable()) {
            return;
        }
        if (answered || bytes.readableBytes() > 1) {
            fail("broke the protocol", "bytes before the TLS handshake");
            return;
        }
        answered = true;
        byte answer = bytes.readByte();
        switch (answer) {
            case 'S' -> startTls(ctx);
            case 'N' -> onPlaintext(ctx);
            default -> fail("broke the protocol", "answer to SSLRequest: " + answer);
        }
    }

    private void onPlaintext(ChannelHandlerContext ctx) {
        if (target.tls().mode() == ServerTls.Mode.PREFER) {
            succeed(ctx);
        } else {
            fail("does not offer TLS, which its configuration demands", "SSLRequest answered N");
        }
    }

    private void startTls(ChannelHandlerContext ctx) {
        InetSocketAddress address = target.address();
        SslHandler tls = target.tls().handler(ctx.alloc(), address.getHostString(), address.getPort());
        tls.setHandshakeTimeoutMillis(timeout.toMillis());
        ctx.pipeline().addFirst("tls", tls);
        tls.handshakeFuture().addListener(future -> {
            if (future.isSuccess()) {
                succeed(ctx);
            } else {
                fail("failed the TLS handshake or could not prove who it is", String.valueOf(future.cause()));
            }
        });
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail("closed the connection", "closed before the startup packet");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail("cannot be reached", String.valueOf(cause));
    }

    private void succeed(ChannelHandlerContext ctx) {
        if (finish()) {
            ctx.pipeline().remove(this);
            done.accept(new Dialled.Open(ctx.channel()));
        }
    }

    private void fail(String words, String detail) {
        if (finish()) {
            LOG.warnf("server dial failed target=%s detail=%s", target.name(), PgServerTrouble.printable(detail));
            if (connected != null) {
                connected.cancel(false);
            }
            if (channel != null) {
                channel.close();
            }
            done.accept(new Dialled.Failed(PgServerTrouble.refusal(target, words)));
        }
    }

    private boolean finish() {
        if (finished) {
            return false;
        }
        finished = true;
        if (timer != null) {
            timer.cancel(false);
        }
        return true;
    }
}
