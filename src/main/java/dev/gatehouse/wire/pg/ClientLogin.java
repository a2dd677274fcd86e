package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.LoginRequest;
import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.SessionContext;

/// One client from accept to the opening of its server leg: encryption, version, proof ("Start-up").
///
/// Negotiating: start-up packets ([ClientNegotiation]). Authenticating: see [ClientProof]. Then [SessionOpening]
/// takes over. Errors: every failure is one `ErrorResponse` and a closed connection.
final class ClientLogin extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = Logger.getLogger(ClientLogin.class);

    /// The newest that is spoken, as the number of the start-up packet.
    private static final int NEWEST_MINOR = 2;

    private final SessionContext context;
    private final ClientNegotiation negotiation;
    private ByteBuf received = Unpooled.EMPTY_BUFFER;
    private PgPhase phase = new PgPhase.Negotiating();
    private @Nullable ClientProof proof;
    private @Nullable Future<?> timer;
    private @Nullable SessionOpening opening;

    ClientLogin(SessionContext context) {
        this.context = context;
        this.negotiation = new ClientNegotiation(context);
    }

    // ---- the channel

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        timer = ctx.executor()
                .schedule(
                        () -> fail(ctx, new Refusal.ProtocolViolation("canceling authentication due to timeout")),
                        context.limits().loginTimeout().toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        if (phase instanceof PgPhase.Closed) {
            in.release();
            return;
        }
        // One buffer that grows: what comes byte by byte must not cost a buffer, and a look through all of them, each.
        received = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), received, in);
        try {
            work(ctx);
        } catch (ProtocolViolation violation) {
            fail(ctx, violation.refusal());
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                try {
                    negotiation.onHandshake();
                } catch (ProtocolViolation violation) {
                    fail(ctx, violation.refusal());
                }
            } else {
                LOG.debugf(
                        "client tls failed client=%s reason=%s", ctx.channel().remoteAddress(), handshake.cause());
                ctx.close();
            }
        }
        super.userEventTriggered(ctx, event);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.debugf("client failed in login client=%s reason=%s", ctx.channel().remoteAddress(), cause);
        ctx.close();
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        close();
    }

    // ---- the conversation

    private void work(ChannelHandlerContext ctx) {
        while (received.isReadable()) {
            switch (phase) {
                case PgPhase.Negotiating _ -> {
                    if (!negotiate(ctx)) {
                        return;
                    }
                }
                case PgPhase.Authenticating _ -> {
                    if (proof == null || !proof.onReceived(received)) {
                        return;
                    }
                }
                case PgPhase.Dialling _ -> {
                    if (received.readableBytes() > context.limits().pendingBytes()) {
                        throw new ProtocolViolation("too much sent before the session is open");
                    }
                    return;
                }
                case PgPhase.Ready _,
                        PgPhase.Settling _,
                        PgPhase.Judging _,
                        PgPhase.Probing _,
                        PgPhase.Describing _,
                        PgPhase.SkippingToSync _,
                        PgPhase.CopyIn _,
                        PgPhase.Leaving _,
                        PgPhase.Closed _ -> {
                    return;
                }
            }
        }
    }

    /// Returns whether there may be more to do.
    private boolean negotiate(ChannelHandlerContext ctx) {
        if (negotiation.startsWithTls(received)) {
            ByteBuf hello = received;
            received = Unpooled.EMPTY_BUFFER;
            negotiation.direct(ctx, hello);
            return false;
        }
        StartupPacket packet = StartupPacket.read(received);
        switch (packet) {
            case null -> {
                return false;
            }
            case StartupPacket.SslRequest _ -> negotiation.sslRequest(ctx, received);
            case StartupPacket.GssEncRequest _ -> negotiation.gssEncRequest(ctx);
            case StartupPacket.CancelRequest(int processId, byte[] secret) -> {
                context.sessions()
                        .find(processId)
                        .filter(entry -> entry.isKnownBy(secret))
                        .ifPresent(entry -> entry.handle().cancel());
                ctx.close();
                return false;
            }
            case StartupPacket.Startup start -> start(ctx, start);
        }
        return true;
    }

    private void start(ChannelHandlerContext ctx, StartupPacket.Startup start) {
        if (!negotiation.isEncrypted() && !context.plaintext()) {
            throw new ProtocolViolation(new Refusal.LoginFailed(
                    "This gateway takes encrypted connections only. Connect with sslmode=require or better."));
        }
        String user = start.parameter("user").orElse("");
        if (user.isEmpty()) {
            throw new ProtocolViolation(new Refusal.LoginFailed("no PostgreSQL user name specified in startup packet"));
        }
        if (StartupParameters.asksForReplication(start.parameter("replication").orElse("false"))) {
            throw new ProtocolViolation(
                    new Refusal.UnsupportedCommand("Replication connections are not carried by this gateway."));
        }
        if (start.minorVersion() > NEWEST_MINOR || !start.protocolOptions().isEmpty()) {
            int minor = Math.min(start.minorVersion(), NEWEST_MINOR);
            ctx.write(PgMessages.negotiateProtocolVersion(ctx.alloc(), 3 << 16 | minor, start.protocolOptions()));
        }
        LoginRequest request = new LoginRequest(
                PgProtocol.NAME,
                user,
                start.parameter("database").filter(name -> !name.isEmpty()),
                ctx.channel().remoteAddress(),
                start.parameter(StartupParameters.APPLICATION_NAME).orElse(""),
                start.parameters(),
                negotiation.isEncrypted());
        phase = new PgPhase.Authenticating();
        proof = new ClientProof(
                ctx,
                context.gates().login(),
                request,
                admitted -> admit(ctx, start, request, admitted),
                refusal -> fail(ctx, refusal));
        proof.begin(negotiation.certificates());
    }

    private void admit(
            ChannelHandlerContext ctx,
            StartupPacket.Startup start,
            LoginRequest request,
            LoginRuling.Admitted admitted) {
        SessionOpening next = new SessionOpening(context, ctx.channel(), request, admitted, start.minorVersion());
        if (phase instanceof PgPhase.Closed) {
            next.abandon("client gone");
            return;
        }
        phase = new PgPhase.Dialling();
        opening = next;
        Map<String, String> parameters;
        try {
            parameters = StartupParameters.forServer(start, admitted.badge());
        } catch (ProtocolViolation violation) {
            fail(ctx, violation.refusal());
            return;
        }
        next.dial(
                parameters,
                Optional.ofNullable(start.parameters().get(StartupParameters.APPLICATION_NAME)),
                refusal -> fail(ctx, refusal),
                () -> handOver(ctx));
    }

    /// The session's own handler is in the pipeline: it gets what came ahead.
    private void handOver(ChannelHandlerContext ctx) {
        ByteBuf ahead = received;
        received = Unpooled.EMPTY_BUFFER;
        opening = null;
        phase = new PgPhase.Closed();
        if (timer != null) {
            timer.cancel(false);
        }
        ctx.fireChannelRead(ahead);
        ctx.fireChannelReadComplete();
        ctx.pipeline().remove(this);
    }

    private void fail(ChannelHandlerContext ctx, Refusal refusal) {
        if (phase instanceof PgPhase.Closed) {
            return;
        }
        LOG.debugf("login ended client=%s reason=%s", ctx.channel().remoteAddress(), refusal.message());
        close();
        ctx.writeAndFlush(PgErrors.fatal(ctx.alloc(), refusal, StandardCharsets.UTF_8))
                .addListener(ChannelFutureListener.CLOSE);
    }

    private void close() {
        phase = new PgPhase.Closed();
        received.release();
        received = Unpooled.EMPTY_BUFFER;
        if (timer != null) {
            timer.cancel(false);
        }
        if (proof != null) {
            proof.abandon();
        }
        SessionOpening open = opening;
        if (open != null) {
            opening = null;
            open.abandon("closed before it was open");
        }
    }
}
