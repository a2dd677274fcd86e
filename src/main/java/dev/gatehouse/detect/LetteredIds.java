package dev.gatehouse.detect;

/// National numbers that begin with letters: Spain's NIE, Italy's codice fiscale, the United Kingdom's NINO,
/// Mexico's CURP, India's PAN, and those of Taiwan, Hong Kong and Singapore.
final class LetteredIds {
    private static final String DNI = "TRWAGMYFPDXBNJZSQVHLCKE";
    private static final String SINGAPORE_ST = "JZIHGFEDCBA";
    private static final String SINGAPORE_FG = "XWUTRQPNMLK";
    private static final int[] SINGAPORE = {2, 7, 6, 5, 4, 3, 2};
    private static final String CURP = "0123456789ABCDEFGHIJKLMN\u00d1OPQRSTUVWXYZ";
    private static final String RFC = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ \u00d1";
    private static final String TAIWAN = "ABCDEFGHJKLMNPQRSTUVXYWZIO";

    private LetteredIds() {}

    /// @param word where the word begins
    /// @param at its first digit
    /// @return the end of a number that begins at `word`, or -1
    static int end(byte[] text, int word, int at, int to) {
        int end =
                switch (at - word) {
                    case 1 -> oneLetter(text, word, to);
                    case 2 -> nino(text, word, to);
                    case 4 -> curp(text, word, to) ? word + 18 : rfc(text, word, to) ? word + 13 : -1;
                    case 5 -> pan(text, word, to) ? word + 10 : -1;
                    case 6 -> FiscalCode.valid(text, word, to) ? word + FiscalCode.LENGTH : -1;
                    default -> -1;
                };
        return end >= 0 && (end == to || !ByteClass.isAlnum(text[end]) && text[end] != '_') ? end : -1;
    }

    /// @param at a digit
    /// @return the end of `AB 12 34 56 C` of which `at` is the first digit, or -1
    static int endOfSpaced(byte[] text, int from, int at, int to) {
        int word = at - 3;
        if (word < from || text[at - 1] != ' ' || !Escapes.wordBoundary(text, from, word)) {
            return -1;
        }
        int end = nino(text, word, to);
        return end >= 0 && (end == to || !ByteClass.isAlnum(text[end])) ? end : -1;
    }

    private static int oneLetter(byte[] text, int word, int to) {
        int digits = ByteClass.runEnd(text, word + 1, to, ByteClass.DIGIT);
        int count = digits - word - 1;
        byte letter = text[word];
        boolean tail = digits < to && ByteClass.is(text[digits], ByteClass.UPPER);
        if (count == 7 && tail && (nie(text, word, text[digits]) || singapore(text, word, text[digits]))) {
            return digits + 1;
        }
        if (count == 7 && letter >= 'X' && letter <= 'Z' && digits + 1 < to && text[digits] == '-') {
            return nie(text, word, text[digits + 1]) ? digits + 2 : -1;
        }
        if (count == 9 && taiwan(text, word)) {
            return digits;
        }
        return count == 6 && hongKong(text, word, to) ? word + 10 : -1;
    }

    /// `X`, `Y` or `Z`, seven digits, a letter.
    private static boolean nie(byte[] text, int word, byte check) {
        int series = ByteClass.upper(text[word]) - 'X';
        return series >= 0 && series <= 2 && dni(series * 10_000_000 + value(text, word + 1, 7), check);
    }

    /// Whether `check` is the letter of the number, modulo 23.
    static boolean dni(int number, byte check) {
        return DNI.charAt(number % 23) == ByteClass.upper(check);
    }

    static int value(byte[] text, int at, int count) {
        int value = 0;
        for (int i = at; i < at + count; i++) {
            value = value * 10 + text[i] - '0';
        }
        return value;
    }

    private static boolean singapore(byte[] text, int word, byte check) {
        byte series = text[word];
        int sum = series == 'T' || series == 'G' ? 4 : series == 'M' ? 3 : 0;
        for (int i = 0; i < 7; i++) {
            sum += (text[word + 1 + i] - '0') * SINGAPORE[i];
        }
        return switch (series) {
            case 'S', 'T' -> SINGAPORE_ST.charAt(sum % 11) == check;
            case 'F', 'G' -> SINGAPORE_FG.charAt(sum % 11) == check;
            default -> false;
        };
    }

    private static boolean taiwan(byte[] text, int word) {
        int letter = TAIWAN.indexOf(text[word]) + 10;
        if (letter < 10 || text[word + 1] != '1' && text[word + 1] != '2') {
            return false;
        }
        int sum = letter / 10 + letter % 10 * 9 + text[word + 9] - '0';
        for (int i = 0; i < 8; i++) {
            sum += (text[word + 1 + i] - '0') * (8 - i);
        }
        return sum % 10 == 0;
    }

    /// `A123456(3)`.
    private static boolean hongKong(byte[] text, int word, int to) {
        if (word + 10 > to || text[word + 7] != '(' || text[word + 9] != ')') {
            return false;
        }
        int sum = 36 * 9 + (text[word] - 'A' + 10) * 8;
        for (int i = 0; i < 6; i++) {
            sum += (text[word + 1 + i] - '0') * (7 - i);
        }
        byte check = text[word + 8];
        return (sum + (check == 'A' ? 10 : check - '0')) % 11 == 0;
    }

    /// Two letters, six digits, A to D; also in pairs with spaces.
    private static int nino(byte[] text, int word, int to) {
        byte first = text[word];
        byte second = text[word + 1];
        if (!ByteClass.is(first, ByteClass.UPPER)
                || !ByteClass.is(second, ByteClass.UPPER)
                || "DFIQUV".indexOf(first) >= 0
                || "DFIOQUV".indexOf(second) >= 0) {
            return -1;
        }
        boolean unused = first == 'B' && second == 'G'
                || first == 'G' && second == 'B'
                || first == 'N' && second == 'K'
                || first == 'K' && second == 'N'
                || first == 'T' && second == 'N'
                || first == 'N' && second == 'T'
                || first == 'Z' && second == 'Z';
        int position = word + 2;
        int digits = 0;
        while (position < to && digits < 6) {
            if (ByteClass.isDigit(text[position])) {
                digits++;
                position++;
            } else if (text[position] == ' ' && digits % 2 == 0 && text[position - 1] != ' ') {
                position++;
            } else {
                return -1;
            }
        }
        position += position < to && text[position] == ' ' ? 1 : 0;
        return !unused && position < to && text[position] >= 'A' && text[position] <= 'D' ? position + 1 : -1;
    }

    /// Five letters, the fourth P for a person, four digits, a letter.
    private static boolean pan(byte[] text, int word, int to) {
        return word + 10 <= to
                && text[word + 3] == 'P'
                && ByteClass.runEnd(text, word, word + 5, ByteClass.UPPER) == word + 5
                && ByteClass.runEnd(text, word + 5, word + 9, ByteClass.DIGIT) == word + 9
                && ByteClass.is(text[word + 9], ByteClass.UPPER);
    }

    /// Registro federal de contribuyentes: four letters, `YYMMDD`, two letters or figures, a check, modulo 11.
    private static boolean rfc(byte[] text, int word, int to) {
        if (word + 13 > to
                || ByteClass.runEnd(text, word, word + 4, ByteClass.UPPER) != word + 4
                || ByteClass.runEnd(text, word + 4, word + 10, ByteClass.DIGIT) != word + 10
                || ByteClass.runEnd(text, word + 10, word + 13, ByteClass.UPPER | ByteClass.DIGIT) != word + 13
                || !BirthDigits.valid(value(text, word + 6, 2), value(text, word + 8, 2))) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += RFC.indexOf(text[word + i]) * (13 - i);
        }
        int check = 11 - sum % 11;
        return text[word + 12] == (check == 11 ? '0' : check == 10 ? 'A' : '0' + check);
    }

    /// Four letters, `YYMMDD`, H, M or X, five letters, a figure or letter, a check digit.
    private static boolean curp(byte[] text, int word, int to) {
        if (word + 18 > to
                || ByteClass.runEnd(text, word + 4, word + 10, ByteClass.DIGIT) != word + 10
                || ByteClass.runEnd(text, word + 10, word + 16, ByteClass.UPPER) != word + 16
                || "HMX".indexOf(text[word + 10]) < 0
                || !BirthDigits.valid(value(text, word + 6, 2), value(text, word + 8, 2))
                || !ByteClass.isDigit(text[word + 17])) {
            return false;
        }
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += CURP.indexOf(text[word + i]) * (18 - i);
        }
        return (10 - sum % 10) % 10 == text[word + 17] - '0';
    }
}
