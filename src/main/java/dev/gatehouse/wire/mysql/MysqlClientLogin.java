package dev.gatehouse.wire.mysql;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.ListenerTls;
import dev.gatehouse.wire.LoginRequest;
import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.SessionContext;

/// The client's side of the MySQL handshake: greeting, TLS switch, authentication ("Connection Phase").
///
/// Greeted → [SSLRequest → TLS] → HandshakeResponse41 → answers and switches → LoggedIn | Closed
///
/// Reads raw bytes and writes packets; sends its greeting when the channel is active. Bytes behind an SSLRequest go
/// to TLS and nowhere else. Errors: anything out of shape or order is answered with the protocol's own error and
/// closed; every failed login reads the same. Threads: the channel's event loop. Ownership: takes what it reads.
///
/// On `LoggedIn` the consumer is called while this handler still stands in the pipeline, so that the next decoder
/// can be put right behind it; then it removes itself and hands the bytes that it has not read to that decoder.
public final class MysqlClientLogin extends ChannelInboundHandlerAdapter {
    /// How a login, or a `COM_CHANGE_USER`, ended. Given exactly once, on the session's event loop.
    public sealed interface Result {}

    /// The client is in and awaits the OK packet. When the channel died while the gate was thinking this is given
    /// all the same, so that the session can report the end to the gate.
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
            implements Result {
        public LoggedIn {
            attributes = Map.copyOf(attributes);
        }
    }

    /// The client has its answer, if it lived to hear it, and the channel is closed or closing.
    public record Closed() implements Result {}

    private static final Logger LOG = Logger.getLogger(MysqlClientLogin.class);
    private static final String PROTOCOL = "mysql";

    private final SessionContext context;
    private final int threadId;
    private final MysqlGreeting greeting;
    private final Consumer<Result> done;
    private final byte[] scramble;

    private @Nullable LoginLine line;
    private @Nullable ClientAuthentication authentication;
    private boolean tls;
    private boolean given;

    public MysqlClientLogin(SessionContext context, int threadId, MysqlGreeting greeting, Consumer<Result> done) {
        this(context, threadId, greeting, done, Nonces.scramble());
    }

    /// With a scramble that is known beforehand, so that a recorded conversation can be replayed.
    MysqlClientLogin(
            SessionContext context, int threadId, MysqlGreeting greeting, Consumer<Result> done, byte[] scramble) {
        this.context = context;
        this.threadId = threadId;
        this.greeting = greeting;
        this.done = done;
        this.scramble = scramble;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        if (ctx.channel().isActive()) {
            greet(ctx);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        greet(ctx);
        ctx.fireChannelActive();
    }

    private void greet(ChannelHandlerContext ctx) {
        if (line == null) {
            line = new LoginLine(ctx.channel(), 0);
            line.send(out -> greeting.write(
                    out,
                    threadId,
                    scramble,
                    CachingSha2Password.NAME,
                    context.tls().isPresent()));
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
            for (ByteBuf payload = nextPacket(open); payload != null; payload = nextPacket(open)) {
                onPacket(ctx, open, payload);
            }
        } catch (ProtocolViolation violation) {
            LOG.debugf("login broken client=%s cause=%s", ctx.channel().remoteAddress(), violation.getMessage());
            onViolation(ctx);
        }
    }

    /// While the gate thinks, the result has to wait for it; the client loses its connection at once.
    private void onViolation(ChannelHandlerContext ctx) {
        ClientAuthentication running = authentication;
        if (running != null && running.isJudging()) {
            ctx.close();
        } else {
            refuse(new Refusal.ProtocolViolation("Bad handshake"));
        }
    }

    /// Nothing is read once the result is given, nor while the gate thinks: what a client sends ahead of its OK
    /// waits.
    private @Nullable ByteBuf nextPacket(LoginLine open) {
        ClientAuthentication running = authentication;
        return given || running != null && running.isJudging() ? null : open.next();
    }

    private void onPacket(ChannelHandlerContext ctx, LoginLine open, ByteBuf payload) {
        ClientAuthentication running = authentication;
        if (running != null) {
            running.onPacket(payload);
        } else if (payload.readableBytes() == HandshakeResponse.HEAD) {
            onSslRequest(ctx, open, payload);
        } else {
            onResponse(ctx, open, payload);
        }
    }

    private void onSslRequest(ChannelHandlerContext ctx, LoginLine open, ByteBuf payload) {
        SslContext listener = context.tls().orElse(null);
        if (listener == null
                || tls
                || !MysqlCapabilities.has(HandshakeResponse.capabilities(payload), MysqlCapabilities.SSL)) {
            throw new ProtocolViolation("a request for TLS that was not offered");
        }
        tls = true;
        ByteBuf behind = open.takeRest();
        ctx.pipeline().addBefore(ctx.name(), "tls", new ListenerTls(listener, ctx.alloc()));
        ChannelHandlerContext tlsContext = ctx.pipeline().context("tls");
        try {
            ((ChannelInboundHandler) tlsContext.handler()).channelRead(tlsContext, behind);
        } catch (Exception e) {
            tlsContext.fireExceptionCaught(e);
        }
    }

    private void onResponse(ChannelHandlerContext ctx, LoginLine open, ByteBuf payload) {
        if (!MysqlCapabilities.has(HandshakeResponse.capabilities(payload), MysqlCapabilities.REQUIRED_OF_CLIENTS)) {
            fail(open, 1251, "08004", "The client is too old: it has no pluggable authentication");
            return;
        }
        if (!tls && !context.plaintext()) {
            fail(
                    open,
                    3159,
                    "HY000",
                    "This port takes TLS connections only: connect with --ssl-mode=REQUIRED or --ssl");
            return;
        }
        HandshakeResponse response = HandshakeResponse.parse(payload);
        LoginRequest request = new LoginRequest(
                PROTOCOL,
                response.user(),
                Optional.of(response.database()).filter(name -> !name.isEmpty()),
                ctx.channel().remoteAddress(),
                response.attributes().getOrDefault("program_name", ""),
                response.attributes(),
                tls);
        ClientAuthentication starting = new ClientAuthentication(
                context.gates().login(),
                open,
                request,
                ClientCertificate.chain(ctx.pipeline().get(SslHandler.class)),
                response.plugin(),
                scramble,
                ruling -> onRuling(ctx, open, request, response, ruling));
        authentication = starting;
        starting.begin(response.answer());
    }

    private void onRuling(
            ChannelHandlerContext ctx,
            LoginLine open,
            LoginRequest request,
            HandshakeResponse response,
            LoginRuling ruling) {
        switch (ruling) {
            case LoginRuling.Refused(Refusal refusal) -> refuse(refusal);
            case LoginRuling.Admitted admitted -> {
                given = true;
                done.accept(new LoggedIn(
                        request,
                        admitted,
                        response.capabilities() & greeting.offered(context.tls().isPresent()),
                        response.collation(),
                        response.database(),
                        response.attributes(),
                        open.nextSequence()));
                if (!ctx.isRemoved()) {
                    ctx.pipeline().remove(this);
                }
            }
        }
    }

    private void refuse(Refusal refusal) {
        LoginLine open = line;
        if (open != null && !given) {
            LoginRefusal error = LoginRefusal.of(refusal);
            fail(open, error.code(), error.state(), error.message());
        }
    }

    private void fail(LoginLine open, int code, String state, String message) {
        open.fail(code, state, message);
        open.close();
        give(new Closed());
    }

    private void give(Result result) {
        if (!given) {
            given = true;
            done.accept(result);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ClientAuthentication running = authentication;
        if (running == null || !running.isJudging()) {
            give(new Closed());
        }
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debugf("login broken client=%s cause=%s", ctx.channel().remoteAddress(), cause);
        ctx.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        LoginLine open = line;
        if (open == null) {
            return;
        }
        ByteBuf rest = open.takeRest();
        if (rest.isReadable() && ctx.channel().isActive()) {
            ctx.fireChannelRead(rest);
            ctx.fireChannelReadComplete();
        } else {
            rest.release();
        }
    }
}
