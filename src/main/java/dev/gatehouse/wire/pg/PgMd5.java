package dev.gatehouse.wire.pg;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import dev.gatehouse.wire.Secret;

/// The answer to `AuthenticationMD5Password`.
///
/// Shape: `"md5" hex(md5(hex(md5(password user)) salt))` ("Message Flow"). Weak, and deprecated by PostgreSQL
/// itself; spoken because servers with old password hashes still ask for it.
final class PgMd5 {
    private PgMd5() {}

    static byte[] answer(String user, Secret password, byte[] salt) {
        MessageDigest md5 = md5();
        md5.update(password.bytes());
        md5.update(user.getBytes(StandardCharsets.UTF_8));
        md5.update(hex(md5.digest())); // digest() resets, so this begins the second round
        md5.update(salt);
        return ("md5" + HexFormat.of().formatHex(md5.digest())).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] hex(byte[] digest) {
        return HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII);
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has MD5", impossible);
        }
    }
}
