package dev.gatehouse.detect;

/// National numbers of digits outside of Europe: United States, Canada, Brazil, Argentina, Chile, South Africa,
/// China, India, Korea, Japan, Australia.
final class WorldIds {
    private static final int[] CUIT = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
    static final int[] CHINA = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final int[] JAPAN = {6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
    private static final int[] THAI = {13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2};
    private static final int[] TFN = {1, 4, 3, 7, 5, 8, 6, 9, 10};

    private WorldIds() {}

    static boolean valid(NumberRun run, int i, int j, boolean named) {
        byte[] digits = run.digits;
        int at = run.first(i);
        int gap = run.gapWithin(i, j);
        long shape = run.shape(i, j);
        return switch (run.count(i, j)) {
            case 9 ->
                (named || shape == 324 && gap == '-') && (american(digits, at) || itin(digits, at))
                        || named && (Luhn.valid(digits, at, 9) || Checks.weighted(digits, at, TFN) % 11 == 0);
            case 11 ->
                (named || i == j || shape == 3332) && brazilian(digits, at)
                        || (named || shape == 281 || shape == 2811) && argentine(digits, at);
            case 12 ->
                (named || shape == 444 && (gap == ' ' || gap == '-')) && indian(digits, at)
                        || named && japanese(digits, at);
            case 13 ->
                (named || shape == 14_521 && gap != '.') && thai(digits, at)
                        || i == j && southAfrican(digits, at)
                        || shape == 67 && gap == '-' && korean(digits, at);
            case 18 -> i == j && chinese(digits, at) == digits[at + 17];
            default -> false;
        };
    }

    /// SSN: no area 000, 666 or 9xx, no group 00, no serial 0000; and not the ones that cards in wallets had.
    private static boolean american(byte[] digits, int at) {
        int area = CardNumber.prefix(digits, at, 3);
        int number = CardNumber.prefix(digits, at, 9);
        return area != 0
                && area != 666
                && area < 900
                && BirthDigits.two(digits, at + 3) != 0
                && number % 10_000 != 0
                && number != 78_051_120
                && number != 219_099_999;
    }

    /// ITIN: an area of 9xx, and a group of those that the tax office gives.
    private static boolean itin(byte[] digits, int at) {
        int group = BirthDigits.two(digits, at + 3);
        return digits[at] == 9 && (group >= 50 && group <= 65 || group >= 70 && group != 89 && group != 93);
    }

    /// เลขประจำตัวประชาชน `1-2345-67890-12-1`, modulo 11.
    private static boolean thai(byte[] digits, int at) {
        return digits[at] != 0 && (11 - Checks.weighted(digits, at, THAI) % 11) % 10 == digits[at + 12];
    }

    /// CPF: two check digits.
    private static boolean brazilian(byte[] digits, int at) {
        return CardNumber.varied(digits, at, 11)
                && digits[at + 9] == brazilianCheck(digits, at, 9)
                && digits[at + 10] == brazilianCheck(digits, at, 10);
    }

    private static int brazilianCheck(byte[] digits, int at, int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += digits[at + i] * (count + 1 - i);
        }
        int check = 11 - sum % 11;
        return check > 9 ? 0 : check;
    }

    /// CUIL and CUIT of people.
    private static boolean argentine(byte[] digits, int at) {
        int kind = BirthDigits.two(digits, at);
        return (kind == 20 || kind == 23 || kind == 24 || kind == 27) && Checks.weighted(digits, at, CUIT) % 11 == 0;
    }

    private static boolean indian(byte[] digits, int at) {
        return digits[at] >= 2 && Verhoeff.valid(digits, at, 12) && CardNumber.varied(digits, at, 12);
    }

    /// My Number.
    private static boolean japanese(byte[] digits, int at) {
        int rest = Checks.weighted(digits, at, JAPAN) % 11;
        return digits[at + 11] == (rest <= 1 ? 0 : 11 - rest);
    }

    /// `YYMMDD ssss c a z`: c tells citizens, a was the race and is 8 or 9 now, z is Luhn's.
    private static boolean southAfrican(byte[] digits, int at) {
        return BirthDigits.yearMonthDay(digits, at)
                && digits[at + 10] <= 2
                && digits[at + 11] >= 8
                && Luhn.valid(digits, at, 13);
    }

    /// 주민등록번호 `YYMMDD-Snnnnnn`; has had no check digit since 2020.
    private static boolean korean(byte[] digits, int at) {
        return BirthDigits.yearMonthDay(digits, at) && digits[at + 6] >= 1 && digits[at + 6] <= 8;
    }

    /// 居民身份证 (GB 11643): region, `YYYYMMDD`, sequence; MOD 11-2.
    ///
    /// @return the check digit that the 17 before it ask for, 10 for X; -1 if they are none
    static int chinese(byte[] digits, int at) {
        int region = BirthDigits.two(digits, at);
        boolean form = region >= 11 && region <= 91 && BirthDigits.fullYear(digits, at + 6);
        return form ? (12 - Checks.weighted(digits, at, CHINA) % 11) % 11 : -1;
    }
}
