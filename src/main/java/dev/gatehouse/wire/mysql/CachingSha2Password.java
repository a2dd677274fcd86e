package dev.gatehouse.wire.mysql;

import java.security.MessageDigest;

/// The arithmetic of `caching_sha2_password`'s fast authentication ("Caching SHA-2 Pluggable Authentication").
///
/// Shape: the answer to a nonce is `SHA256(password) xor SHA256(SHA256(SHA256(password)) nonce)`, 32 bytes, empty
/// for an empty password. What the answer is checked against is `SHA256(SHA256(password))`.
final class CachingSha2Password {
    static final String NAME = "caching_sha2_password";

    private static final int LENGTH = 32;

    private CachingSha2Password() {}

    static byte[] answer(byte[] password, byte[] nonce) {
        if (password.length == 0) {
            return password;
        }
        byte[] once = Digests.sha256(password);
        return Digests.xor(once, Digests.sha256(Digests.sha256(once), nonce));
    }

    static byte[] verifier(byte[] password) {
        return Digests.sha256(Digests.sha256(password));
    }

    /// Whether `answer` was made from the password behind `verifier`; the comparison takes the same time either
    /// way.
    static boolean matches(byte[] verifier, byte[] nonce, byte[] answer) {
        if (verifier.length != LENGTH || answer.length != LENGTH) {
            return false;
        }
        byte[] once = Digests.xor(answer, Digests.sha256(verifier, nonce));
        return MessageDigest.isEqual(verifier, Digests.sha256(once));
    }
}
