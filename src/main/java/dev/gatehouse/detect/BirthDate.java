package dev.gatehouse.detect;

/// A date that a word before it calls a day of birth: `dob=1985-03-12`, `geboren am 12.03.1985`, `born March 12, 1985`.
final class BirthDate {
    private static final int MONTH_LEAST = 3;

    private BirthDate() {}

    /// Whether the groups from the first on are a date in digits.
    ///
    /// @return how many groups it has, or 0
    static int groups(NumberRun run) {
        if (run.groups() >= 3 && (PhoneGrammar.dateFirst(run, 0, 2) || shortYear(run))) {
            return 3;
        }
        boolean compact = run.length(0) == 8 && BirthDigits.fullYear(run.digits, 0);
        return compact ? 1 : 0;
    }

    /// 12.03.85.
    private static boolean shortYear(NumberRun run) {
        byte gap = run.gap(1);
        return gap == run.gap(2)
                && (gap == '.' || gap == '/' || gap == '-')
                && run.length(0) <= 2
                && run.length(1) <= 2
                && run.length(2) == 2
                && run.value(0) <= 31
                && run.value(1) <= 31;
    }

    /// `12 March 1985`, `12. März 1985`, `12 de marzo de 1985`.
    ///
    /// @param end of the day
    /// @return the end of the date, or -1
    static int worded(byte[] text, int end, int to) {
        int position = end;
        position += position < to && text[position] == '.' ? 1 : 0;
        for (int words = 0; words < 4 && position + 1 < to && text[position] == ' '; words++) {
            int word = StreetAddress.wordEnd(text, position + 1, to);
            int year = ByteClass.runEnd(text, position + 1, to, ByteClass.DIGIT);
            if (year - position - 1 == 4 && words > 0) {
                return year;
            }
            if (word == position + 1) {
                return -1;
            }
            position = word;
            position += position < to && (text[position] == ',' || text[position] == '.') ? 1 : 0;
        }
        return -1;
    }

    /// `March 12, 1985`: the month before the day.
    ///
    /// @return where the month begins, or -1
    static int monthBefore(byte[] text, int from, int at) {
        if (at - 1 <= from || text[at - 1] != ' ') {
            return -1;
        }
        int start = ByteClass.runStart(text, from, at - 1, ByteClass.LETTER);
        return at - 1 - start >= MONTH_LEAST && ByteClass.is(text[start], ByteClass.UPPER) ? start : -1;
    }

    /// The year of `12, 1985`.
    ///
    /// @return its end, or -1
    static int yearAfter(byte[] text, int end, int to) {
        int position = end;
        position += position < to && text[position] == ',' ? 1 : 0;
        position += position < to && text[position] == ' ' ? 1 : 0;
        int year = ByteClass.runEnd(text, position, to, ByteClass.DIGIT);
        return position > end && year - position == 4 ? year : -1;
    }
}
