package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// The server's half of SCRAM-SHA-256 by the letter of RFC 5802, so that the client's half is not judged by itself.
final class ScramServer {
    private final String password;
    private final int iterations;
    private final byte[] salt = "salt of the test".getBytes(StandardCharsets.US_ASCII);
    private String gs2Header = "";
    private String clientFirstBare = "";
    private String first = "";

    ScramServer(String password, int iterations) {
        this.password = password;
        this.iterations = iterations;
    }

    /// Takes `client-first-message`; gives `server-first-message`.
    String challenge(String clientFirst) {
        int bare = clientFirst.indexOf(',', clientFirst.indexOf(',') + 1) + 1;
        gs2Header = clientFirst.substring(0, bare);
        clientFirstBare = clientFirst.substring(bare);
        String nonce = clientFirstBare.substring(clientFirstBare.indexOf(",r=") + 3);
        first = "r=" + nonce + "serverpart,s=" + Base64.getEncoder().encodeToString(salt) + ",i=" + iterations;
        return first;
    }

    String gs2Header() {
        return gs2Header;
    }

    /// The client's proof is right for `binding`; gives `server-final-message`.
    String verify(String clientFinal, byte[] binding) throws GeneralSecurityException {
        int proofAt = clientFinal.indexOf(",p=");
        String withoutProof = clientFinal.substring(0, proofAt);
        byte[] proof = Base64.getDecoder().decode(clientFinal.substring(proofAt + 3));
        byte[] header = gs2Header.getBytes(StandardCharsets.US_ASCII);
        byte[] bound = new byte[header.length + binding.length];
        System.arraycopy(header, 0, bound, 0, header.length);
        System.arraycopy(binding, 0, bound, header.length, binding.length);
        if (!withoutProof.startsWith("c=" + Base64.getEncoder().encodeToString(bound) + ",")) {
            throw new GeneralSecurityException("channel binding differs");
        }
        byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(password.toCharArray(), salt, iterations, 256))
                .getEncoded();
        byte[] clientKey = hmac(salted, "Client Key");
        String authMessage = clientFirstBare + "," + first + "," + withoutProof;
        byte[] signature = hmac(MessageDigest.getInstance("SHA-256").digest(clientKey), authMessage);
        for (int i = 0; i < signature.length; i++) {
            signature[i] ^= clientKey[i];
        }
        if (!MessageDigest.isEqual(signature, proof)) {
            throw new GeneralSecurityException("wrong proof");
        }
        return "v=" + Base64.getEncoder().encodeToString(hmac(hmac(salted, "Server Key"), authMessage));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }
}
