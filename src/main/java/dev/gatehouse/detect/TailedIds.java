package dev.gatehouse.detect;

/// National numbers of digits with a letter among or after them: Spain's DNI, Ireland's PPS, China's with its X,
/// Finland's henkilötunnus, Corsicans' NIR.
final class TailedIds {
    private static final String HETU = "0123456789ABCDEFHJKLMNPRSTUVWXY";
    private static final String PPS = "WABCDEFGHIJKLMNOPQRSTUV";
    private static final int[] RVNR = {2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1};
    private static final String CENTURIES = "+-ABCDEFYXWVU";

    private TailedIds() {}

    /// @param at the first digit of a group
    /// @param end its end
    /// @return the end of a number that begins at `at`, or -1
    static int end(byte[] text, int at, int end, int to, boolean named) {
        if (end >= to) {
            return -1;
        }
        int last =
                switch (end - at) {
                    case 6 -> Math.max(finnish(text, at, end, to), corsican(text, at, end, to));
                    case 7 -> irish(text, at, end, to, named);
                    case 8 -> Math.max(spanish(text, at, end, to, named), german(text, at, end, to));
                    case 17 -> chinese(text, at, end);
                    default -> -1;
                };
        return last >= 0 && (last == to || !ByteClass.isAlnum(text[last]) && text[last] != '_') ? last : -1;
    }

    private static int spanish(byte[] text, int at, int end, int to, boolean named) {
        int letter = end + (text[end] == '-' ? 1 : 0);
        return letter < to
                        && ByteClass.is(text[letter], named ? ByteClass.LETTER : ByteClass.UPPER)
                        && LetteredIds.dni(LetteredIds.value(text, at, 8), text[letter])
                ? letter + 1
                : -1;
    }

    /// Seven digits, a check letter modulo 23, and since 2013 a second letter that counts too.
    private static int irish(byte[] text, int at, int end, int to, boolean named) {
        if (!ByteClass.is(text[end], ByteClass.UPPER)) {
            return -1;
        }
        boolean second = end + 1 < to && text[end + 1] >= 'A' && text[end + 1] <= 'W';
        if (!second && !named) {
            return -1;
        }
        int sum = second && text[end + 1] != 'W' ? (text[end + 1] - 'A' + 1) * 9 : 0;
        for (int i = 0; i < 7; i++) {
            sum += (text[at + i] - '0') * (8 - i);
        }
        return PPS.charAt(sum % 23) == text[end] ? end + (second ? 2 : 1) : -1;
    }

    /// Rentenversicherungsnummer: area, `DDMMYY`, the first letter of the name, serial, check.
    private static int german(byte[] text, int at, int end, int to) {
        int last = end + 4;
        if (last > to
                || !ByteClass.is(text[end], ByteClass.UPPER)
                || ByteClass.runEnd(text, end + 1, last, ByteClass.DIGIT) != last
                || !BirthDigits.valid(LetteredIds.value(text, at + 4, 2), LetteredIds.value(text, at + 2, 2))) {
            return -1;
        }
        int letter = text[end] - 'A' + 1;
        int sum = 0;
        for (int i = 0; i < RVNR.length; i++) {
            int digit =
                    i < 8 ? text[at + i] - '0' : i == 8 ? letter / 10 : i == 9 ? letter % 10 : text[at + i - 1] - '0';
            int product = digit * RVNR[i];
            sum += product / 10 + product % 10;
        }
        return sum % 10 == text[last - 1] - '0' ? last : -1;
    }

    private static int chinese(byte[] text, int at, int end) {
        if (text[end] != 'X' && text[end] != 'x') {
            return -1;
        }
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += (text[at + i] - '0') * WorldIds.CHINA[i];
        }
        int month = LetteredIds.value(text, at + 10, 2);
        int century = LetteredIds.value(text, at + 6, 2);
        boolean form = century >= 18 && century <= 20 && BirthDigits.valid(month, LetteredIds.value(text, at + 12, 2));
        return form && sum % 11 == 2 ? end + 1 : -1;
    }

    /// `DDMMYY`, a sign of the century, three digits, a check sign modulo 31.
    private static int finnish(byte[] text, int at, int end, int to) {
        if (end + 5 > to
                || CENTURIES.indexOf(text[end]) < 0
                || ByteClass.runEnd(text, end + 1, end + 4, ByteClass.DIGIT) != end + 4) {
            return -1;
        }
        int day = LetteredIds.value(text, at, 2);
        int month = LetteredIds.value(text, at + 2, 2);
        int number = LetteredIds.value(text, at, 6) * 1000 + LetteredIds.value(text, end + 1, 3);
        return BirthDigits.valid(month, day) && HETU.charAt(number % 31) == ByteClass.upper(text[end + 4])
                ? end + 5
                : -1;
    }

    /// Sex, year, month, and a department of 2A or 2B, which counts as 19 or 18; commune, order, key.
    private static int corsican(byte[] text, int at, int end, int to) {
        if (end + 9 > to
                || text[end] != 'A' && text[end] != 'B'
                || ByteClass.runEnd(text, end + 1, end + 9, ByteClass.DIGIT) != end + 9
                || text[end - 1] != '2') {
            return -1;
        }
        long head = LetteredIds.value(text, at, 5) * 100L + (text[end] == 'A' ? 19 : 18);
        long number = head * 1_000_000 + LetteredIds.value(text, end + 1, 6);
        return 97 - number % 97 == LetteredIds.value(text, end + 7, 2) ? end + 9 : -1;
    }
}
