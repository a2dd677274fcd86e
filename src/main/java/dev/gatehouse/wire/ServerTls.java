package dev.gatehouse.wire;

import java.util.Objects;
import javax.net.ssl.SSLParameters;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/// How the server leg is encrypted: the mode of libpq's `sslmode`, and the context that carries its trust.
///
/// @param context built once at start-up by [TlsContexts#server]; null exactly when the mode is `DISABLE`
public record ServerTls(Mode mode, @Nullable SslContext context) {
    /// libpq's `sslmode` without `allow`. `VERIFY_CA` checks the chain, `VERIFY_FULL` the host name too.
    public enum Mode {
        DISABLE,
        PREFER,
        REQUIRE,
        VERIFY_CA,
        VERIFY_FULL
    }

    public static final ServerTls DISABLED = new ServerTls(Mode.DISABLE, null);

    public ServerTls {
        if ((context == null) != (mode == Mode.DISABLE)) {
            throw new IllegalArgumentException("a TLS context is there exactly when the mode is not DISABLE");
        }
    }

    /// A handler for one server leg to `host`, which is also the name that `VERIFY_FULL` compares and that the
    /// server is told (SNI). Never called with mode `DISABLE`.
    public SslHandler handler(ByteBufAllocator allocator, String host, int port) {
        SslHandler handler = Objects.requireNonNull(context).newHandler(allocator, host, port);
        SSLParameters parameters = handler.engine().getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm(mode == Mode.VERIFY_FULL ? "HTTPS" : null);
        handler.engine().setSSLParameters(parameters);
        return handler;
    }
}
