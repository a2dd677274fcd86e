package dev.gatehouse.wire.pg;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.ListenerTls;
import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.SessionContext;

/// Settles the encryption of a client leg ("SSL Session Encryption", "GSSAPI Session Encryption").
///
/// `SSLRequest` → `S` and TLS, or `N`; `GSSENCRequest` → `N`; a TLS record at once is TLS at once, with ALPN. What
/// comes in the clear behind an accepted `SSLRequest` would be taken for decrypted data later, and is refused.
final class ClientNegotiation {
    /// The first byte of a TLS handshake record.
    private static final byte TLS_HANDSHAKE = 0x16;

    /// What libpq offers, and must offer when it starts with TLS at once ("Protocol Flow", ALPN).
    private static final String ALPN = "postgresql";

    private static final String HANDLER = "tls";

    private final SessionContext context;
    private @Nullable SslHandler tls;
    private boolean direct;
    private boolean refusedTls;
    private boolean refusedGss;

    ClientNegotiation(SessionContext context) {
        this.context = context;
    }

    boolean isEncrypted() {
        return tls != null;
    }

    /// Whether the client starts with TLS itself. `in` is what came first, at least one byte.
    boolean startsWithTls(ByteBuf in) {
        return tls == null
                && !refusedTls
                && !refusedGss
                && context.tls().isPresent()
                && in.getByte(in.readerIndex()) == TLS_HANDSHAKE;
    }

    /// TLS at once: takes what has come as the start of the handshake.
    void direct(ChannelHandlerContext ctx, ByteBuf in) {
        direct = true;
        startTls(ctx, context.tls().orElseThrow());
        ctx.pipeline().fireChannelRead(in);
    }

    /// Answers `SSLRequest`; `rest` is what came behind it.
    void sslRequest(ChannelHandlerContext ctx, ByteBuf rest) {
        if (tls != null || refusedTls) {
            throw new ProtocolViolation("second SSLRequest");
        }
        if (context.tls().isEmpty()) {
            refusedTls = true;
            answer(ctx, 'N');
            return;
        }
        if (rest.isReadable()) {
            throw new ProtocolViolation("received unencrypted data after SSL request");
        }
        answer(ctx, 'S');
        startTls(ctx, context.tls().get());
    }

    void gssEncRequest(ChannelHandlerContext ctx) {
        if (tls != null || refusedGss) {
            throw new ProtocolViolation("second GSSENCRequest");
        }
        refusedGss = true;
        answer(ctx, 'N');
    }

    /// The handshake is done. Errors: `ProtocolViolation` if the other protocol of the port was not agreed on.
    void onHandshake() {
        String agreed = tls == null ? null : tls.applicationProtocol();
        if (agreed == null ? direct : !agreed.equals(ALPN)) {
            throw new ProtocolViolation("received direct SSL connection request without ALPN protocol negotiation"
                    + " extension \"" + ALPN + "\"");
        }
    }

    /// The chain of the client's certificate, verified by the handshake; empty if it showed none.
    List<X509Certificate> certificates() {
        if (tls == null) {
            return List.of();
        }
        try {
            List<X509Certificate> chain = new ArrayList<>();
            for (Certificate certificate : tls.engine().getSession().getPeerCertificates()) {
                chain.add((X509Certificate) certificate);
            }
            return chain;
        } catch (SSLPeerUnverifiedException _) {
            return List.of();
        }
    }

    private void startTls(ChannelHandlerContext ctx, SslContext contextOfListener) {
        SslHandler handler = new ListenerTls(contextOfListener, ctx.alloc());
        handler.setHandshakeTimeoutMillis(context.limits().loginTimeout().toMillis());
        tls = handler;
        ctx.pipeline().addFirst(HANDLER, handler);
    }

    private static void answer(ChannelHandlerContext ctx, char answer) {
        ctx.writeAndFlush(ctx.alloc().buffer(1).writeByte(answer));
    }
}
