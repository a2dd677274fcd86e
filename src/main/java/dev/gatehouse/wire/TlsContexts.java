package dev.gatehouse.wire;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// Builds the TLS contexts of both legs from PEM files, once at start-up.
///
/// TLS 1.2 and 1.3. Keys are PKCS#8 (`BEGIN PRIVATE KEY`), without a passphrase. Errors: `IllegalArgumentException`
/// with one sentence that names the file and what would be right, for the list of configuration faults.
public final class TlsContexts {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private TlsContexts() {}

    /// A certificate chain, leaf first, and its private key.
    public record Identity(Path certificate, Path key) {}

    /// The TLS of a listener.
    ///
    /// @param clientCa who may vouch for clients; with it, a client is asked for a certificate but may come without
    /// @param applicationProtocols what ALPN may choose, `postgresql` for a listener that speaks direct TLS; a
    ///     client that offers only others gets none, and it is the session that must turn it away where one is
    ///     needed
    public static SslContext listener(Identity identity, Optional<Path> clientCa, List<String> applicationProtocols) {
        PemIdentity own = read(identity);
        SslContextBuilder builder = SslContextBuilder.forServer(own.key(), own.chain())
                .sslProvider(SslProvider.JDK)
                .protocols(PROTOCOLS);
        clientCa.ifPresent(file -> builder.clientAuth(ClientAuth.OPTIONAL).trustManager(trust(file)));
        if (!applicationProtocols.isEmpty()) {
            builder.applicationProtocolConfig(new ApplicationProtocolConfig(
                    Protocol.ALPN,
                    SelectorFailureBehavior.NO_ADVERTISE,
                    SelectedListenerFailureBehavior.ACCEPT,
                    applicationProtocols));
        }
        return build(builder);
    }

    /// The TLS of server legs to one target.
    ///
    /// With a `ca` the chain is verified in every mode, as libpq does with a root file. Without one, `REQUIRE` and
    /// `PREFER` encrypt towards whoever answers, `VERIFY_FULL` trusts the platform's authorities, and `VERIFY_CA`
    /// is refused: any of the platform's authorities would vouch for any host.
    ///
    /// @param client the certificate that the gateway shows where the server asks for one
    public static ServerTls server(ServerTls.Mode mode, Optional<Path> ca, Optional<Identity> client) {
        if (mode == ServerTls.Mode.DISABLE) {
            return ServerTls.DISABLED;
        }
        if (mode == ServerTls.Mode.VERIFY_CA && ca.isEmpty()) {
            throw new IllegalArgumentException("verify-ca needs a CA file; without one use verify-full");
        }
        SslContextBuilder builder =
                SslContextBuilder.forClient().sslProvider(SslProvider.JDK).protocols(PROTOCOLS);
        if (ca.isPresent()) {
            builder.trustManager(trust(ca.get()));
        } else if (mode == ServerTls.Mode.VERIFY_FULL) {
            builder.trustManager(trust((KeyStore) null));
        } else {
            builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        }
        client.map(TlsContexts::read).ifPresent(own -> builder.keyManager(own.key(), own.chain()));
        return new ServerTls(mode, build(builder));
    }

    private static PemIdentity read(Identity identity) {
        return PemIdentity.read(identity.certificate(), identity.key());
    }

    private static TrustManager trust(Path file) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int index = 0;
            for (X509Certificate authority : PemIdentity.certificates(file)) {
                store.setCertificateEntry("authority" + index++, authority);
            }
            return trust(store);
        } catch (IOException | GeneralSecurityException broken) {
            throw new IllegalStateException("the platform keeps no certificates in memory", broken);
        }
    }

    /// @param store null for the platform's own authorities
    private static TrustManager trust(@Nullable KeyStore store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            for (TrustManager each : factory.getTrustManagers()) {
                if (each instanceof X509ExtendedTrustManager x509) {
                    return new InForceTrust(x509);
                }
            }
            throw new IllegalStateException("the platform verifies no X.509 certificates");
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("the platform's trust cannot be read", broken);
        }
    }

    private static SslContext build(SslContextBuilder builder) {
        try {
            return builder.build();
        } catch (SSLException unusable) {
            throw new IllegalArgumentException("the TLS files do not fit together: " + unusable.getMessage(), unusable);
        }
    }
}
