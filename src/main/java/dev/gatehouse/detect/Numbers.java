package dev.gatehouse.detect;

import org.jspecify.annotations.Nullable;

/// What is made of digits: asks every recogniser of numbers about the groups of digits that begin at an anchor.
final class Numbers {
    private final NumberRun run = new NumberRun();

    /// @param at a digit that no digit precedes
    /// @return where the scan goes on
    int find(Findings findings, int at) {
        byte[] text = findings.text;
        int word = ByteClass.runStart(text, findings.from, at, ByteClass.ALNUM);
        word = Escapes.skip(text, findings.from, word, at);
        if (word < at) {
            return inWord(findings, word, at);
        }
        run.read(text, at, findings.to);
        int last = run.groups() - 1;
        for (int i = 0; i <= last; i++) {
            if (i > 0 && run.gap(i) != ' ') {
                continue;
            }
            for (int j = last; j >= i; j--) {
                if (j < last && run.gap(j + 1) != ' ') {
                    continue;
                }
                SensitiveKind kind = kind(findings, i, j);
                if (kind != null) {
                    return findings.add(run.start(i), run.end(j), kind);
                }
            }
        }
        return run.cut() ? run.end(run.groups() / 2) : run.end(last);
    }

    private static int inWord(Findings findings, int word, int at) {
        if (at - word == 2) {
            int end = IbanCheck.end(findings.text, word, findings.to);
            if (end >= 0) {
                return findings.add(word, end, SensitiveKind.IBAN);
            }
        }
        return ByteClass.runEnd(findings.text, at, findings.to, ByteClass.ALNUM);
    }

    private @Nullable SensitiveKind kind(Findings findings, int i, int j) {
        int count = run.count(i, j);
        if (count < 12 || count > 19 || j == run.groups() - 1 && followed(findings, run.end(j))) {
            return null;
        }
        return card(i, j) ? SensitiveKind.CARD : null;
    }

    private boolean card(int i, int j) {
        int gap = run.gapWithin(i, j);
        return (gap == 0 || gap == ' ' || gap == '-') && CardNumber.valid(run.digits, run.first(i), run.count(i, j));
    }

    private static boolean followed(Findings findings, int end) {
        return end < findings.to && ByteClass.isAlnum(findings.text[end]);
    }
}
