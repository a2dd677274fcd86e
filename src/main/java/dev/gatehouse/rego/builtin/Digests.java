package dev.gatehouse.rego.builtin;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import dev.gatehouse.rego.Builtin;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoBoolean;
import dev.gatehouse.rego.RegoString;

/// Digests and message authentication codes over UTF-8, in lower-case hexadecimal.
final class Digests {
    private Digests() {}

    static List<Builtins.Entry> entries() {
        return new Family()
                .add("crypto.md5", 1, digest("MD5"))
                .add("crypto.sha1", 1, digest("SHA-1"))
                .add("crypto.sha256", 1, digest("SHA-256"))
                .add("crypto.hmac.md5", 2, hmac("HmacMD5"))
                .add("crypto.hmac.sha1", 2, hmac("HmacSHA1"))
                .add("crypto.hmac.sha256", 2, hmac("HmacSHA256"))
                .add("crypto.hmac.sha512", 2, hmac("HmacSHA512"))
                .add("crypto.hmac.equal", 2, Shape.strings((_, a, b) -> RegoBoolean.of(equal(a, b))))
                .entries();
    }

    private static Builtin digest(String algorithm) {
        return Shape.string((call, text) -> {
            call.spend(64 + (text.length() >> 2));
            return RegoString.of(Encodings.hex(digest(algorithm, Encodings.utf8(text))));
        });
    }

    static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    private static Builtin hmac(String algorithm) {
        return Shape.strings((call, text, key) -> {
            call.spend(128 + (text.length() >> 2) + (key.length() >> 2));
            return RegoString.of(Encodings.hex(hmac(algorithm, Encodings.utf8(key), Encodings.utf8(text))));
        });
    }

    /// An empty key, which HMAC allows and Java does not, is one zero byte: both are filled up with zeros.
    static byte[] hmac(String algorithm, byte[] key, byte[] text) {
        try {
            var mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.length == 0 ? new byte[1] : key, algorithm));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    private static boolean equal(String a, String b) {
        return MessageDigest.isEqual(Encodings.utf8(a), Encodings.utf8(b));
    }
}
