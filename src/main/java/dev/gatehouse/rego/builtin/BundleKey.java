package dev.gatehouse.rego.builtin;

import java.security.GeneralSecurityException;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.BundleRefused;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.SignatureVerifier;

/// The one key whose signature on a bundle counts. The algorithm is ours to say, never the token's.
public final class BundleKey implements SignatureVerifier {
    private final String algorithm;
    private final String scope;
    private final @Nullable String secret;
    private final List<JwtKeys.Key> keys;

    private BundleKey(String algorithm, String scope, @Nullable String secret, List<JwtKeys.Key> keys) {
        this.algorithm = algorithm;
        this.scope = scope;
        this.secret = secret;
        this.keys = keys;
    }

    /// @param algorithm such as `RS256`, `ES256`, `EdDSA` or `HS256`
    /// @param key a public key or certificate in PEM, a JWK, or for `HS…` the secret itself
    /// @param scope what the token must be for; empty for none
    /// Errors: [IllegalArgumentException] for an unknown algorithm or what is no key.
    public static BundleKey of(String algorithm, String key, String scope) {
        if (!JwtKeys.ALGORITHMS.contains(algorithm) || key.isBlank()) {
            throw new IllegalArgumentException("unknown signature algorithm, or no key");
        }
        if (algorithm.startsWith("HS")) {
            return new BundleKey(algorithm, scope, key, List.of());
        }
        try {
            return new BundleKey(algorithm, scope, null, JwtKeys.parse(key));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the key for bundles is no public key", e);
        }
    }

    @Override
    public RegoObject claims(String text) throws BundleRefused {
        try {
            var token = JwtToken.parse(text);
            boolean holds = secret == null
                    ? keys.stream()
                            .anyMatch(key ->
                                    JwtSignatures.verify(algorithm, key.key(), token.signed(), token.signature()))
                    : JwtSignatures.verify(algorithm, secret, token.signed(), token.signature());
            if (!holds) {
                throw new BundleRefused("the bundle's signature is not by the key that counts");
            }
            return scoped(token.claims());
        } catch (JwtToken.Malformed e) {
            throw new BundleRefused("the bundle's signature is malformed: " + e.getMessage(), e);
        }
    }

    private RegoObject scoped(RegoObject claims) throws BundleRefused {
        var claimed = claims.get("scope") instanceof RegoString text ? text.value() : "";
        if (!claimed.equals(scope)) {
            throw new BundleRefused("the bundle's signature is for another scope");
        }
        return claims;
    }
}
