package dev.gatehouse.mask;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// A keyed permutation of the numbers from 0 to 2³¹ - 1: no two of them become one, as a hash of so few values
/// would have it.
///
/// A Feistel network of halves of 15 and 16 bits in turn, whose rounds are AES under a key that is derived from
/// that of the hashes. Threads: one; allocates nothing.
final class Shuffle {
    private static final int ROUNDS = 12;
    private static final int LOW_BITS = 16;
    private static final int LOW = (1 << LOW_BITS) - 1;
    private static final int HIGH = (1 << Integer.SIZE - 1 - LOW_BITS) - 1;
    private static final int BLOCK_BYTES = 16;

    private final Cipher cipher;
    private final byte[] block = new byte[BLOCK_BYTES];
    private final byte[] round = new byte[BLOCK_BYTES];

    Shuffle(KeyedHash hash) {
        try {
            hash.begin(KeyedHash.SHUFFLE);
            cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(Arrays.copyOf(hash.end(), BLOCK_BYTES), "AES"));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // every JDK has it
        }
    }

    /// @param number not below 0
    int of(int number) {
        int high = number >>> LOW_BITS;
        int low = number & LOW;
        for (int i = 0; i < ROUNDS; i += 2) {
            high ^= bits(i, low) & HIGH;
            low ^= bits(i + 1, high) & LOW;
        }
        return high << LOW_BITS | low;
    }

    private int bits(int number, int half) {
        block[0] = (byte) number;
        block[1] = (byte) half;
        block[2] = (byte) (half >>> 8);
        try {
            cipher.update(block, 0, BLOCK_BYTES, round, 0);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // a block goes in, a block comes out
        }
        return round[0] & 0xFF | (round[1] & 0xFF) << 8;
    }
}
