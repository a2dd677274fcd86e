package dev.gatehouse.detect;

/// The check digit of ISO/IEC 7812-1, annex B: every second digit from the right doubled, the sum divisible by ten.
final class Luhn {
    private Luhn() {}

    /// @param digits values from 0 to 9, not characters
    static boolean valid(byte[] digits, int at, int count) {
        int sum = 0;
        boolean twice = false;
        for (int i = at + count - 1; i >= at; i--) {
            int digit = digits[i];
            if (twice) {
                digit *= 2;
                sum += digit > 9 ? digit - 9 : digit;
            } else {
                sum += digit;
            }
            twice = !twice;
        }
        return sum % 10 == 0;
    }
}
