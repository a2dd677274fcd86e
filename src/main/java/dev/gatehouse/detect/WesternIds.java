package dev.gatehouse.detect;

/// National numbers of digits in France, Belgium, the Netherlands, Germany, Austria, Switzerland, Portugal, Spain
/// and the United Kingdom.
final class WesternIds {
    private static final int[] BSN = {9, 8, 7, 6, 5, 4, 3, 2, -1};
    private static final int[] NIF = {9, 8, 7, 6, 5, 4, 3, 2, 1};
    private static final int[] NHS = {10, 9, 8, 7, 6, 5, 4, 3, 2, 1};
    private static final int[] SVNR = {3, 7, 9, 0, 5, 8, 4, 2, 1, 6};

    private WesternIds() {}

    static boolean valid(NumberRun run, int i, int j, boolean named) {
        byte[] digits = run.digits;
        int at = run.first(i);
        long shape = run.shape(i, j);
        return switch (run.count(i, j)) {
            case 9 -> named && (bsn(digits, at) || nif(digits, at));
            case 10 -> named && nhs(digits, at) || (named || shape == 46) && austrian(digits, at);
            case 11 ->
                (named || i == j || shape == 22232 || shape == 632) && belgian(digits, at)
                        || (named || i == j || shape == 2333 || shape == 2225) && german(digits, at);
            case 12 -> (named || shape == 282) && spanishInsurance(digits, at);
            case 13 -> (named || i == j || shape == 3442) && swiss(digits, at) || named && french(digits, at);
            case 15 ->
                (named || i == j || shape == 1_222_332 || i + 1 == j && run.length(j) == 2)
                        && french(digits, at)
                        && 97 - Checks.value(digits, at, 13) % 97 == Checks.value(digits, at + 13, 2);
            default -> false;
        };
    }

    /// Burgerservicenummer: the eleven-test.
    private static boolean bsn(byte[] digits, int at) {
        return Checks.weighted(digits, at, BSN) % 11 == 0 && CardNumber.varied(digits, at, 9);
    }

    /// Número de identificação fiscal.
    private static boolean nif(byte[] digits, int at) {
        int rest = Checks.weighted(digits, at, NIF) - digits[at + 8];
        int check = 11 - rest % 11;
        return digits[at + 8] == (check > 9 ? 0 : check) && digits[at] != 0;
    }

    private static boolean nhs(byte[] digits, int at) {
        return Checks.weighted(digits, at, NHS) % 11 == 0;
    }

    /// Sozialversicherungsnummer: `nnnc DDMMYY`.
    private static boolean austrian(byte[] digits, int at) {
        int rest = Checks.weighted(digits, at, SVNR) % 11;
        return digits[at] != 0 && rest == digits[at + 3] && BirthDigits.dayMonth(digits, at + 4);
    }

    /// Rijksregisternummer: `YYMMDD nnn cc`, modulo 97, with a 2 before it for who was born after 1999.
    private static boolean belgian(byte[] digits, int at) {
        long number = Checks.value(digits, at, 9);
        long check = Checks.value(digits, at + 9, 2);
        boolean checked = 97 - number % 97 == check || 97 - (2_000_000_000L + number) % 97 == check;
        int month = BirthDigits.two(digits, at + 2) % 20; // numbers for strangers count 20 or 40 more
        return checked
                && BirthDigits.two(digits, at + 2) <= 52
                && BirthDigits.valid(month, BirthDigits.two(digits, at + 4));
    }

    /// Steuerliche Identifikationsnummer: one figure two or three times among the first ten, MOD 11,10.
    static boolean german(byte[] digits, int at) {
        int seen = 0;
        int doubled = 0;
        for (int i = 0; i < 10; i++) {
            int bit = 1 << digits[at + i];
            doubled |= seen & bit;
            seen |= bit;
        }
        boolean one = Integer.bitCount(doubled) == 1 && Integer.bitCount(seen) >= 8;
        return digits[at] != 0 && one && Checks.mod11And10(digits, at, 11);
    }

    /// Número de la seguridad social: province, number, modulo 97; without the zeros of a short number.
    private static boolean spanishInsurance(byte[] digits, int at) {
        long number = Checks.value(digits, at + 2, 8);
        long province = BirthDigits.two(digits, at);
        long whole = number < 10_000_000 ? province * 10_000_000 + number : province * 100_000_000 + number;
        return province >= 1 && province <= 66 && whole % 97 == BirthDigits.two(digits, at + 10);
    }

    /// AHV-Nummer: 756, and EAN-13's check digit.
    private static boolean swiss(byte[] digits, int at) {
        return digits[at] == 7 && digits[at + 1] == 5 && digits[at + 2] == 6 && Checks.ean(digits, at, 13);
    }

    /// NIR: sex, year, month, department, commune, order; the key is modulo 97.
    private static boolean french(byte[] digits, int at) {
        int month = BirthDigits.two(digits, at + 3);
        int sex = digits[at];
        return (sex == 1 || sex == 2 || sex == 3 || sex == 4 || sex == 7 || sex == 8)
                && (month >= 1 && month <= 12 || month >= 20 && month <= 42 || month >= 50)
                && BirthDigits.two(digits, at + 5) != 0;
    }
}
