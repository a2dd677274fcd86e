package dev.gatehouse.identity;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// A public key of an issuer and the algorithms that may be used with it, which follow from the key alone.
///
/// @param id the key's `kid`; null for a key that has none, which then answers to every `kid`
/// @param algorithms JWS names; never `none`, never an HMAC, whatever the token says
record IssuerKey(@Nullable String id, PublicKey key, Set<String> algorithms) {
    private static final int LEAST_RSA_BITS = 2048;
    private static final Set<String> RSA = Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");

    /// Errors: `IllegalArgumentException` for a key of a kind or size that is not accepted.
    static IssuerKey of(@Nullable String id, PublicKey key, @Nullable String onlyAlgorithm) {
        Set<String> fitting = fitting(key);
        if (onlyAlgorithm == null) {
            return new IssuerKey(id, key, fitting);
        }
        if (!fitting.contains(onlyAlgorithm)) {
            throw new IllegalArgumentException("algorithm does not fit the key");
        }
        return new IssuerKey(id, key, Set.of(onlyAlgorithm));
    }

    private static Set<String> fitting(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa when rsa.getModulus().bitLength() >= LEAST_RSA_BITS -> RSA;
            case ECPublicKey ec -> Set.of(ellipticAlgorithm(ec));
            case EdECPublicKey _ -> Set.of("EdDSA");
            default -> throw new IllegalArgumentException("key of a kind or size that is not accepted");
        };
    }

    private static String ellipticAlgorithm(ECPublicKey key) {
        int bits = key.getParams().getOrder().bitLength();
        return switch (bits) {
            case 256 -> "ES256";
            case 384 -> "ES384";
            case 521 -> "ES512";
            default -> throw new IllegalArgumentException("curve of " + bits + " bits is not accepted");
        };
    }

    boolean answersTo(@Nullable String wantedId, String algorithm) {
        return algorithms.contains(algorithm) && (id == null || wantedId == null || id.equals(wantedId));
    }
}
