package dev.gatehouse.detect;

/// Italy's codice fiscale: six letters of the name, two digits of the year, a letter of the month, two digits of
/// the day (women 40 more), the place, and a check letter. Where two people would share one, digits become letters.
final class FiscalCode {
    static final int LENGTH = 16;
    static final int LETTERS = 6;

    private static final String MONTHS = "ABCDEHLMPRST";
    private static final String DIGITS_AS_LETTERS = "LMNPQRSTUV";
    /// What a figure or letter counts at an odd place; at an even one it counts itself.
    private static final int[] ODD = {
        1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23
    };

    private FiscalCode() {}

    static boolean valid(byte[] text, int at, int to) {
        if (at + LENGTH > to || MONTHS.indexOf(ByteClass.upper(text[at + 8])) < 0) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            boolean letter = i < 6 || i == 8 || i == 11 || i == 15;
            if (letter ? !ByteClass.is(text[at + i], ByteClass.LETTER) : digit(text[at + i]) < 0) {
                return false;
            }
        }
        int day = digit(text[at + 9]) * 10 + digit(text[at + 10]);
        return (day >= 1 && day <= 31 || day >= 41 && day <= 71) && check(text, at) == ByteClass.upper(text[at + 15]);
    }

    private static int digit(byte b) {
        return ByteClass.isDigit(b) ? b - '0' : DIGITS_AS_LETTERS.indexOf(ByteClass.upper(b));
    }

    private static int check(byte[] text, int at) {
        int sum = 0;
        for (int i = 0; i < LENGTH - 1; i++) {
            byte b = text[at + i];
            int value = ByteClass.isDigit(b) ? b - '0' : ByteClass.upper(b) - 'A';
            sum += i % 2 == 0 ? ODD[value] : value;
        }
        return 'A' + sum % 26;
    }
}
