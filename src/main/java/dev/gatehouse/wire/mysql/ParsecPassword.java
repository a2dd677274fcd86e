package dev.gatehouse.wire.mysql;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.gatehouse.wire.ProtocolViolation;

/// MariaDB's `parsec` (11.6 and later): Ed25519 with a key that PBKDF2 makes of the password and a stored salt.
///
/// Shape: the server sends a 32-byte nonce; the client an empty packet; the server `'P':int8 iterations:int8
/// salt:*`, meaning `1024 << iterations` rounds of HMAC-SHA512; the client `nonce:32 signature:64` over both
/// nonces.
final class ParsecPassword {
    static final String NAME = "parsec";
    static final int NONCE = 32;

    private static final int SIGNATURE = 64;
    private static final int MAX_ITERATIONS_FACTOR = 3;
    private static final int MAX_SALT = 64;

    private ParsecPassword() {}

    /// The client's last packet. Errors: `ProtocolViolation` for a derivation that this knows nothing of, or one
    /// that is meant to keep us busy.
    static byte[] answer(byte[] password, byte[] serverNonce, byte[] salt, byte[] clientNonce) {
        if (salt.length < 3 || salt.length > MAX_SALT || salt[0] != 'P' || (salt[1] & 0xff) > MAX_ITERATIONS_FACTOR) {
            throw new ProtocolViolation("the server asks for an unknown key derivation");
        }
        try {
            byte[] seed = derive(password, salt, 1024 << salt[1]);
            PrivateKey key = KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(serverNonce);
            signature.update(clientNonce);
            byte[] answer = new byte[NONCE + SIGNATURE];
            System.arraycopy(clientNonce, 0, answer, 0, NONCE);
            signature.sign(answer, NONCE, SIGNATURE);
            return answer;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform has Ed25519 and HMAC-SHA512", e);
        }
    }

    /// The first 32 bytes of PBKDF2 (RFC 8018) over bytes; the platform's own takes characters and no empty
    /// password.
    private static byte[] derive(byte[] password, byte[] salt, int rounds) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA512");
        mac.init(new SecretKeySpec(password.length == 0 ? new byte[1] : password, "HmacSHA512"));
        mac.update(salt, 2, salt.length - 2);
        byte[] round = mac.doFinal(new byte[] {0, 0, 0, 1});
        byte[] sum = round.clone();
        for (int i = 1; i < rounds; i++) {
            round = mac.doFinal(round);
            sum = Digests.xor(sum, round);
        }
        return java.util.Arrays.copyOf(sum, NONCE);
    }
}
