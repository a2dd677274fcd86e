package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
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

import dev.gatehouse.wire.Credential;
import dev.gatehouse.wire.LoginRequest;
import dev.gatehouse.wire.LoginRuling;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.Secret;
import dev.gatehouse.wire.SessionContext;

/// One client from accept to the opening of its server leg: encryption, version, proof ("Start-up").
///
/// Negotiating: start-up packets. Authenticating: one `PasswordMessage`, unless a certificate was proof enough.
/// Then [SessionOpening] takes over. Errors: every failure is one `ErrorResponse` and a closed connection.
final class ClientLogin extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = Logger.getLogger(ClientLogin.class);

    /// The server's own bound for a message that proves something (`PG_MAX_AUTH_TOKEN_LENGTH`).
    private static final int LONGEST_PASSWORD = 65_535;

    /// The newest that is spoken, as the number of the start-up packet.
    private static final int NEWEST_MINOR = 2;

    private static final Refusal FAILED = new Refusal.LoginFailed("login failed");

    private final SessionContext context;
    private final ClientNegotiation negotiation;
    private ByteBuf received = Unpooled.EMPTY_BUFFER;
    private PgPhase phase = new PgPhase.Negotiating();
    private StartupPacket.@Nullable Startup startup;
    private @Nullable LoginRequest request;
    private @Nullable Future<?> timer;
    private @Nullable SessionOpening opening;
    private boolean passwordAwaited;

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
                    if (!password(ctx)) {
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
        startup = start;
        request = new LoginRequest(
                PgProtocol.NAME,
                user,
                start.parameter("database").filter(name -> !name.isEmpty()),
                ctx.channel().remoteAddress(),
                start.parameter(StartupParameters.APPLICATION_NAME).orElse(""),
                start.parameters(),
                negotiation.isEncrypted());
        phase = new PgPhase.Authenticating();
        List<X509Certificate> chain = negotiation.certificates();
        if (chain.isEmpty()) {
            askForPassword(ctx);
        } else {
            judge(ctx, start, request, new Credential.Certificate(chain));
        }
    }

    private void askForPassword(ChannelHandlerContext ctx) {
        passwordAwaited = true;
        ctx.writeAndFlush(PgMessages.authenticationCleartextPassword(ctx.alloc()));
    }

    /// Shape: `p length:int32 password\0`. Returns whether it had come whole.
    private boolean password(ChannelHandlerContext ctx) {
        StartupPacket.Startup start = startup;
        LoginRequest asked = request;
        if (start == null || asked == null || received.readableBytes() < PgFrameDecoder.HEADER_BYTES) {
            return false;
        }
        byte kind = received.getByte(received.readerIndex());
        int length = received.getInt(received.readerIndex() + 1);
        if (kind == ClientMessage.TERMINATE && length == 4) {
            ctx.close();
            return false;
        }
        if (!passwordAwaited || kind != ClientMessage.PASSWORD) {
            throw new ProtocolViolation("expected password response, got message type " + kind);
        }
        if (length < 5 || length > LONGEST_PASSWORD) {
            throw new ProtocolViolation("invalid password packet size");
        }
        if (received.readableBytes() < length + 1) {
            return false;
        }
        received.skipBytes(PgFrameDecoder.HEADER_BYTES);
        byte[] password = new byte[length - 5];
        received.readBytes(password);
        if (received.readByte() != 0) {
            throw new ProtocolViolation("invalid password packet size");
        }
        passwordAwaited = false;
        judge(ctx, start, asked, new Credential.Password(new Secret(password)));
        return true;
    }

    private void judge(
            ChannelHandlerContext ctx, StartupPacket.Startup start, LoginRequest asked, Credential credential) {
        CompletionStage<LoginRuling> stage = context.gates().login().login(asked, credential);
        stage.whenComplete((ruling, failure) -> {
            if (credential instanceof Credential.Password(Secret secret)) {
                secret.wipe();
            }
            if (ctx.executor().inEventLoop()) {
                onRuling(ctx, start, credential, ruling, failure);
            } else {
                ctx.executor().execute(() -> onRuling(ctx, start, credential, ruling, failure));
            }
        });
    }

    private void onRuling(
            ChannelHandlerContext ctx,
            StartupPacket.Startup start,
            Credential credential,
            @Nullable LoginRuling ruling,
            @Nullable Throwable failure) {
        switch (ruling) {
            case null -> {
                LOG.errorf(failure, "login gate failed client=%s", ctx.channel().remoteAddress());
                fail(ctx, FAILED);
            }
            case LoginRuling.Refused(Refusal refusal) -> {
                if (phase instanceof PgPhase.Closed) {
                    return;
                }
                if (credential instanceof Credential.Certificate) {
                    askForPassword(ctx);
                } else {
                    fail(ctx, refusal);
                }
            }
            case LoginRuling.Admitted admitted -> admit(ctx, start, admitted);
        }
    }

    private void admit(ChannelHandlerContext ctx, StartupPacket.Startup start, LoginRuling.Admitted admitted) {
        LoginRequest asked = request;
        if (asked == null) {
            throw new IllegalStateException("admitted without a request");
        }
        SessionOpening next = new SessionOpening(context, ctx.channel(), asked, admitted, start.minorVersion());
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
        SessionOpening open = opening;
        if (open != null) {
            opening = null;
            open.abandon("closed before it was open");
        }
    }
}
