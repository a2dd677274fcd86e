package dev.gatehouse.wire;

import java.security.cert.X509Certificate;
import java.util.List;

/// How a client proves who it is.
public sealed interface Credential {
    /// The password itself: a token.
    record Password(Secret secret) implements Credential {}

    /// A certificate chain that the TLS layer has already verified against the listener's client CA, leaf first.
    record Certificate(List<X509Certificate> chain) implements Credential {
        public Certificate {
            chain = List.copyOf(chain);
        }
    }

    /// Wire has checked a challenge against a verifier that the gate lent; the gate knows what it stands for.
    record Proved(Verifier verifier) implements Credential {}
}
