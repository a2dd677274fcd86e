package dev.gatehouse.detect;

/// National numbers of digits in Poland, Czechia, Slovakia, Romania, Bulgaria, Croatia, Serbia, Greece and Turkey.
final class EasternIds {
    private static final int[] PESEL = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1};
    private static final int[] EGN = {2, 4, 8, 5, 10, 9, 7, 3, 6};
    private static final int[] CNP = {2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9};
    private static final int[] JMBG = {7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2};

    private EasternIds() {}

    static boolean valid(NumberRun run, int i, int j, boolean named) {
        byte[] digits = run.digits;
        int at = run.first(i);
        boolean bare = i == j;
        return switch (run.count(i, j)) {
            case 10 ->
                named && bare && bulgarian(digits, at)
                        || (named || !bare && run.shape(i, j) == 64 && run.gap(j) == '/') && czech(digits, at);
            case 11 ->
                (bare || named) && (polish(digits, at) || turkish(digits, at))
                        || named && (Checks.mod11And10(digits, at, 11) || greek(digits, at));
            case 13 -> bare && (romanian(digits, at) || named && yugoslav(digits, at));
            default -> false;
        };
    }

    /// PESEL `YYMMDDnnnnc`; the century is added to the month.
    private static boolean polish(byte[] digits, int at) {
        int month = BirthDigits.two(digits, at + 2);
        return month < 33
                && BirthDigits.valid(month % 20, BirthDigits.two(digits, at + 4))
                && Checks.weighted(digits, at, PESEL) % 10 == 0;
    }

    /// T.C. kimlik numarası: two check digits.
    private static boolean turkish(byte[] digits, int at) {
        int odd = digits[at] + digits[at + 2] + digits[at + 4] + digits[at + 6] + digits[at + 8];
        int even = digits[at + 1] + digits[at + 3] + digits[at + 5] + digits[at + 7];
        return digits[at] != 0
                && Math.floorMod(odd * 7 - even, 10) == digits[at + 9]
                && (odd + even + digits[at + 9]) % 10 == digits[at + 10];
    }

    /// ЕГН `YYMMDDnnnc`; the century is added to the month.
    private static boolean bulgarian(byte[] digits, int at) {
        int month = BirthDigits.two(digits, at + 2);
        month = month > 40 ? month - 40 : month > 20 ? month - 20 : month;
        return BirthDigits.valid(month, BirthDigits.two(digits, at + 4))
                && Checks.weighted(digits, at, EGN) % 11 % 10 == digits[at + 9];
    }

    /// Rodné číslo `YYMMDD/nnnn`, divisible by eleven; women count 50 more months, and 20 more once numbers ran
    /// out.
    private static boolean czech(byte[] digits, int at) {
        int month = BirthDigits.two(digits, at + 2) % 50;
        return BirthDigits.valid(month > 20 ? month - 20 : month, BirthDigits.two(digits, at + 4))
                && (Checks.value(digits, at, 10) % 11 == 0
                        || Checks.value(digits, at, 9) % 11 == 10 && digits[at + 9] == 0);
    }

    /// AMKA `DDMMYYnnnnc`, Luhn.
    private static boolean greek(byte[] digits, int at) {
        return BirthDigits.dayMonth(digits, at) && Luhn.valid(digits, at, 11);
    }

    /// CNP: sex and century, `YYMMDD`, county, three figures, a check digit.
    private static boolean romanian(byte[] digits, int at) {
        int county = BirthDigits.two(digits, at + 7);
        int check = Checks.weighted(digits, at, CNP) % 11;
        return digits[at] >= 1
                && digits[at] <= 8
                && BirthDigits.yearMonthDay(digits, at + 1)
                && (county >= 1 && county <= 48 || county == 51 || county == 52 || county == 70)
                && digits[at + 12] == (check == 10 ? 1 : check);
    }

    /// JMBG `DDMMYYYnnnnnc`.
    private static boolean yugoslav(byte[] digits, int at) {
        int check = 11 - Checks.weighted(digits, at, JMBG) % 11;
        return BirthDigits.dayMonth(digits, at) && digits[at + 12] == (check > 9 ? 0 : check);
    }
}
