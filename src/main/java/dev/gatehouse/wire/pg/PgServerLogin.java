package dev.gatehouse.wire.pg;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLPeerUnverifiedException;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.Target;

/// Opens a server leg: dials, encrypts, logs in as the target says, and hands over a channel that awaits a
/// statement.
///
/// Shape: `type:int8 length:int32 body[length-4]`, each message at most [#LONGEST_MESSAGE] bytes until
/// `ReadyForQuery`. Threads: the loop given; key derivation runs on a virtual thread, so that a server that asks
/// for many rounds does not stop the other sessions of the loop. Errors: every failure is one `Failed` with a
/// `TargetDown` in words of ours, the server's words go to the log, and the channel is closed. Secrets are never
/// logged.
final class PgServerLogin extends ChannelInboundHandlerAdapter {
    sealed interface Result {
        /// The leg is logged in: auto-read is off, and nothing but the `SslHandler`, if any, is in the pipeline.
        ///
        /// The receiver adds its handlers before it returns; what the server has sent after `ReadyForQuery` is
        /// fired into them right after that. The channel is the receiver's to close.
        ///
        /// @param parameterStatus what the server reported, in its order
        /// @param secretKey for [PgServerCancel]: 4 bytes, up to 256 in protocol 3.2, none from a server that
        ///     cannot cancel
        /// @param transactionStatus always `I`
        record Ready(
                Channel channel,
                Map<String, String> parameterStatus,
                int processId,
                byte[] secretKey,
                byte transactionStatus)
                implements Result {}

        /// The leg is closed.
        record Failed(Refusal refusal) implements Result {}
    }

    private static final Logger LOG = Logger.getLogger(PgServerLogin.class);

    /// From the dial to `ReadyForQuery`.
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    /// libpq's own bound for what may come before a login is over is 30,000 bytes.
    static final int LONGEST_MESSAGE = 65_536;

    private final PgServerRequest request;
    private final Executor derivation;
    private final Consumer<Result> done;
    private ByteBuf buffer = Unpooled.EMPTY_BUFFER;
    private @Nullable PgLoginExchange exchange;
    private @Nullable ChannelHandlerContext context;
    private @Nullable Future<?> timer;
    private boolean finished;

    PgServerLogin(PgServerRequest request, Executor derivation, Consumer<Result> done) {
        this.request = request;
        this.derivation = derivation;
        this.done = done;
    }

    /// `done` runs once, on `loop`.
    static void open(Dialer dialer, EventLoop loop, PgServerRequest request, Consumer<Result> done) {
        open(dialer, loop, request, TIMEOUT, done);
    }

    static void open(Dialer dialer, EventLoop loop, PgServerRequest request, Duration timeout, Consumer<Result> done) {
        long deadline = System.nanoTime() + timeout.toNanos();
        PgServerDial.open(dialer, loop, request.target(), timeout, dialled -> {
            switch (dialled) {
                case PgServerDial.Dialled.Failed(Refusal refusal) -> done.accept(new Result.Failed(refusal));
                case PgServerDial.Dialled.Open(Channel channel) -> {
                    PgServerLogin login = new PgServerLogin(request, Thread::startVirtualThread, done);
                    login.timer = loop.schedule(
                            () -> login.fail("did not finish the login in time", "timeout"),
                            deadline - System.nanoTime(),
                            TimeUnit.NANOSECONDS);
                    channel.pipeline().addLast("login", login);
                }
            }
        });
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        if (!PgLoginMessages.isWritable(request)) {
            fail("cannot be given these startup parameters", "zero byte or empty name in a startup parameter");
            return;
        }
        try {
            exchange = new PgLoginExchange(request, ctx.alloc(), cleartextAllowed(ctx), certificate(ctx));
            ctx.writeAndFlush(PgLoginMessages.startup(ctx.alloc(), request));
        } catch (ProtocolViolation violation) {
            fail("broke the protocol", violation.getMessage());
        }
    }

    private boolean cleartextAllowed(ChannelHandlerContext ctx) {
        Target target = request.target();
        boolean demandedTls = ctx.pipeline().get(SslHandler.class) != null
                && target.tls().mode().compareTo(ServerTls.Mode.REQUIRE) >= 0;
        return demandedTls
                || ctx.channel().remoteAddress() instanceof InetSocketAddress peer
                        && peer.getAddress().isLoopbackAddress();
    }

    private static @Nullable X509Certificate certificate(ChannelHandlerContext ctx) {
        SslHandler tls = ctx.pipeline().get(SslHandler.class);
        if (tls == null) {
            return null;
        }
        try {
            return (X509Certificate) tls.engine().getSession().getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException anonymous) {
            throw new ProtocolViolation("TLS without a server certificate");
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (finished) {
            ReferenceCountUtil.release(message);
            return;
        }
        buffer = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), buffer, (ByteBuf) message);
        try {
            while (!finished && exchange != null && readMessage(exchange)) {
                // each turn consumes one message
            }
        } catch (ProtocolViolation violation) {
            fail("broke the protocol", violation.getMessage());
        }
    }

    private boolean readMessage(PgLoginExchange exchange) {
        if (buffer.readableBytes() < 5) {
            return false;
        }
        int length = buffer.getInt(buffer.readerIndex() + 1);
        if (length < 4 || length > LONGEST_MESSAGE) {
            throw new ProtocolViolation("message of " + length + " bytes");
        }
        if (buffer.readableBytes() < 1 + length) {
            return false;
        }
        byte type = buffer.readByte();
        ByteBuf body = buffer.skipBytes(4).readSlice(length - 4);
        take(exchange, exchange.on(type, body));
        return true;
    }

    private void take(PgLoginExchange exchange, PgLoginExchange.Step step) {
        ChannelHandlerContext ctx = context();
        switch (step) {
            case PgLoginExchange.Step.Wait _ -> {}
            case PgLoginExchange.Step.Send(ByteBuf message) -> ctx.writeAndFlush(message);
            case PgLoginExchange.Step.Prove _ -> derivation.execute(() -> prove(exchange, ctx));
            case PgLoginExchange.Step.Ready _ -> succeed(exchange, ctx);
            case PgLoginExchange.Step.Refused(String words, String detail) -> fail(words, detail);
        }
    }

    private void prove(PgLoginExchange exchange, ChannelHandlerContext ctx) {
        try {
            String proof = exchange.prove();
            ctx.executor().execute(() -> {
                if (!finished) {
                    take(exchange, exchange.proved(proof));
                }
            });
        } catch (ProtocolViolation violation) {
            ctx.executor().execute(() -> fail("broke the protocol", violation.getMessage()));
        } catch (RuntimeException unexpected) {
            ctx.executor().execute(() -> exceptionCaught(ctx, unexpected));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail("closed the connection during the login", "closed");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail("broke off the login", String.valueOf(cause));
    }

    private void succeed(PgLoginExchange exchange, ChannelHandlerContext ctx) {
        if (!finish()) {
            return;
        }
        Channel channel = ctx.channel();
        ByteBuf rest = buffer;
        buffer = Unpooled.EMPTY_BUFFER;
        channel.config().setAutoRead(false);
        channel.pipeline().remove(this);
        done.accept(new Result.Ready(
                channel,
                exchange.parameters(),
                exchange.processId(),
                exchange.secretKey(),
                exchange.transactionStatus()));
        handOn(channel, rest);
    }

    /// Fires what came after `ReadyForQuery` into the handlers that stand behind the TLS handler now.
    private static void handOn(Channel channel, ByteBuf rest) {
        if (!rest.isReadable()) {
            rest.release();
            return;
        }
        ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
        if (tls != null) {
            tls.fireChannelRead(rest).fireChannelReadComplete();
        } else {
            channel.pipeline().fireChannelRead(rest).fireChannelReadComplete();
        }
    }

    private void fail(String words, @Nullable String detail) {
        if (!finish()) {
            return;
        }
        LOG.warnf(
                "server login failed target=%s detail=%s",
                request.target().name(), PgServerTrouble.printable(String.valueOf(detail)));
        buffer.release();
        buffer = Unpooled.EMPTY_BUFFER;
        context().close();
        done.accept(new Result.Failed(PgServerTrouble.refusal(request.target(), words)));
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

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        return context;
    }
}
