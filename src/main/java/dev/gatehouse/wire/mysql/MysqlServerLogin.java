package dev.gatehouse.wire.mysql;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ScheduledFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Dialer;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.Target;

/// The server's side of the MySQL handshake: dials, switches to TLS, authenticates with the gateway's own
/// credentials ("Connection Phase").
///
/// Dialling → greeting → [SSLRequest → TLS] → HandshakeResponse41 → switches and answers → Ready | Failed
///
/// A server is not trusted: every packet is bounded, the number of steps too, and what has no place in a login (a
/// request for a file, bytes behind the OK) ends it. Causes go to the log; a client learns which target failed and
/// at what, never a server's own words. Threads: the event loop given at [#open].
public final class MysqlServerLogin extends ChannelInboundHandlerAdapter {
    /// How a dial ended. Given exactly once, on the event loop.
    public sealed interface Result {}

    /// Logged in. The channel does not read (`autoRead` is off) and its pipeline holds nothing but the TLS handler,
    /// if there is one.
    ///
    /// @param capabilities what both sides of the server leg agreed on; see [ServerCapabilities] for what is asked
    ///     for
    /// @param offered all that the server's greeting offers
    /// @param serverVersion as sent, without MariaDB's `5.5.5-`
    /// @param threadId the server's own number for the connection
    /// @param statusFlags of the OK packet
    public record Ready(
            Channel channel, long capabilities, long offered, String serverVersion, int threadId, int statusFlags)
            implements Result {}

    /// Not logged in; the channel is closed, the cause is in the log.
    public record Failed(Refusal refusal) implements Result {}

    private static final Logger LOG = Logger.getLogger(MysqlServerLogin.class);
    private static final int TIMEOUT_SECONDS = 30;
    private static final int MAX_PACKETS = 32;

    private final MysqlServerRequest request;
    private final Consumer<Result> done;

    private @Nullable Future<Channel> connected;
    private @Nullable LoginLine line;
    private @Nullable ServerGreeting greeting;
    private @Nullable ServerAuthentication authentication;
    private @Nullable ScheduledFuture<?> timeout;
    private long capabilities;
    private int packets;
    private boolean given;

    MysqlServerLogin(MysqlServerRequest request, Consumer<Result> done) {
        this.request = request;
        this.done = done;
    }

    /// Dials `request.target()` on `loop`, on which this must be called.
    public static MysqlServerLogin open(
            Dialer dialer, EventLoop loop, MysqlServerRequest request, Consumer<Result> done) {
        MysqlServerLogin login = new MysqlServerLogin(request, done);
        Future<Channel> connected = dialer.dial(loop, request.target(), login);
        login.connected = connected;
        connected.addListener(login::onDialled);
        login.timeout =
                loop.schedule(() -> login.fail("it does not answer", "timeout"), TIMEOUT_SECONDS, TimeUnit.SECONDS);
        return login;
    }

    /// Gives up: closes the channel; the result is `Failed` unless it was given before. On the event loop.
    public void abandon() {
        fail("the session ended", "abandoned");
    }

    private void onDialled(Future<?> dialled) {
        if (!dialled.isSuccess()) {
            fail("no connection", String.valueOf(dialled.cause()));
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        line = new LoginLine(ctx.channel(), 0);
        if (given) {
            ctx.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        LoginLine open = line;
        if (open == null || given) {
            ((ByteBuf) message).release();
            return;
        }
        try {
            open.add((ByteBuf) message);
            for (ByteBuf payload = open.next(); payload != null; payload = given ? null : open.next()) {
                onPacket(ctx, open, payload);
            }
        } catch (ProtocolViolation violation) {
            String cause = String.valueOf(violation.getMessage());
            fail(cause, cause);
        }
    }

    private void onPacket(ChannelHandlerContext ctx, LoginLine open, ByteBuf payload) {
        if (++packets > MAX_PACKETS) {
            throw new ProtocolViolation("the server's login does not end");
        }
        LoginFields.require(payload, 1);
        ServerAuthentication running = authentication;
        int kind = payload.getUnsignedByte(payload.readerIndex());
        if (kind == 0xff) {
            onError(payload);
        } else if (greeting == null) {
            onGreeting(ctx, open, ServerGreeting.parse(payload));
        } else if (running == null) {
            throw new ProtocolViolation("the server speaks out of turn");
        } else {
            onStep(ctx, open, running, kind, payload);
        }
    }

    private void onStep(
            ChannelHandlerContext ctx, LoginLine open, ServerAuthentication running, int kind, ByteBuf payload) {
        switch (kind) {
            case 0x00 -> onOk(ctx, open, payload);
            case 0x01 -> {
                payload.skipBytes(1);
                answer(open, running.onMoreData(LoginFields.rest(payload)));
            }
            case 0xfe -> onSwitch(open, running, payload);
            default -> {
                if (!running.awaitsRawData()) {
                    throw new ProtocolViolation("the server sent something that has no place in a login");
                }
                answer(open, running.onMoreData(LoginFields.rest(payload)));
            }
        }
    }

    private void onGreeting(ChannelHandlerContext ctx, LoginLine open, ServerGreeting received) {
        greeting = received;
        boolean tls = received.leadsToTls(request.target().tls().mode());
        capabilities = ServerCapabilities.request(
                request.clientCapabilities(),
                received.capabilities(),
                !request.database().isEmpty(),
                tls);
        if (tls) {
            startTls(ctx, open);
        } else {
            respond(open, received, false);
        }
    }

    private void startTls(ChannelHandlerContext ctx, LoginLine open) {
        if (open.hasMore()) {
            throw new ProtocolViolation("the server sent bytes in the clear ahead of TLS");
        }
        open.send(new ServerHandshakeResponse(request, capabilities)::writeHead);
        InetSocketAddress address = request.target().address();
        SslHandler handler = request.target().tls().handler(ctx.alloc(), address.getHostString(), address.getPort());
        ctx.pipeline().addBefore(ctx.name(), "tls", handler);
        handler.handshakeFuture().addListener(shaken -> {
            ServerGreeting received = greeting;
            if (shaken.isSuccess() && received != null && !given) {
                respond(open, received, true);
            } else if (!shaken.isSuccess()) {
                fail("TLS failed", String.valueOf(shaken.cause()));
            }
        });
    }

    private void respond(LoginLine open, ServerGreeting received, boolean tls) {
        Target target = request.target();
        boolean rsaAllowed = target.tls().mode() == ServerTls.Mode.DISABLE || isLoopback(open.channel());
        ServerAuthentication starting =
                new ServerAuthentication(target.password().bytes(), tls, rsaAllowed);
        authentication = starting;
        byte[] answer = starting.begin(received.plugin(), received.scramble());
        ServerHandshakeResponse response = new ServerHandshakeResponse(request, capabilities);
        open.send(out -> response.write(out, starting.method(), answer));
    }

    private static void onSwitch(LoginLine open, ServerAuthentication running, ByteBuf payload) {
        payload.skipBytes(1);
        if (!payload.isReadable()) {
            throw new ProtocolViolation("the server asks for the authentication of MySQL 3");
        }
        String method = LoginFields.name(LoginFields.terminatedOrRest(payload));
        answer(open, running.onSwitch(method, LoginFields.rest(payload)));
    }

    private static void answer(LoginLine open, byte @Nullable [] answer) {
        if (answer != null) {
            open.send(out -> out.writeBytes(answer));
        }
    }

    private void onError(ByteBuf payload) {
        ServerErrorPacket error = ServerErrorPacket.parse(payload);
        fail("it refused the gateway with error " + error.code(), error.toString());
    }

    private void onOk(ChannelHandlerContext ctx, LoginLine open, ByteBuf payload) {
        payload.skipBytes(1);
        LoginFields.lengthEncoded(payload);
        LoginFields.lengthEncoded(payload);
        LoginFields.require(payload, 2);
        int status = payload.readUnsignedShortLE();
        ServerGreeting received = greeting;
        if (open.hasMore() || received == null) {
            throw new ProtocolViolation("the server sent bytes behind its OK");
        }
        ctx.channel().config().setAutoRead(false);
        ctx.pipeline().remove(this);
        give(new Ready(
                ctx.channel(), capabilities, received.capabilities(), received.version(), received.threadId(), status));
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail("it closed the connection", "closed");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail("the connection broke", String.valueOf(cause));
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        LoginLine open = line;
        if (open != null) {
            open.close();
        }
    }

    /// `detail` is for the log only.
    private void fail(String reason, String detail) {
        if (given) {
            return;
        }
        String name = request.target().name();
        LOG.warnf("target login failed target=%s detail=%s", name, detail);
        give(new Failed(new Refusal.TargetDown("Target \"" + name + "\" is not available: " + reason)));
        Future<Channel> dialled = connected;
        if (dialled != null) {
            dialled.cancel(false);
        }
        LoginLine open = line;
        if (open != null) {
            open.channel().close();
        }
    }

    private void give(Result result) {
        given = true;
        ScheduledFuture<?> running = timeout;
        if (running != null) {
            running.cancel(false);
        }
        done.accept(result);
    }

    private static boolean isLoopback(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress address
                && address.getAddress() != null
                && address.getAddress().isLoopbackAddress();
    }
}
