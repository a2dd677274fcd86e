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
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH = 0x8080_8080_8080_8080L;

    private final Findings findings = new Findings();
    private final Numbers numbers = new Numbers();

    /// @return how many findings there are
    public int scan(byte[] text, int from, int to) {
        findings.begin(text, from, to);
        int at = from;
        while (at < to) {
            long hits = anchors(block(text, at, to));
            if (hits == 0) {
                at += Long.BYTES;
            } else {
                at = look(text, at + (Long.numberOfTrailingZeros(hits) >>> 3));
            }
            if (findings.full()) {
                break;
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

    private int look(byte[] text, int at) {
        byte b = text[at];
        if (ByteClass.isDigit(b)) {
            return numbers.find(findings, at);
        }
        if (b == '@') {
            return EmailGrammar.find(findings, at, at + 1);
        }
        return at + 1;
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

    /// @return the high bit of each byte that is one of `0123456789:;<=>?@`
    private static long anchors(long block) {
        long low = block & ~HIGH;
        long from0 = low + ONES * (0x80 - '0');
        long overAt = low + ONES * (0x7f - '@');
        return from0 & ~overAt & ~block & HIGH;
    }
}
