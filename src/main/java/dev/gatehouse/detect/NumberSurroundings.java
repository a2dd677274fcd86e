package dev.gatehouse.detect;

/// What stands around a run of numbers, and makes of it something else than somebody's number.
final class NumberSurroundings {
    private NumberSurroundings() {}

    /// Whether a dash before it makes it a number below zero, and not one that is dialled behind a dash.
    static boolean negative(Findings findings, NumberRun run, int j, int count) {
        int start = run.start(0);
        int gap = run.gapWithin(0, j);
        boolean dialled = gap == '-' && j > 1 || gap == ' ' && run.digits[0] == 0 && run.length(0) > 2 && count > 9;
        return start > findings.from && findings.text[start - 1] == '-' && !dialled;
    }

    /// Whether the first group goes on with what numbers before it began: a row of a table.
    static boolean behindNumber(Findings findings, NumberRun run) {
        int start = run.start(0);
        return start - 2 >= findings.from
                && findings.text[start - 1] == ' '
                && ByteClass.isDigit(findings.text[start - 2]);
    }

    /// Whether nothing else is in the cell, or in the value of a format.
    static boolean whole(Findings findings, NumberRun run, int i, int j) {
        int start = run.start(i);
        int end = run.end(j);
        return (start == findings.from || ByteClass.delimits(findings.text[start - 1]))
                && (end == findings.to || ByteClass.delimits(findings.text[end]));
    }

    /// Whether what stands before makes it a part of something else: a decimal, a path, a price, an identifier.
    static boolean preceded(Findings findings, NumberRun run) {
        int start = run.start(0);
        if (start == findings.from) {
            return false;
        }
        byte b = findings.text[start - 1];
        byte before = start - 2 >= findings.from ? findings.text[start - 2] : 0;
        return switch (b) {
            case '$', '_', '#' -> true;
            case '.', '+' -> true;
            case '-', '/' -> ByteClass.isAlnum(before);
            case ':' -> run.length(0) == 2 && hours(findings, start - 1);
            case (byte) 0xAC -> start - 3 >= findings.from; // the euro's last byte
            default -> false;
        };
    }

    /// Whether a dot or a plus stands before it, and no word or figures before that: few cards are written so, and
    /// hardly anything else that is as long.
    static boolean signed(Findings findings, NumberRun run) {
        int start = run.start(0);
        byte before = start - 2 >= findings.from ? findings.text[start - 2] : 0;
        return (findings.text[start - 1] == '.' || findings.text[start - 1] == '+') && !ByteClass.isAlnum(before);
    }

    /// Whether figures stand before the sign before it.
    static boolean figuresBefore(Findings findings, NumberRun run) {
        int start = run.start(0);
        return start - 2 >= findings.from && ByteClass.isDigit(findings.text[start - 2]);
    }

    /// Whether one or two figures end there that are no part of a word: `12` and not `phone1`.
    private static boolean hours(Findings findings, int end) {
        byte[] text = findings.text;
        int start = end;
        while (start > findings.from && end - start < 3 && ByteClass.isDigit(text[start - 1])) {
            start--;
        }
        boolean word = start > findings.from && ByteClass.is(text[start - 1], ByteClass.LETTER);
        return start < end && end - start < 3 && !word;
    }

    /// Whether it goes on as a word, or as a share of a hundred.
    static boolean followed(Findings findings, int end) {
        return end < findings.to
                && PhoneExtension.end(findings.text, end, findings.to) == end
                && (ByteClass.isAlnum(findings.text[end]) || findings.text[end] == '_' || findings.text[end] == '%');
    }

    /// Whether the last group is the hour of a time.
    static boolean clock(Findings findings, NumberRun run, int j) {
        int end = run.end(j);
        return end + 1 < findings.to && findings.text[end] == ':' && ByteClass.isDigit(findings.text[end + 1]);
    }
}
