package dev.gatehouse.detect;

import org.jspecify.annotations.Nullable;

/// What is made of digits: asks every recogniser of numbers about the groups of digits that begin at an anchor.
///
/// All groups together are asked about first, then fewer; a number may begin and end within a run only at a space.
final class Numbers {
    private static final int LEAST = 6;
    private static final int PERSONAL = Labels.PHONE | Labels.NATIONAL_ID | Labels.CARD;
    /// Nobody has amounts of so many digits.
    private static final int AMOUNT_MOST = 15;

    private final NumberRun run = new NumberRun();
    private int labels;

    /// @param at where a date begins
    /// @param end where it ends
    /// @return where the scan goes on: after the time that follows
    int date(Findings findings, int at, int end) {
        if ((Labels.before(findings.text, findings.from, at) & Labels.BIRTH) != 0) {
            return findings.add(at, end, SensitiveKind.BIRTH_DATE);
        }
        return PlainNumbers.timeEnd(findings.text, end, findings.to);
    }

    /// @param at a digit that no digit precedes
    /// @return where the scan goes on
    int find(Findings findings, int at) {
        byte[] text = findings.text;
        int word = ByteClass.runStart(text, findings.from, at, ByteClass.ALNUM);
        word = Escapes.skip(text, findings.from, word, at);
        if (word < at) {
            return inWord(findings, word, at);
        }
        int spaced = LetteredIds.endOfSpaced(text, findings.from, at, findings.to);
        if (spaced >= 0) {
            return findings.add(at - 3, spaced, SensitiveKind.NATIONAL_ID);
        }
        run.read(text, at, findings.to, PhonePrefix.start(text, findings.from, at) >= 0);
        int last = run.groups() - 1;
        labels = -1;
        int found = run.count(0, last) < LEAST ? -1 : number(findings, at, last);
        found = found < 0 ? birth(findings, at) : found;
        found = found < 0 ? StreetAddress.find(findings, at, run.end(0)) : found;
        found = found < 0 && behindCharacter(findings, at) ? EastAsianAddress.find(findings, at) : found;
        return found >= 0 ? found : run.cut() ? run.end(run.groups() / 2) : run.end(last);
    }

    /// Whether a byte outside of ASCII, and at most a space, stand before it.
    private static boolean behindCharacter(Findings findings, int at) {
        byte[] text = findings.text;
        int before = at - 1 - (at > findings.from && text[at - 1] == ' ' ? 1 : 0);
        return before >= findings.from && text[before] < 0;
    }

    private int number(Findings findings, int at, int last) {
        int found = international(findings, at);
        return found < 0 ? groups(findings, last) : found;
    }

    private int birth(Findings findings, int at) {
        byte[] text = findings.text;
        int groups = BirthDate.groups(run);
        int start = at;
        int end = groups > 0 ? run.end(groups - 1) : -1;
        if (end < 0 && run.groups() == 1 && run.length(0) <= 2) {
            int month = BirthDate.monthBefore(text, findings.from, at);
            end = month < 0
                    ? BirthDate.worded(text, run.end(0), findings.to)
                    : BirthDate.yearAfter(text, run.end(0), findings.to);
            start = month < 0 ? at : month;
        }
        return end >= 0 && (labels(findings) & Labels.BIRTH) != 0
                ? findings.add(start, end, SensitiveKind.BIRTH_DATE)
                : -1;
    }

    private int groups(Findings findings, int last) {
        for (int i = 0; i <= last; i++) {
            if (i > 0 && !run.apart(i)) {
                continue;
            }
            for (int j = last; j >= i; j--) {
                boolean decimal = i == j && j < last && run.zeros(j + 1, last);
                if (j < last && !run.apart(j + 1) && !decimal) {
                    continue;
                }
                SensitiveKind kind = kind(findings, i, j, last);
                if (kind != null && (!decimal || kind == SensitiveKind.CARD)) {
                    int end = run.end(j);
                    return findings.add(
                            start(findings, i, j),
                            kind == SensitiveKind.PHONE ? PhoneExtension.end(findings.text, end, findings.to) : end,
                            kind);
                }
            }
            int tail = tailed(findings, i);
            if (tail >= 0) {
                return findings.add(run.start(i), tail, SensitiveKind.NATIONAL_ID);
            }
        }
        return -1;
    }

    private static int inWord(Findings findings, int word, int at) {
        byte[] text = findings.text;
        if (at - word == 2) {
            int end = IbanCheck.end(text, word, findings.to);
            if (end >= 0) {
                return findings.add(word, end, SensitiveKind.IBAN);
            }
            int written = IbanCheck.writtenEnd(text, word, findings.to);
            if (written >= 0) {
                return written;
            }
        }
        if (at - word <= FiscalCode.LETTERS && Escapes.wordBoundary(text, findings.from, word)) {
            int end = LetteredIds.end(text, word, at, findings.to);
            if (end >= 0) {
                return findings.add(word, end, SensitiveKind.NATIONAL_ID);
            }
        }
        return ByteClass.runEnd(text, at, findings.to, ByteClass.ALNUM);
    }

    private @Nullable SensitiveKind kind(Findings findings, int i, int j, int last) {
        int count = run.count(i, j);
        if (count < LEAST
                || count > 19
                || j == last && NumberSurroundings.followed(findings, run.end(j))
                || i == j && count < AMOUNT_MOST && run.round(i) && labels(findings) == 0
                || PhoneGrammar.dateFirst(run, i, j)) {
            return null;
        }
        boolean part = i == 0 && partOfMore(findings);
        if ((!part || NumberSurroundings.signed(findings, run)) && card(findings, i, j, count)) {
            return SensitiveKind.CARD;
        }
        if (part || run.partOfMore(i, j)) {
            return null;
        }
        if (nationalId(findings, i, j, count)) {
            return SensitiveKind.NATIONAL_ID;
        }
        boolean within = i > 0 || NumberSurroundings.behindNumber(findings, run);
        if (i == 0 && NumberSurroundings.negative(findings, run, j, count)) {
            return null;
        }
        return PhoneGrammar.national(run, i, j, labels(findings), within) && !NumberSurroundings.clock(findings, run, j)
                        || NumberSurroundings.whole(findings, run, i, j) && PhoneGrammar.wholeCell(run, i, j)
                ? SensitiveKind.PHONE
                : null;
    }

    private boolean card(Findings findings, int i, int j, int count) {
        int gap = run.gapWithin(i, j);
        return count >= 12
                && (gap == 0 || (gap == ' ' || gap == '-') && inPrint(findings, i, j))
                && (CardNumber.valid(run.digits, run.first(i), count)
                        || (labels(findings) & Labels.CARD) != 0
                                && CardNumber.validWhereNamed(run.digits, run.first(i), count));
    }

    /// Four by four, also of 14 and 15, as American Express has it, or as Diners has it; where the text says so,
    /// anyhow.
    private boolean inPrint(Findings findings, int i, int j) {
        long shape = run.shape(i, j);
        return shape == 4444
                || shape == 465
                || shape == 464
                || shape == 4443
                || shape == 4442
                || shape == 44443
                || shape == 44442
                || shape == 44441
                || shape == 88
                || (labels(findings) & Labels.CARD) != 0;
    }

    private boolean nationalId(Findings findings, int i, int j, int count) {
        if (count < 9 || count > 18 || i + 1 == j && run.gap(j) == '.') {
            return false; // with one dot it is a decimal
        }
        if ((labels(findings) & (Labels.PHONE | Labels.NATIONAL_ID)) == Labels.PHONE) {
            return false;
        }
        boolean named = (labels(findings) & Labels.NATIONAL_ID) != 0;
        boolean thing = (labels(findings) & Labels.THING) != 0;
        if (thing && i == j && count < 15) {
            return false;
        }
        return WesternIds.valid(run, i, j, named)
                || NorthernIds.valid(run, i, j, named)
                || EasternIds.valid(run, i, j, named)
                || WorldIds.valid(run, i, j, named);
    }

    private int tailed(Findings findings, int group) {
        int end = run.end(group);
        boolean mayBe = run.length(group) >= LEAST
                && end < findings.to
                && (ByteClass.is(findings.text[end], ByteClass.LETTER)
                        || findings.text[end] == '-'
                        || findings.text[end] == '+');
        if (!mayBe || group == 0 && partOfMore(findings)) {
            return -1;
        }
        boolean named = (labels(findings) & Labels.NATIONAL_ID) != 0;
        return TailedIds.end(findings.text, run.start(group), end, findings.to, named);
    }

    private int international(Findings findings, int at) {
        int start = PhonePrefix.start(findings.text, findings.from, at);
        boolean zeros = start < 0
                && run.digits[0] == 0
                && run.digits[1] == 0
                && run.length(0) > 1
                && run.count(0, run.groups() - 1) > (run.groups() == 1 ? 10 : 9);
        if (start < 0 && !zeros || coordinates()) {
            return -1;
        }
        int skipped = zeros ? 2 : 0;
        int most = DialCodes.most(run.digits, skipped, run.count(0, 0)) + skipped;
        int least = DialCodes.least(run.digits, skipped, run.count(0, 0));
        if (zeros
                && (partOfMore(findings)
                        || least == Integer.MAX_VALUE
                        || run.groups() == 1 && (labels(findings) & Labels.THING) != 0)) {
            return -1;
        }
        for (int j = run.groups() - 1; j >= 0; j--) {
            int count = run.count(0, j) - trunkZero(j);
            boolean whole = j < run.groups() - 1 || !NumberSurroundings.followed(findings, run.end(j));
            if (whole && count <= most && count - skipped >= least) {
                int end = PhoneExtension.end(findings.text, run.end(j), findings.to);
                return findings.add(zeros ? at : start, end, SensitiveKind.PHONE);
            }
        }
        return -1;
    }

    /// `+2505-07721` and `+340308-1181434`: ISO 6709.
    private boolean coordinates() {
        return run.groups() == 2
                && run.gap(1) == '-'
                && run.digits[run.first(1)] <= 1
                && (run.shape(0, 1) == 45 || run.shape(0, 1) == 67);
    }

    /// 1 if there is the zero of +44 (0)20 within the first groups.
    private int trunkZero(int j) {
        return j >= 1 && run.gap(1) == ')' && run.digits[run.first(1)] == 0 ? 1 : 0;
    }

    /// Whether it is a part of something else. Where a word before says that it is somebody's number, a sign
    /// between them does not make it so, unless there are figures too: `card no.4111…`, `SSN #536…`.
    private boolean partOfMore(Findings findings) {
        return NumberSurroundings.preceded(findings, run)
                && ((labels(findings) & PERSONAL) == 0 || NumberSurroundings.figuresBefore(findings, run));
    }

    private int labels(Findings findings) {
        if (labels < 0) {
            labels = Labels.before(findings.text, findings.from, run.start(0));
        }
        return labels;
    }

    /// With the parenthesis before the first group, if one within closes it.
    private int start(Findings findings, int i, int j) {
        int start = run.start(i);
        boolean open = start > findings.from && findings.text[start - 1] == '(';
        for (int group = i + 1; open && group <= j; group++) {
            if (run.gap(group) == ')') {
                return start - 1;
            }
        }
        return start;
    }
}
