package dev.gatehouse.detect;

/// Numbers that are nothing but numbers, told by their form alone, so that no recogniser has to look at them:
/// counts and prices between the signs of JSON, XML and CSV, and times.
final class PlainNumbers {
    private static final int DIGITS_MOST = 5;
    private static final int DATE = 10;
    private static final int FRACTION_MOST = 10;

    private PlainNumbers() {}

    /// @param at a digit that no letter or digit precedes
    /// @return the end of a short number between delimiters, or -1
    static int end(byte[] text, int from, int at, int to) {
        if (at > from && !opens(text[at - 1])) {
            return -1;
        }
        int end = at;
        while (end < to && ByteClass.isDigit(text[end])) {
            end++;
        }
        if (end - at > DIGITS_MOST) {
            return -1;
        }
        if (end + 1 < to && text[end] == '.') {
            int fraction = end + 1;
            while (fraction < to && ByteClass.isDigit(text[fraction])) {
                fraction++;
            }
            if (fraction - end > DIGITS_MOST) {
                return -1;
            }
            end = fraction;
        }
        return end == to || closes(text, end, to) ? end : -1;
    }

    private static boolean opens(byte b) {
        return b == ':' || b == '"' || b == ',' || b == '[' || b == '>' || b == '\'';
    }

    /// A comma that a space and a letter follow may be that of `12, rue de la Paix`.
    private static boolean closes(byte[] text, int end, int to) {
        byte b = text[end];
        if (b == ',') {
            return end + 2 >= to
                    || text[end + 1] != ' '
                    || !ByteClass.is(text[end + 2], ByteClass.LETTER | ByteClass.HIGH);
        }
        return b == '}' || b == ']' || b == '"' || b == '<' || b == '\'';
    }

    /// `2024-05-01`, also with `T10:11:12.345` behind it.
    ///
    /// @return where the date ends, or -1
    static int dateEnd(byte[] text, int at, int to) {
        int end = at + DATE;
        if (end > to || text[at + 4] != '-' || text[at + 7] != '-' || !digits(text, at, at + 4)) {
            return -1;
        }
        if (!digits(text, at + 5, at + 7) || !digits(text, at + 8, end)) {
            return -1;
        }
        int month = (text[at + 5] - '0') * 10 + text[at + 6] - '0';
        boolean over = end == to || !ByteClass.isDigit(text[end]) && text[end] != '-';
        return month >= 1 && month <= 12 && over ? end : -1;
    }

    /// @param date the end of a date
    /// @return the end of the time that follows, or `date`
    static int timeEnd(byte[] text, int date, int to) {
        if (date + 6 > to || text[date] != 'T' && text[date] != ' ' || text[date + 3] != ':') {
            return date;
        }
        int end = date + 6;
        if (!digits(text, date + 1, date + 3) || !digits(text, date + 4, end)) {
            return date;
        }
        if (end + 3 <= to && text[end] == ':' && digits(text, end + 1, end + 3)) {
            end += 3;
            int fraction = end < to && text[end] == '.' ? ByteClass.runEnd(text, end + 1, to, ByteClass.DIGIT) : end;
            end = fraction - end <= FRACTION_MOST ? fraction : end;
        }
        return end == to || !ByteClass.isDigit(text[end]) ? end : date;
    }

    private static boolean digits(byte[] text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!ByteClass.isDigit(text[i])) {
                return false;
            }
        }
        return true;
    }
}
