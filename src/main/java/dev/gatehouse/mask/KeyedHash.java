package dev.gatehouse.mask;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA-256 of the canonical form of one value after the other.
///
/// The form is the same over both protocols and formats; in front of it goes a letter for its family, so that the
/// number 42 and the text 42 are not one value. Threads: one.
final class KeyedHash {
    static final byte TEXT = 't';
    static final byte NUMBER = 'n';
    static final byte UUID = 'u';
    /// Of no value: the key of a [Shuffle].
    static final byte SHUFFLE = 's';

    private static final String ALGORITHM = "HmacSHA256";

    private final Mac mac;
    private final byte[] digest = new byte[32];

    KeyedHash(HashKey key) {
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.bytes().bytes(), ALGORITHM));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // every JDK has it
        }
    }

    void begin(byte family) {
        mac.update(family);
    }

    void add(byte[] bytes, int from, int lengthBytes) {
        mac.update(bytes, from, lengthBytes);
    }

    /// The digest, until the next call; what follows is another value.
    byte[] end() {
        try {
            mac.doFinal(digest, 0);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // 32 bytes are enough
        }
        return digest;
    }

    /// The first bytes of a digest as a number that is not negative.
    static long number(byte[] digest) {
        long number = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            number = number << 8 | digest[i] & 0xFF;
        }
        return number & Long.MAX_VALUE;
    }
}
