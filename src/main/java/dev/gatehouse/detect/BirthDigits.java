package dev.gatehouse.detect;

/// The day of birth that many national numbers begin with.
final class BirthDigits {
    private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    private BirthDigits() {}

    static boolean valid(int month, int day) {
        return month >= 1 && month <= 12 && day >= 1 && day <= DAYS[month - 1];
    }

    /// `YYMMDD` at `at`.
    static boolean yearMonthDay(byte[] digits, int at) {
        return valid(two(digits, at + 2), two(digits, at + 4));
    }

    /// `DDMMYY` at `at`.
    static boolean dayMonth(byte[] digits, int at) {
        return valid(two(digits, at + 2), two(digits, at));
    }

    /// `YYYYMMDD` of somebody who can be alive, or not long dead.
    static boolean fullYear(byte[] digits, int at) {
        int century = two(digits, at);
        return (century == 19 || century == 20 || century == 18) && yearMonthDay(digits, at + 2);
    }

    static int two(byte[] digits, int at) {
        return digits[at] * 10 + digits[at + 1];
    }
}
