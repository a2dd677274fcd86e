package dev.gatehouse.detect;

/// National numbers of digits in Poland, Czechia, Slovakia, Romania, Bulgaria, Croatia, Serbia, Greece, Turkey and
/// Russia.
final class EasternIds {
    private static final int[] PESEL = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1};
    private static final int[] EGN = {2, 4, 8, 5, 10, 9, 7, 3, 6};
    private static final int[] CNP = {2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9};
    private static final int[] NIP = {6, 5, 7, 2, 3, 4, 5, 6, 7};
    private static final int[] SNILS = {9, 8, 7, 6, 5, 4, 3, 2, 1};
    private static final int[] INN_FIRST = {7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
    private static final int[] INN = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
    private static final int[] JMBG = {7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2};

    private EasternIds() {}

    static boolean valid(NumberRun run, int i, int j, boolean named) {
        byte[] digits = run.digits;
        int at = run.first(i);
        boolean bare = i == j;
        return switch (run.count(i, j)) {
            case 10 ->
                named && bare && (bulgarian(digits, at) || polishTax(digits, at))
                        || (named || !bare && run.shape(i, j) == 64 && run.gap(j) == '/') && czech(digits, at);
            case 11 ->
                (bare || named) && (polish(digits, at) || turkish(digits, at) || greek(digits, at))
                        || named && Checks.mod11And10(digits, at, 11)
                        || (named || run.shape(i, j) == 3332) && russianPension(digits, at);
            case 12 -> named && russianTax(digits, at);
            case 13 -> bare && (romanian(digits, at) || yugoslav(digits, at, named));
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

    /// NIP, modulo 11.
    private static boolean polishTax(byte[] digits, int at) {
        return digits[at] != 0 && Checks.weighted(digits, at, NIP) % 11 == digits[at + 9];
    }

    /// СНИЛС `nnn-nnn-nnn cc`, modulo 101.
    private static boolean russianPension(byte[] digits, int at) {
        int check = Checks.weighted(digits, at, SNILS) % 101;
        return BirthDigits.two(digits, at + 9) == (check == 100 ? 0 : check) && CardNumber.varied(digits, at, 9);
    }

    /// ИНН of people: two check digits.
    private static boolean russianTax(byte[] digits, int at) {
        return Checks.weighted(digits, at, INN_FIRST) % 11 % 10 == digits[at + 10]
                && Checks.weighted(digits, at, INN) % 11 % 10 == digits[at + 11];
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
    private static boolean yugoslav(byte[] digits, int at, boolean named) {
        int check = 11 - Checks.weighted(digits, at, JMBG) % 11;
        boolean epoch = digits[at] == 1 && !named; // many moments in milliseconds have the same form
        boolean alive = !epoch && (digits[at + 4] == 9 || digits[at + 4] == 0 && digits[at + 5] <= 3);
        return alive
                && BirthDigits.valid(BirthDigits.two(digits, at + 2), BirthDigits.two(digits, at))
                && digits[at + 12] == (check > 9 ? 0 : check);
    }
}
