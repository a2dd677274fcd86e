package dev.gatehouse.rego.builtin;

import java.math.BigDecimal;
import java.security.GeneralSecurityException;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoNumber;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;

/// What `io.jwt.decode_verify` asks of a token: one key or secret, and claims. Texts are empty where nothing is
/// asked.
record JwtConstraints(
        @Nullable List<JwtKeys.Key> keys,
        String secret,
        String algorithm,
        String issuer,
        String audience,
        BigDecimal timeNs) {

    /// Errors: [JwtToken.Malformed] for an unknown constraint, a wrong type, or not exactly one of key and secret.
    static JwtConstraints parse(RegoObject from, long nowNs) throws JwtToken.Malformed {
        for (int i = 0; i < from.size(); i++) {
            if (!(from.key(i) instanceof RegoString name)
                    || !List.of("cert", "secret", "alg", "iss", "aud", "time").contains(name.value())) {
                throw new JwtToken.Malformed("unknown token validation constraint");
            }
        }
        var certificate = text(from, "cert");
        var secret = text(from, "secret");
        if (from.get("cert") == null && secret.isEmpty()) {
            throw new JwtToken.Malformed("no key constraint");
        }
        if (from.get("cert") != null && !secret.isEmpty()) {
            throw new JwtToken.Malformed("duplicate key constraints");
        }
        return new JwtConstraints(
                from.get("cert") == null ? null : keys(certificate),
                secret,
                text(from, "alg"),
                text(from, "iss"),
                text(from, "aud"),
                time(from.get("time"), nowNs));
    }

    private static List<JwtKeys.Key> keys(String certificate) throws JwtToken.Malformed {
        try {
            return JwtKeys.parse(certificate);
        } catch (GeneralSecurityException e) {
            throw new JwtToken.Malformed("cert constraint: " + e.getMessage());
        }
    }

    private static String text(RegoObject from, String name) throws JwtToken.Malformed {
        var value = from.get(name);
        if (value == null) {
            return "";
        }
        if (value instanceof RegoString string) {
            return string.value();
        }
        throw new JwtToken.Malformed(name + " constraint: must be a string");
    }

    private static BigDecimal time(@Nullable RegoValue value, long nowNs) throws JwtToken.Malformed {
        if (value == null) {
            return BigDecimal.valueOf(nowNs);
        }
        if (!(value instanceof RegoNumber number) || number.decimal().signum() < 0) {
            throw new JwtToken.Malformed("token time constraint: must be a number that is not negative");
        }
        return number.decimal();
    }

    boolean verifies(JwtToken token) {
        var algorithmOfToken = token.text("alg");
        if (keys == null) {
            return JwtSignatures.verify(algorithmOfToken, secret, token.signed(), token.signature());
        }
        return verifies(keys, token, algorithmOfToken);
    }

    /// With the key the token names, if there is one; else with any whose algorithm is the token's or unsaid.
    static boolean verifies(List<JwtKeys.Key> keys, JwtToken token, String algorithm) {
        var id = token.text("kid");
        for (var key : keys) {
            if (!id.isEmpty() && key.id().equals(id)) {
                return JwtSignatures.verify(algorithm, key.key(), token.signed(), token.signature());
            }
        }
        return keys.stream()
                .filter(key -> key.algorithm().isEmpty() || key.algorithm().equals(token.text("alg")))
                .anyMatch(key -> JwtSignatures.verify(algorithm, key.key(), token.signed(), token.signature()));
    }

    /// Errors: [JwtToken.Malformed] for claims of a wrong type.
    boolean accepts(RegoObject claims) throws JwtToken.Malformed {
        if (!issuer.isEmpty()
                && !(claims.get("iss") instanceof RegoString claimed
                        && claimed.value().equals(issuer))) {
            return false;
        }
        if (!acceptsAudience(claims.get("aud"))) {
            return false;
        }
        var expires = seconds(claims, "exp");
        if (expires != null && timeNs.compareTo(expires) >= 0) {
            return false;
        }
        var notBefore = seconds(claims, "nbf");
        return notBefore == null || timeNs.compareTo(notBefore) >= 0;
    }

    /// A token for somebody is not accepted by those who did not say who they are.
    private boolean acceptsAudience(@Nullable RegoValue claimed) {
        return switch (claimed) {
            case null -> audience.isEmpty();
            case RegoString one -> one.value().equals(audience);
            case RegoArray many -> many.asList().contains(RegoString.of(audience));
            default -> false;
        };
    }

    private static @Nullable BigDecimal seconds(RegoObject claims, String name) throws JwtToken.Malformed {
        var value = claims.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof RegoNumber number) {
            return number.decimal().movePointRight(9);
        }
        throw new JwtToken.Malformed(name + " value must be a number");
    }
}
