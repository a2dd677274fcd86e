package dev.gatehouse.rego.builtin;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoJson;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;

/// The public keys a token may be verified with: one PEM certificate or key, a JWK, or a set of them (RFC 7517).
final class JwtKeys {
    static final Set<String> ALGORITHMS = Set.of(
            "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "HS256", "HS384", "HS512",
            "EdDSA");

    private static final Pattern PEM =
            Pattern.compile("\\s*-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----\\s*");
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    /// @param algorithm empty where the key names none, as is `id`
    record Key(String algorithm, String id, PublicKey key) {}

    private JwtKeys() {}

    /// Errors: [GeneralSecurityException] for what is no key, or none we know.
    static List<Key> parse(String text) throws GeneralSecurityException {
        var pem = PEM.matcher(text);
        if (pem.matches()) {
            return List.of(
                    new Key("", "", pem(pem.group(1), Base64.getMimeDecoder().decode(pem.group(2)))));
        }
        try {
            if (RegoJson.parseLastWins(text) instanceof RegoObject object) {
                return object.get("keys") instanceof RegoArray keys ? set(keys) : set(RegoArray.of(object));
            }
        } catch (RegoJson.Malformed | IllegalArgumentException e) {
            throw new GeneralSecurityException("neither PEM nor JWK", e);
        }
        throw new GeneralSecurityException("neither PEM nor JWK");
    }

    private static PublicKey pem(String type, byte[] der) throws GeneralSecurityException {
        return switch (type) {
            case "CERTIFICATE" ->
                CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(der))
                        .getPublicKey();
            case "PUBLIC KEY" -> publicKey(der);
            default -> throw new GeneralSecurityException("no public key in the PEM block");
        };
    }

    private static PublicKey publicKey(byte[] der) throws GeneralSecurityException {
        for (var algorithm : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(der));
            } catch (InvalidKeySpecException _) {
                // not a key of this kind; the next one is tried, and none is refused below
            }
        }
        throw new GeneralSecurityException("a public key of an unknown kind");
    }

    /// Keys for algorithms we do not know are passed over.
    private static List<Key> set(RegoArray jwks) throws GeneralSecurityException {
        var keys = new ArrayList<Key>();
        for (var item : jwks) {
            if (!(item instanceof RegoObject jwk)) {
                throw new GeneralSecurityException("a JWK is an object");
            }
            var algorithm = text(jwk.get("alg"));
            if (algorithm.isEmpty() || ALGORITHMS.contains(algorithm)) {
                keys.add(new Key(algorithm, text(jwk.get("kid")), key(jwk)));
            }
        }
        return keys;
    }

    private static String text(@Nullable RegoValue value) {
        return value instanceof RegoString string ? string.value() : "";
    }

    private static PublicKey key(RegoObject jwk) throws GeneralSecurityException {
        return switch (text(jwk.get("kty"))) {
            case "RSA" ->
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e")));
            case "EC" -> {
                var point = new ECPoint(number(jwk, "x"), number(jwk, "y"));
                yield KeyFactory.getInstance("EC")
                        .generatePublic(new ECPublicKeySpec(point, curve(text(jwk.get("crv")))));
            }
            case "OKP" -> edwards(jwk);
            default -> throw new GeneralSecurityException("a JWK of an unknown kind");
        };
    }

    private static ECParameterSpec curve(String name) throws GeneralSecurityException {
        var standard =
                switch (name) {
                    case "P-256" -> "secp256r1";
                    case "P-384" -> "secp384r1";
                    case "P-521" -> "secp521r1";
                    default -> throw new GeneralSecurityException("an unknown curve");
                };
        var parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec(standard));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    private static PublicKey edwards(RegoObject jwk) throws GeneralSecurityException {
        var x = bytes(jwk, "x");
        if (!text(jwk.get("crv")).equals("Ed25519") || x.length != 32) {
            throw new GeneralSecurityException("an unknown curve");
        }
        var der = Arrays.copyOf(ED25519_PREFIX, ED25519_PREFIX.length + x.length);
        System.arraycopy(x, 0, der, ED25519_PREFIX.length, x.length);
        return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
    }

    private static BigInteger number(RegoObject jwk, String name) throws GeneralSecurityException {
        return new BigInteger(1, bytes(jwk, name));
    }

    private static byte[] bytes(RegoObject jwk, String name) throws GeneralSecurityException {
        var bytes = Encodings.base64Url(text(jwk.get(name)));
        if (bytes == null || bytes.length == 0) {
            throw new GeneralSecurityException("a JWK without " + name);
        }
        return bytes;
    }
}
