package dev.gatehouse.detect;

/// Groups of digits with separators between them, taken apart once for everything that is made of digits.
///
/// Separators: one space, dash, dot or slash, a dash or slash within spaces, and parentheses around a group.
final class NumberRun {
    static final int MOST_GROUPS = 12;
    private static final int MOST_DIGITS = 64;

    /// Values from 0 to 9, without what stood between.
    final byte[] digits = new byte[MOST_DIGITS];

    private final int[] starts = new int[MOST_GROUPS];
    private final int[] ends = new int[MOST_GROUPS];
    private final int[] before = new int[MOST_GROUPS + 1];
    private final byte[] gaps = new byte[MOST_GROUPS];
    private int groups;
    private boolean cut;

    /// @param at the first digit
    /// @param international whether a `+` stands before it
    void read(byte[] text, int at, int to, boolean international) {
        groups = 0;
        cut = false;
        int position = at;
        int count = 0;
        byte gap = 0;
        while (true) {
            int end = position;
            while (end < to && ByteClass.isDigit(text[end]) && count < MOST_DIGITS) {
                digits[count++] = (byte) (text[end++] - '0');
            }
            if (count == MOST_DIGITS) {
                cut = true;
                end = ByteClass.runEnd(text, end, to, ByteClass.DIGIT);
            }
            starts[groups] = position;
            ends[groups] = end;
            gaps[groups] = gap;
            before[++groups] = count;
            boolean dialled = (international || digits[0] == 0 && length(0) > 2) && gap != '.';
            int next = end < to ? nextGroup(text, end, to, dialled) : -1;
            if (next < 0) {
                return;
            }
            if (cut || groups == MOST_GROUPS) {
                cut = true;
                return;
            }
            gap = kindOfGap(text, end, next);
            position = next;
        }
    }

    /// @param dialled whether a dash behind a space is no minus
    /// @return where the next group of digits begins, or -1
    private static int nextGroup(byte[] text, int end, int to, boolean dialled) {
        int i = end;
        if (text[i] == ')') {
            i++;
        }
        i += i < to ? Gap.space(text, i, to) : 0;
        if (i < to && (text[i] == '.' || text[i] == '/')) {
            i++;
            i += i < to && text[i] == ' ' ? 1 : 0;
        } else if (i < to) {
            int dash = Gap.dash(text, i, to);
            i += dash;
            if (dash == 1 && !dialled && i < to && text[i - 2] == ' ' && text[i] != ' ') {
                return -1; // a negative number
            }
            i += dash > 0 && i < to && text[i] == ' ' ? 1 : 0;
        }
        if (i < to && text[i] == '(') {
            i++;
        }
        return i > end && i < to && ByteClass.isDigit(text[i]) ? i : -1;
    }

    private static byte kindOfGap(byte[] text, int end, int next) {
        byte kind = ' ';
        boolean parenthesis = false;
        for (int i = end; i < next; i++) {
            byte b = text[i];
            parenthesis |= b == ')' || b == '(';
            if (b == '.' || b == '/' || b == '-') {
                kind = b;
            } else if (b == (byte) 0xE2 && text[i + 2] >= (byte) 0x90 && text[i + 2] <= (byte) 0x93) {
                kind = '-';
            }
        }
        if (kind != ' ' && text[end] == ' ' && end + 2 < next) {
            return '|'; // a dash or slash with spaces around it separates more than groups
        }
        return parenthesis ? (byte) ')' : kind;
    }

    int groups() {
        return groups;
    }

    /// Whether the groups went on beyond what was taken.
    boolean cut() {
        return cut;
    }

    int start(int group) {
        return starts[group];
    }

    int end(int group) {
        return ends[group];
    }

    /// The place of the group's first digit among all of them.
    int first(int group) {
        return before[group];
    }

    int length(int group) {
        return before[group + 1] - before[group];
    }

    /// @return how many digits the groups from `i` to `j` have, both included
    int count(int i, int j) {
        return before[j + 1] - before[i];
    }

    /// What stands before the group: ' ', '-', '.', '/', '|' for a dash or slash between spaces, ')' for anything
    /// with a parenthesis; 0 before the first.
    byte gap(int group) {
        return gaps[group];
    }

    /// Whether the group ends with four zeros: an amount rather than a number that was given to somebody.
    boolean round(int group) {
        int end = before[group + 1];
        return length(group) > 4 && digits[end - 1] + digits[end - 2] + digits[end - 3] + digits[end - 4] == 0;
    }

    /// Whether the group is the last one, or apart from what follows, and is but the `.0` behind a number that
    /// somebody took for a measure.
    boolean zeros(int group, int last) {
        boolean zero = gaps[group] == '.' && length(group) <= 2 && (group == last || apart(group + 1));
        for (int i = before[group]; zero && i < before[group + 1]; i++) {
            zero = digits[i] == 0;
        }
        return zero;
    }

    /// Whether a number may begin with the group, or end before it.
    boolean apart(int group) {
        return gaps[group] == ' ' || gaps[group] == '|';
    }

    /// @return the separator that all gaps within the groups from `i` to `j` have, 0 for a single group, -1 if they
    ///     differ
    int gapWithin(int i, int j) {
        int same = 0;
        for (int group = i + 1; group <= j; group++) {
            if (same != 0 && gaps[group] != same) {
                return -1;
            }
            same = gaps[group];
        }
        return same;
    }

    /// Whether the groups before or after those from `i` to `j` are as long as they are: then they belong together.
    boolean partOfMore(int i, int j) {
        return i < j
                && (i > 0 && gaps[i] == gaps[i + 1] && length(i - 1) == length(i)
                        || j < groups - 1 && gaps[j + 1] == gaps[j] && length(j + 1) == length(j));
    }

    /// The lengths of the groups from `i` to `j` as decimal figures: 334 for 212-555-0123; a length over 9 is 0.
    long shape(int i, int j) {
        long shape = 0;
        for (int group = i; group <= j; group++) {
            int length = length(group);
            shape = shape * 10 + (length > 9 ? 0 : length);
        }
        return shape;
    }

    /// The value of a group, of which the first nine digits count.
    int value(int group) {
        return CardNumber.prefix(digits, before[group], Math.min(9, length(group)));
    }
}
