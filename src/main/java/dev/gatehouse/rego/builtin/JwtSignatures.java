package dev.gatehouse.rego.builtin;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/// Verifies the signatures of RFC 7518. An algorithm takes only keys of its own kind; `none` is no algorithm.
final class JwtSignatures {
    private JwtSignatures() {}

    static boolean verify(String algorithm, PublicKey key, byte[] signed, byte[] signature) {
        try {
            var verifier = verifier(algorithm, key);
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static Signature verifier(String algorithm, PublicKey key) throws GeneralSecurityException {
        var bits = algorithm.length() == 5 ? algorithm.substring(2) : "";
        return switch (algorithm) {
            case "RS256", "RS384", "RS512" -> {
                require(key instanceof RSAPublicKey);
                yield Signature.getInstance("SHA" + bits + "withRSA");
            }
            case "PS256", "PS384", "PS512" -> {
                require(key instanceof RSAPublicKey);
                var digest = "SHA-" + bits;
                var verifier = Signature.getInstance("RSASSA-PSS");
                verifier.setParameter(new PSSParameterSpec(
                        digest, "MGF1", new MGF1ParameterSpec(digest), Integer.parseInt(bits) / 8, 1));
                yield verifier;
            }
            case "ES256", "ES384", "ES512" -> {
                require(key instanceof ECPublicKey);
                yield Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
            }
            case "EdDSA" -> {
                require(key instanceof EdECPublicKey);
                yield Signature.getInstance("Ed25519");
            }
            default -> throw new GeneralSecurityException("unknown algorithm");
        };
    }

    private static void require(boolean fits) throws GeneralSecurityException {
        if (!fits) {
            throw new GeneralSecurityException("a key of another kind");
        }
    }

    static boolean verify(String algorithm, String secret, byte[] signed, byte[] signature) {
        return switch (algorithm) {
            case "HS256", "HS384", "HS512" ->
                MessageDigest.isEqual(
                        Digests.hmac("HmacSHA" + algorithm.substring(2), Encodings.utf8(secret), signed), signature);
            default -> false;
        };
    }
}
