package dev.gatehouse.wire.mysql;

import java.net.InetSocketAddress;
import java.util.Objects;
import javax.net.ssl.SSLParameters;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;

import dev.gatehouse.wire.ServerTls;
import dev.gatehouse.wire.Target;

/// Puts TLS in front of a server login.
final class ServerTlsHandler {
    private ServerTlsHandler() {}

    /// The future ends with the TLS handshake. The host name counts under `VERIFY_FULL` only.
    static Future<Channel> add(ChannelHandlerContext login, Target target) {
        InetSocketAddress address = target.address();
        SslContext context = Objects.requireNonNull(target.tls().context(), "a mode with TLS has a context");
        SslHandler handler = context.newHandler(login.alloc(), address.getHostString(), address.getPort());
        SSLParameters parameters = handler.engine().getSSLParameters();
        boolean named = target.tls().mode() == ServerTls.Mode.VERIFY_FULL;
        parameters.setEndpointIdentificationAlgorithm(named ? "HTTPS" : "");
        handler.engine().setSSLParameters(parameters);
        login.pipeline().addBefore(login.name(), "tls", handler);
        return handler.handshakeFuture();
    }
}
