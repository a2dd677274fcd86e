package dev.gatehouse.support;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/// An issuer for tests: a real key pair, tokens signed with it, and the documents that publish it.
public final class Tokens {
    public static final String ISSUER = "https://id.corp.example";
    public static final String AUDIENCE = "gatehouse";

    public final String keyId;
    public final KeyPair keys;
    private final String algorithm;

    private Tokens(String keyId, KeyPair keys, String algorithm) {
        this.keyId = keyId;
        this.keys = keys;
        this.algorithm = algorithm;
    }

    public static Tokens es256(String keyId) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new Tokens(keyId, generator.generateKeyPair(), "ES256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Tokens rs256(String keyId, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return new Tokens(keyId, generator.generateKeyPair(), "RS256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static Tokens ed25519(String keyId) {
        try {
            return new Tokens(keyId, KeyPairGenerator.getInstance("Ed25519").generateKeyPair(), "EdDSA");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// The claims of an ordinary token that holds for ten minutes from `now`.
    public static Map<String, Object> claims(String subject, Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", ISSUER);
        claims.put("aud", AUDIENCE);
        claims.put("sub", subject);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plusSeconds(600).getEpochSecond());
        return claims;
    }

    public static Map<String, Object> with(Map<String, Object> claims, String name, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(claims);
        more.put(name, value);
        return more;
    }

    public static Map<String, Object> without(Map<String, Object> claims, String name) {
        Map<String, Object> fewer = new LinkedHashMap<>(claims);
        fewer.remove(name);
        return fewer;
    }

    public String sign(Map<String, Object> claims) {
        return sign(claims, algorithm, keyId, keys.getPrivate());
    }

    /// A token with any header, signed with any key.
    public static String sign(Map<String, Object> claims, String algorithm, String keyId, java.security.Key key) {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setPayload(JsonUtil.toJson(claims));
            signature.setAlgorithmHeaderValue(algorithm);
            if (keyId != null) {
                signature.setKeyIdHeaderValue(keyId);
            }
            signature.setKey(key);
            signature.setDoKeyValidation(false);
            signature.setAlgorithmConstraints(org.jose4j.jwa.AlgorithmConstraints.NO_CONSTRAINTS);
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String jwks(Tokens... issuers) {
        try {
            JsonWebKeySet set = new JsonWebKeySet();
            for (Tokens tokens : issuers) {
                JsonWebKey key = PublicJsonWebKey.Factory.newPublicJwk(tokens.keys.getPublic());
                key.setKeyId(tokens.keyId);
                set.addJsonWebKey(key);
            }
            return set.toJson();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String pem(PublicKey... keys) {
        StringBuilder text = new StringBuilder();
        for (PublicKey key : List.of(keys)) {
            text.append("-----BEGIN PUBLIC KEY-----\n")
                    .append(java.util.Base64.getMimeEncoder(64, new byte[] {'\n'})
                            .encodeToString(key.getEncoded()))
                    .append("\n-----END PUBLIC KEY-----\n");
        }
        return text.toString();
    }
}
