package dev.gatehouse.detect;

/// The arithmetic that the check digits of national numbers share.
final class Checks {
    private Checks() {}

    /// The sum of the digits, each times its weight.
    static int weighted(byte[] digits, int at, int[] weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += digits[at + i] * weights[i];
        }
        return sum;
    }

    static long value(byte[] digits, int at, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value * 10 + digits[at + i];
        }
        return value;
    }

    /// ISO/IEC 7064, MOD 11,10.
    static boolean mod11And10(byte[] digits, int at, int count) {
        int product = 10;
        for (int i = 0; i < count - 1; i++) {
            int sum = (digits[at + i] + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (11 - product) % 10 == digits[at + count - 1];
    }

    /// Weights 1 and 3 in turns, as EAN-13 has them.
    static boolean ean(byte[] digits, int at, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += digits[at + i] * ((count - 1 - i & 1) == 0 ? 1 : 3);
        }
        return sum % 10 == 0;
    }
}
