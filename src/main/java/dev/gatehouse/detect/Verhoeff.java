package dev.gatehouse.detect;

/// Verhoeff's check digit, over the dihedral group of order ten; Aadhaar has it.
final class Verhoeff {
    private static final int TURN = 5;
    private static final byte[] PERMUTED = new byte[80];

    static {
        byte[] step = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
        for (int digit = 0; digit < 10; digit++) {
            byte value = (byte) digit;
            for (int power = 0; power < 8; power++) {
                PERMUTED[power * 10 + digit] = value;
                value = step[value];
            }
        }
    }

    private Verhoeff() {}

    static boolean valid(byte[] digits, int at, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum = product(sum, PERMUTED[i % 8 * 10 + digits[at + count - 1 - i]]);
        }
        return sum == 0;
    }

    /// Rotations are 0 to 4, reflections 5 to 9.
    private static int product(int a, int b) {
        boolean mirrored = a >= TURN;
        int turn = mirrored ? (a - b % TURN + TURN) % TURN : (a + b) % TURN;
        return mirrored == b >= TURN ? turn : TURN + turn;
    }
}
