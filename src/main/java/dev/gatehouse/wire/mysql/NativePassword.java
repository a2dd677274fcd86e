package dev.gatehouse.wire.mysql;

import java.security.MessageDigest;

/// The arithmetic of `mysql_native_password` ("Native Authentication").
///
/// Shape: the answer to a 20-byte nonce is `SHA1(password) xor SHA1(nonce SHA1(SHA1(password)))`, 20 bytes, empty
/// for an empty password. What the answer is checked against is `SHA1(SHA1(password))`. SHA-1 is the protocol's
/// choice; a verifier of it is only ever made for clients that ask for this method.
final class NativePassword {
    static final String NAME = "mysql_native_password";

    private static final int LENGTH = 20;

    private NativePassword() {}

    static byte[] answer(byte[] password, byte[] nonce) {
        if (password.length == 0) {
            return password;
        }
        byte[] once = Digests.sha1(password);
        return Digests.xor(once, Digests.sha1(nonce, Digests.sha1(once)));
    }

    static byte[] verifier(byte[] password) {
        return Digests.sha1(Digests.sha1(password));
    }

    /// Whether `answer` was made from the password behind `verifier`; the comparison takes the same time either
    /// way.
    static boolean matches(byte[] verifier, byte[] nonce, byte[] answer) {
        if (verifier.length != LENGTH || answer.length != LENGTH) {
            return false;
        }
        byte[] once = Digests.xor(answer, Digests.sha1(nonce, verifier));
        return MessageDigest.isEqual(verifier, Digests.sha1(once));
    }
}
