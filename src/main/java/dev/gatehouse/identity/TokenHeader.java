package dev.gatehouse.identity;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/// What an unverified token says of itself: which key to look for, and of whom. Believed for nothing else.
record TokenHeader(String issuer, @Nullable String keyId, String algorithm) {
    /// No token is longer.
    static final int MOST_CHARS = 32 << 10;

    /// Empty for what is not a compact JWS with an issuer.
    static Optional<TokenHeader> of(String token) {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (token.length() > MOST_CHARS || first < 1 || second < 0 || token.indexOf('.', second + 1) >= 0) {
            return Optional.empty();
        }
        try {
            Map<String, Object> header = parse(token.substring(0, first));
            Map<String, Object> claims = parse(token.substring(first + 1, second));
            return header.get("alg") instanceof String algorithm && claims.get("iss") instanceof String issuer
                    ? Optional.of(
                            new TokenHeader(issuer, header.get("kid") instanceof String id ? id : null, algorithm))
                    : Optional.empty();
        } catch (JoseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> parse(String part) throws JoseException {
        return JsonUtil.parseJson(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }
}
