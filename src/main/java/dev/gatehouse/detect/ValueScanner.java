package dev.gatehouse.detect;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Finds sensitive values in text, in one pass over the bytes for all kinds.
///
/// Shape: UTF-8, or any encoding that keeps ASCII. Eight bytes at a time are asked whether any of them can be an
/// anchor (a digit, `:`, `=`, `>`, `@`, two dashes, a long word); a recogniser looks around an anchor, and says
/// where to go on. Recognisers check more than the form: check digits, issuers' ranges, structure, or a label
/// before the value.
///
/// Findings are ascending and never overlap. Of two that claim the same bytes the longer gives its kind to all of
/// them; of equal ones the more specific. Over 64, the scan ends early: go on from the end of the last finding.
///
/// Threads: one at a time; reused for any number of texts. Nothing is allocated by a scan, and no byte outside of
/// `[from, to)` is read.
public final class ValueScanner {
    /// How many findings a scan tells at most.
    public static final int MOST = Findings.MOST;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH = 0x8080_8080_8080_8080L;

    private final Findings findings = new Findings();
    private final Numbers numbers = new Numbers();
    private final LongWords words = new LongWords();

    /// @return how many findings there are
    public int scan(byte[] text, int from, int to) {
        findings.begin(text, from, to);
        words.begin(from);
        int at = from;
        while (at < to && !findings.full()) {
            long block = block(text, at, to);
            long hits = anchors(block);
            if (solid(block) && !words.seen(at) && ByteClass.is(text[at], ByteClass.TOKEN)) {
                at = words.find(findings, at);
            } else if (hits == 0) {
                at += Long.BYTES;
            } else {
                at = look(text, at + (Long.numberOfTrailingZeros(hits) >>> 3), to);
            }
        }
        return findings.count();
    }

    public int start(int finding) {
        return findings.start(finding);
    }

    public int end(int finding) {
        return findings.end(finding);
    }

    public SensitiveKind kind(int finding) {
        return findings.kind(finding);
    }

    private int look(byte[] text, int at, int to) {
        byte b = text[at];
        if (ByteClass.isDigit(b)) {
            return digit(text, at);
        }
        return switch (b) {
            case '@' -> mail(at);
            case ':' ->
                at + 2 < to && text[at + 1] == '/' && text[at + 2] == '/'
                        ? UrlCredentials.find(findings, at)
                        : Assignments.find(findings, at);
            case '=', '>' -> Assignments.find(findings, at);
            case '-' -> Pem.find(findings, at);
            default -> at + 1;
        };
    }

    private int digit(byte[] text, int at) {
        int plain = PlainNumbers.end(text, findings.from, at, findings.to);
        if (plain >= 0) {
            return plain;
        }
        int date = PlainNumbers.dateEnd(text, at, findings.to);
        if (date >= 0 && Escapes.wordBoundary(text, findings.from, at)) {
            return numbers.date(findings, at, date);
        }
        if (!words.seen(at)) {
            int found = words.find(findings, at);
            if (found > at) {
                return found;
            }
        }
        int sign = Escapes.atSignStart(text, findings.from, at, findings.to);
        return sign >= 0 ? EmailGrammar.find(findings, sign, Escapes.atSignEnd(text, at)) : numbers.find(findings, at);
    }

    private int mail(int at) {
        int name = UrlCredentials.driverName(findings, at);
        return name >= 0 ? name : EmailGrammar.find(findings, at, at + 1);
    }

    /// The next eight bytes, the first lowest; zeros where the text ends before.
    private static long block(byte[] text, int at, int to) {
        if (to - at >= Long.BYTES) {
            return (long) LONGS.get(text, at);
        }
        long block = 0;
        for (int i = to - 1; i >= at; i--) {
            block = block << 8 | text[i] & 0xff;
        }
        return block;
    }

    /// @return the high bit of each byte that is one of `0123456789:;<=>?@`, or a dash that another one follows
    private static long anchors(long block) {
        long low = block & ~HIGH;
        long fromZero = low + ONES * (0x80 - '0');
        long overAt = low + ONES * (0x7f - '@');
        long noDash = block ^ ONES * '-';
        long dashes = ~((noDash & ~HIGH) + ~HIGH | noDash) & HIGH;
        return fromZero & ~overAt & ~block & HIGH | dashes & dashes >>> Byte.SIZE;
    }

    /// Whether no byte is a space, a quote or outside of ASCII: a long word may go through it.
    private static boolean solid(long block) {
        return ((block | block - ONES * 0x23) & HIGH) == 0;
    }
}
