package dev.gatehouse.wire;

import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/// How the server leg is encrypted: the mode of libpq's `sslmode`, and the context that carries its trust.
///
/// @param context built once at start-up; null exactly when the mode is `DISABLE`
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
}
