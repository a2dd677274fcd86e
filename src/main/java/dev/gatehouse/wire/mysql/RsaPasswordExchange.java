package dev.gatehouse.wire.mysql;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Secret;

/// How `caching_sha2_password` carries a password over a connection without TLS: encrypted to the server's public
/// key.
///
/// Shape: the key is PEM text; the client sends `RSA-OAEP((password 0:int8) xor nonce)`, the nonce repeated.
///
/// The key comes over the same unprotected connection, so whoever sits in the middle can put their own in its place
/// and read the password: this keeps secrets from listeners, not from impostors. And OAEP has room for 470 bytes
/// with the key made here, less than most tokens have.
final class RsaPasswordExchange {
    /// Bits of our own key: room for a compact token, decrypted in some ten milliseconds.
    private static final int BITS = 4096;

    private static final int MIN_BITS = 2048;
    private static final int MAX_BITS = 16384;
    private static final int MAX_EXPONENT_BITS = 32;

    /// What OAEP with SHA-1 adds to a message.
    private static final int OAEP_BYTES = 42;

    private static final String TRANSFORMATION = "RSA/ECB/OAEPWithSHA-1AndMGF1Padding";
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";

    private final KeyPair keys;

    private RsaPasswordExchange(KeyPair keys) {
        this.keys = keys;
    }

    /// A server's end with a new key. Takes seconds: not on an event loop.
    static RsaPasswordExchange generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return new RsaPasswordExchange(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform has RSA", e);
        }
    }

    byte[] publicKeyPem() {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getPublic().getEncoded());
        return (BEGIN + '\n' + body + '\n' + END + '\n').getBytes(StandardCharsets.US_ASCII);
    }

    /// The password that a client encrypted; empty when this is none.
    Optional<Secret> decrypt(byte[] encrypted, byte[] nonce) {
        try {
            Cipher cipher = Cipher.getInstance(TRANSFORMATION);
            cipher.init(Cipher.DECRYPT_MODE, keys.getPrivate());
            byte[] password = cipher.doFinal(encrypted);
            mix(password, nonce);
            if (password.length == 0 || password[password.length - 1] != 0) {
                return Optional.empty();
            }
            Secret secret = new Secret(Arrays.copyOf(password, password.length - 1));
            Arrays.fill(password, (byte) 0);
            return Optional.of(secret);
        } catch (GeneralSecurityException _) {
            // Anything that our key does not open is a wrong password; the reason would help only an attacker.
            return Optional.empty();
        }
    }

    /// A client's end: `password` for the holder of the key that a server sent. Errors: `ProtocolViolation` if that
    /// is no key to trust a password to, or too small for this password.
    static byte[] encrypt(byte[] password, byte[] nonce, byte[] pem) {
        RSAPublicKey key = publicKey(pem);
        byte[] mixed = Arrays.copyOf(password, password.length + 1);
        if (mixed.length > key.getModulus().bitLength() / 8 - OAEP_BYTES) {
            throw new ProtocolViolation("the password is too long for the server's RSA key");
        }
        mix(mixed, nonce);
        try {
            Cipher cipher = Cipher.getInstance(TRANSFORMATION);
            cipher.init(Cipher.ENCRYPT_MODE, key);
            return cipher.doFinal(mixed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the platform has RSA-OAEP", e);
        } finally {
            Arrays.fill(mixed, (byte) 0);
        }
    }

    private static RSAPublicKey publicKey(byte[] pem) {
        String text = new String(pem, StandardCharsets.US_ASCII);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new ProtocolViolation("the server's RSA key is no PEM public key");
        }
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN.length(), end));
            RSAPublicKey key =
                    (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
            int bits = key.getModulus().bitLength();
            if (bits < MIN_BITS || bits > MAX_BITS || key.getPublicExponent().bitLength() > MAX_EXPONENT_BITS) {
                throw new ProtocolViolation("the server's RSA key has an unreasonable size");
            }
            return key;
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw new ProtocolViolation("the server's RSA key cannot be read");
        }
    }

    private static void mix(byte[] password, byte[] nonce) {
        for (int i = 0; i < password.length; i++) {
            password[i] ^= nonce[i % nonce.length];
        }
    }
}
