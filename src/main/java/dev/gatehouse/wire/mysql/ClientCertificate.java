package dev.gatehouse.wire.mysql;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;

import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/// The certificate chain that a client showed and its TLS layer verified.
final class ClientCertificate {
    private ClientCertificate() {}

    /// Leaf first; empty without TLS or without a certificate.
    static List<X509Certificate> chain(@Nullable SslHandler tls) {
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
            // The platform's way of saying that the client showed none.
            return List.of();
        }
    }
}
