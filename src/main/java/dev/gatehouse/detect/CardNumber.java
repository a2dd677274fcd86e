package dev.gatehouse.detect;

/// The number of a payment card: an issuer's range, a length that issuer uses, and a valid check digit.
final class CardNumber {
    private CardNumber() {}

    /// @param digits values from 0 to 9
    static boolean valid(byte[] digits, int at, int count) {
        return count >= 14
                && count <= 19
                && issued(prefix(digits, at, 6), count)
                && varied(digits, at, count)
                && Luhn.valid(digits, at, count);
    }

    /// Old numbers of 13 digits, and the national ranges that share them with everything else: only where the text
    /// around says that a card follows.
    static boolean validWhereNamed(byte[] digits, int at, int count) {
        return count >= 12 && count <= 19 && varied(digits, at, count) && Luhn.valid(digits, at, count);
    }

    private static boolean issued(int prefix, int count) {
        return switch (count) {
            case 14 -> diners(prefix);
            case 15 ->
                in(prefix, 340000, 349999)
                        || in(prefix, 370000, 379999)
                        || in(prefix, 180000, 180099)
                        || in(prefix, 213100, 213199); // JCB's old ones
            case 16 ->
                visa(prefix)
                        || mastercard(prefix)
                        || discover(prefix)
                        || jcb(prefix)
                        || unionPay(prefix)
                        || mir(prefix)
                        || maestro(prefix)
                        || diners(prefix)
                        || rupay(prefix)
                        || national(prefix);
            case 17 -> unionPay(prefix) || maestro(prefix) || mir(prefix);
            case 18 -> unionPay(prefix) || maestro(prefix) || mir(prefix);
            case 19 ->
                visa(prefix) || unionPay(prefix) || maestro(prefix) || mir(prefix) || discover(prefix) || jcb(prefix);
            default -> false;
        };
    }

    private static boolean visa(int prefix) {
        return in(prefix, 400000, 499999);
    }

    private static boolean mastercard(int prefix) {
        return in(prefix, 510000, 559999) || in(prefix, 222100, 272099);
    }

    private static boolean discover(int prefix) {
        return in(prefix, 601100, 601199) || in(prefix, 644000, 659999) || in(prefix, 622126, 622925);
    }

    private static boolean jcb(int prefix) {
        return in(prefix, 352800, 358999)
                || in(prefix, 308800, 309499)
                || in(prefix, 309600, 310299)
                || in(prefix, 311200, 312099)
                || in(prefix, 315800, 315999)
                || in(prefix, 333700, 334999);
    }

    private static boolean unionPay(int prefix) {
        return in(prefix, 620000, 629999) || in(prefix, 810000, 817199);
    }

    private static boolean diners(int prefix) {
        return in(prefix, 300000, 305999)
                || in(prefix, 309500, 309599)
                || in(prefix, 360000, 369999)
                || in(prefix, 380000, 399999);
    }

    private static boolean mir(int prefix) {
        return in(prefix, 220000, 220499);
    }

    private static boolean maestro(int prefix) {
        return in(prefix, 500000, 500099)
                || in(prefix, 501800, 501899)
                || in(prefix, 502000, 502099)
                || in(prefix, 503800, 503899)
                || in(prefix, 560000, 589999)
                || in(prefix, 630000, 630499)
                || in(prefix, 639000, 639099)
                || in(prefix, 670000, 679999);
    }

    private static boolean rupay(int prefix) {
        return in(prefix, 508500, 508999)
                || in(prefix, 606985, 607984)
                || in(prefix, 608001, 608500)
                || in(prefix, 652150, 653149)
                || in(prefix, 817200, 820199);
    }

    /// Troy, Elo, Hipercard, Verve, Dankort, LankaPay, Meeza, Uzcard, Humo, ArCa, Belkart, InterPayment. UATP's
    /// neighbours are not: their numbers have 15 digits that start with 1.
    private static boolean national(int prefix) {
        return in(prefix, 979200, 979289)
                || in(prefix, 506699, 506778)
                || in(prefix, 509000, 509999)
                || in(prefix, 636297, 636368)
                || in(prefix, 606282, 606282)
                || in(prefix, 506099, 506198)
                || in(prefix, 501900, 501999)
                || in(prefix, 357111, 357111)
                || in(prefix, 507803, 507810)
                || in(prefix, 860000, 860099)
                || in(prefix, 986000, 986099)
                || in(prefix, 905100, 905199)
                || in(prefix, 911200, 911299)
                || in(prefix, 636000, 636999);
    }

    private static boolean in(int prefix, int least, int most) {
        return prefix >= least && prefix <= most;
    }

    static int prefix(byte[] digits, int at, int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value = value * 10 + digits[at + i];
        }
        return value;
    }

    /// A number of which all digits are the same is a filler.
    static boolean varied(byte[] digits, int at, int count) {
        for (int i = at + 1; i < at + count; i++) {
            if (digits[i] != digits[at]) {
                return true;
            }
        }
        return false;
    }
}
