package dev.gatehouse.boot.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;

import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

import dev.gatehouse.identity.IssuerSettings;

/// An issuer of tokens with a key of its own, made when it is first needed and kept in its folder.
final class DemoIssuer {
    static final Duration LIFE = Duration.ofHours(1);
    private static final String URL = "https://demo.gatehouse.example";
    private static final String AUDIENCE = "gatehouse";

    private final EllipticCurveJsonWebKey key;
    private final Path publicKeys;

    private DemoIssuer(EllipticCurveJsonWebKey key, Path publicKeys) {
        this.key = key;
        this.publicKeys = publicKeys;
    }

    /// The issuer of `folder`; its private key is for its owner's eyes only.
    static DemoIssuer in(Path folder) throws IOException {
        Path privateKey = folder.resolve("issuer.json");
        Path publicKeys = folder.resolve("jwks.json");
        try {
            if (Files.exists(privateKey)) {
                String json = Files.readString(privateKey);
                return new DemoIssuer((EllipticCurveJsonWebKey) JsonWebKey.Factory.newJwk(json), publicKeys);
            }
            EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId("demo");
            key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            Files.createFile(
                    privateKey, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(
                    privateKey,
                    key.toJson(JsonWebKey.OutputControlLevel.INCLUDE_PRIVATE).getBytes(StandardCharsets.UTF_8));
            Files.writeString(publicKeys, new JsonWebKeySet(key).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY));
            return new DemoIssuer(key, publicKeys);
        } catch (JoseException e) {
            throw new IllegalStateException("this Java has no ES256", e);
        }
    }

    IssuerSettings settings() {
        return IssuerSettings.of("demo", URL, publicKeys.toString(), AUDIENCE);
    }

    /// A token that holds for [#LIFE].
    String token(Persona persona) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(URL);
        claims.setAudience(AUDIENCE);
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(LIFE.toMinutes());
        claims.setSubject(persona.subject());
        claims.setClaim("email", persona.subject() + "@shop.example");
        claims.setStringListClaim("groups", List.copyOf(persona.groups()));
        persona.actor().ifPresent(actor -> claims.setClaim("act", actor));
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setKey(key.getPrivateKey());
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("this Java has no ES256", e);
        }
    }
}
