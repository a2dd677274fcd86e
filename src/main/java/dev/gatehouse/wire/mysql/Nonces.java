package dev.gatehouse.wire.mysql;

import java.security.SecureRandom;

/// Fresh challenges of the lengths that the password methods want. Threads: any.
final class Nonces {
    /// The length of the scramble in a greeting and of every method's nonce but MariaDB's newer ones.
    static final int SCRAMBLE = 20;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Nonces() {}

    /// Bytes of seven bits without zero, since clients read a scramble as a string, and without `$`, which ends the
    /// salt in MySQL's stored form of a password.
    static byte[] scramble() {
        byte[] scramble = new byte[SCRAMBLE];
        for (int i = 0; i < SCRAMBLE; i++) {
            int value;
            do {
                value = RANDOM.nextInt(1, 128);
            } while (value == '$');
            scramble[i] = (byte) value;
        }
        return scramble;
    }

    static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
