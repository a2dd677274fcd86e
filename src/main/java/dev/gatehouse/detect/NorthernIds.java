package dev.gatehouse.detect;

/// National numbers of digits in Sweden, Norway, Denmark, Iceland, Estonia, Lithuania, and Latvia.
final class NorthernIds {
    private static final int[] FIRST = {3, 7, 6, 1, 8, 9, 4, 5, 2, 1};
    private static final int[] SECOND = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
    private static final int[] CPR = {4, 3, 2, 7, 6, 5, 4, 3, 2, 1};
    private static final int[] KENNITALA = {3, 2, 7, 6, 5, 4, 3, 2, 1, 0};
    private static final int[] BALTIC = {1, 2, 3, 4, 5, 6, 7, 8, 9, 1};
    private static final int[] BALTIC_AGAIN = {3, 4, 5, 6, 7, 8, 9, 1, 2, 3};

    private NorthernIds() {}

    static boolean valid(NumberRun run, int i, int j, boolean named) {
        byte[] digits = run.digits;
        int at = run.first(i);
        boolean dashed = i + 1 == j && run.gap(j) == '-';
        return switch (run.count(i, j)) {
            case 10 ->
                (named || dashed && run.length(j) == 4)
                        && (swedish(digits, at)
                                || danish(digits, at, named)
                                || icelandic(digits, at)
                                || finnish(digits, at));
            case 11 ->
                norwegian(digits, at) && (named || i == j || run.shape(i, j) == 65)
                        || (named || i == j) && baltic(digits, at)
                        || named && latvian(digits, at)
                        || dashed && run.length(i) == 6 && latvian(digits, at);
            case 12 ->
                BirthDigits.fullYear(digits, at)
                        && swedish(digits, at + 2)
                        && (i == j || run.length(i) == 8 && run.length(j) == 4 && (named || dashed));
            default -> false;
        };
    }

    /// Personnummer `YYMMDD-nnnc`, Luhn; samordningsnummer count 60 more days.
    private static boolean swedish(byte[] digits, int at) {
        int day = BirthDigits.two(digits, at + 4);
        return BirthDigits.valid(BirthDigits.two(digits, at + 2), day > 60 ? day - 60 : day)
                && Luhn.valid(digits, at, 10);
    }

    /// CPR-nummer `DDMMYY-nnnn`; the check digit went out of use in 2007, so where it is named it is not asked for.
    private static boolean danish(byte[] digits, int at, boolean named) {
        return BirthDigits.dayMonth(digits, at) && (named || Checks.weighted(digits, at, CPR) % 11 == 0);
    }

    /// Kennitala `DDMMYY-nncn`.
    private static boolean icelandic(byte[] digits, int at) {
        int rest = Checks.weighted(digits, at, KENNITALA) % 11;
        return BirthDigits.dayMonth(digits, at) && rest == 0 && (digits[at + 9] == 0 || digits[at + 9] == 9);
    }

    /// Henkilötunnus `DDMMYY-nnnc`, where modulo 31 gives a figure; letters are another matter.
    private static boolean finnish(byte[] digits, int at) {
        return BirthDigits.dayMonth(digits, at) && Checks.value(digits, at, 9) % 31 == digits[at + 9];
    }

    /// Fødselsnummer `DDMMYYnnncc`; D-numbers count 40 more days.
    private static boolean norwegian(byte[] digits, int at) {
        int day = BirthDigits.two(digits, at);
        int first = Checks.weighted(digits, at, FIRST);
        return BirthDigits.valid(BirthDigits.two(digits, at + 2), day > 40 ? day - 40 : day)
                && first % 11 == 0
                && Checks.weighted(digits, at, SECOND) % 11 == 0;
    }

    /// Isikukood and asmens kodas: sex and century, `YYMMDD`, three figures, a check of two stages.
    static boolean baltic(byte[] digits, int at) {
        int check = Checks.weighted(digits, at, BALTIC) % 11;
        check = check == 10 ? Checks.weighted(digits, at, BALTIC_AGAIN) % 11 : check;
        return digits[at] >= 1
                && digits[at] <= 6
                && BirthDigits.yearMonthDay(digits, at + 1)
                && digits[at + 10] == (check == 10 ? 0 : check);
    }

    /// Personas kods `DDMMYY-Cnnnn`, C from 0 to 2.
    private static boolean latvian(byte[] digits, int at) {
        return BirthDigits.dayMonth(digits, at) && digits[at + 6] <= 2;
    }
}
