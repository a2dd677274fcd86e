package dev.gatehouse.detect;

/// Telephone numbers: E.164 with its `+`, and the forms that numbers have within their countries.
///
/// A form that many other numbers share (bare digits, pairs of digits) needs a word before it that says so.
final class PhoneGrammar {
    private static final int LEAST = 6;
    private static final int MOST = 15;

    private PhoneGrammar() {}

    /// Whether the groups from `i` to `j` are a number as it is written within a country.
    ///
    /// @param behind whether other numbers stand before it
    static boolean national(NumberRun run, int i, int j, int labels, boolean behind) {
        int count = run.count(i, j);
        if (count < LEAST || count > MOST || dateFirst(run, i, j)) {
            return false;
        }
        if ((labels & Labels.PHONE) != 0) {
            return j - i < 7 && !address(run, i, j) && (count >= 7 || j > i);
        }
        boolean within = behind && (run.digits[run.first(i)] != 0 || count < 10);
        if (count < 8 || within || i == j && (labels & Labels.THING) != 0) {
            return false;
        }
        return i == j ? bare(run, i, count) : grouped(run, i, j, count);
    }

    private static boolean bare(NumberRun run, int i, int count) {
        int first = run.digits[run.first(i)];
        int second = run.digits[run.first(i) + 1];
        boolean trunk = first == 0 && second != 0 && count >= 10 && count <= 12;
        boolean chinese = count == 11 && first == 1 && second >= 3;
        return (trunk || chinese)
                && CardNumber.varied(run.digits, run.first(i) + 1, count - 1)
                && !counted(run.digits, run.first(i), count);
    }

    /// 0123456789: the figures one by one.
    private static boolean counted(byte[] digits, int at, int count) {
        for (int k = 1; k < count; k++) {
            if (digits[at + k] != digits[at + k - 1] + 1) {
                return false;
            }
        }
        return true;
    }

    /// Seven and eight digits, where a cell has nothing else: 555 0123, 2123 4567, 12 34 56 78.
    static boolean wholeCell(NumberRun run, int i, int j) {
        if (i == j || run.digits[run.first(i)] == 0) {
            return false;
        }
        long shape = run.shape(i, j);
        int gap = run.gapWithin(i, j);
        return gap == ' ' && (shape == 44 || shape == 34 || shape == 2222) || gap == '-' && shape == 34;
    }

    private static boolean grouped(NumberRun run, int i, int j, int count) {
        byte firstGap = run.gap(i + 1);
        int rest = run.gapWithin(i + 1, j);
        if (firstGap == ')' && (rest >= 0 || j - i == 4)) {
            return parenthesis(run, i, j, count);
        }
        int first = run.digits[run.first(i)];
        if (first == 0) {
            return run.digits[run.first(i) + 1] != 0
                    && count >= 9
                    && count <= 12
                    && run.length(i) <= 6
                    && trunk(run, i, j, firstGap, rest);
        }
        int gap = run.gapWithin(i, j);
        return gap > 0 && gap != '/' && gap != '|' ? uniform(run, i, j, gap) : mixed(run, i, j);
    }

    /// 06 12 34 56 78, 030/1234567, 0171-123 45 67.
    private static boolean trunk(NumberRun run, int i, int j, byte firstGap, int rest) {
        if (rest < 0 || rest == '/' || j - i > 5 || run.length(i) < 2 || notDialled(run, i, j, firstGap)) {
            return false;
        }
        for (int group = i + 1; group <= j; group++) {
            if (run.length(group) < 2 || run.length(group) > 8) {
                return false;
            }
        }
        return rest == 0 || firstGap == rest || firstGap == '/' || firstGap == '-' || firstGap == '|';
    }

    /// The postcode 02110-1301, 0704.0001 of an archive of papers, and bytes in pairs of which there are not five.
    private static boolean notDialled(NumberRun run, int i, int j, byte firstGap) {
        long shape = run.shape(i, j);
        return shape == 54 && firstGap == '-' || (shape == 44 || shape == 45) && firstGap == '.' || shape == 222222;
    }

    /// (212) 555-0123, (11) 91234-5678, 8 (912) 345-67-89.
    private static boolean parenthesis(NumberRun run, int i, int j, int count) {
        int length = run.length(i);
        if (length == 1) {
            return count >= 10 && count <= 12 && j - i >= 2 && run.gap(i + 2) == ')';
        }
        return count <= 12 && length <= 5 && (length < 4 || run.digits[run.first(i)] == 0);
    }

    private static boolean uniform(NumberRun run, int i, int j, int gap) {
        int first = run.digits[run.first(i)];
        long shape = run.shape(i, j);
        if (shape == 334) {
            return first >= 2 && (gap != '.' || run.digits[run.first(i + 1)] >= 2);
        }
        if (shape == 1334) {
            return first == 1;
        }
        if (gap == '.') {
            return false;
        }
        if (shape == 333) {
            return first >= 6 && first != 8;
        }
        if (shape == 3222 || shape == 3322) {
            return first >= 5;
        }
        if (shape == 2322 || shape == 1322) {
            return gap == ' ';
        }
        if (shape == 323) {
            return first == 4 || first == 9;
        }
        if (shape == 244) {
            return first == 5 || first == 3 || first == 8;
        }
        if (shape == 344) {
            return first == 1 && run.digits[run.first(i) + 1] >= 3;
        }
        return shape == 55 && first >= 6 || shape == 37 && first == 3;
    }

    /// 22 123-45-67 and 11 91234-5678: a space, then dashes.
    private static boolean mixed(NumberRun run, int i, int j) {
        long shape = run.shape(i, j);
        return run.gap(i + 1) == ' '
                && run.gap(j) == '-'
                && (shape == 254 || shape == 244 || shape == 2322 || shape == 3322 || shape == 334);
    }

    private static boolean address(NumberRun run, int i, int j) {
        return j - i == 3 && run.gapWithin(i, j) == '.' && run.length(i) <= 3 && run.length(j) <= 3;
    }

    /// Whether a date begins the groups: 2024-01-15, 15.01.2024.
    static boolean dateFirst(NumberRun run, int i, int j) {
        if (j - i < 2 || run.gap(i + 1) != run.gap(i + 2) || run.gap(i + 1) == ' ' || run.gap(i + 1) == ')') {
            return false;
        }
        boolean iso = run.length(i) == 4 && run.length(i + 1) <= 2 && run.length(i + 2) <= 2 && year(run.value(i));
        boolean local = run.length(i) <= 2
                && run.length(i + 1) <= 2
                && run.length(i + 2) == 4
                && year(run.value(i + 2))
                && run.value(i) <= 31
                && run.value(i + 1) <= 31;
        return iso || local;
    }

    private static boolean year(int value) {
        return value >= 1850 && value <= 2150;
    }
}
