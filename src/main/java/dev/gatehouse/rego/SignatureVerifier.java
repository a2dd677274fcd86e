package dev.gatehouse.rego;

/// Knows whose signature on a bundle counts.
@FunctionalInterface
public interface SignatureVerifier {
    /// What a token says. Errors: [BundleRefused] unless its signature is by a key that counts.
    RegoObject claims(String token) throws BundleRefused;
}
