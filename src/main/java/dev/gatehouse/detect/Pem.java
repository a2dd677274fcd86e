package dev.gatehouse.detect;

import java.nio.charset.StandardCharsets;

/// A block of RFC 7468, from `-----BEGIN` to `-----END …-----`, or to the end of the text when that is missing.
///
/// Only private keys are findings; within certificates and public keys, random words are no secrets.
final class Pem {
    private static final byte[] BEGIN = "BEGIN ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "-----END ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PRIVATE = "PRIVATE KEY".getBytes(StandardCharsets.US_ASCII);
    private static final int LABEL_MOST = 64;
    private static final int DASHES = 5;
    private static final int PUBLIC_MOST = 8 << 10;

    private Pem() {}

    /// @param at a dash
    /// @return where the scan goes on
    static int find(Findings findings, int at) {
        byte[] text = findings.text;
        int to = findings.to;
        int start = at;
        while (start > findings.from && text[start - 1] == '-') {
            start--;
        }
        int label = dashesEnd(text, at, to);
        if (label - start < DASHES || label + BEGIN.length > to || !ProviderKeys.starts(text, label, BEGIN)) {
            return label - start == 2 ? Assignments.option(findings, label) : label;
        }
        int body = labelEnd(text, label + BEGIN.length, to);
        if (body < 0) {
            return label;
        }
        if (indexOf(text, label, body, PRIVATE) < 0) {
            if (!findings.isPublic(body)) {
                int end = indexOf(text, body, Math.min(to, body + PUBLIC_MOST), END);
                findings.publicUntil(end < 0 ? Math.min(to, body + PUBLIC_MOST) : end);
            }
            return body;
        }
        int end = indexOf(text, body, to, END);
        return findings.add(label - DASHES, end < 0 ? to : closing(text, end + END.length, to), SensitiveKind.KEY);
    }

    private static int dashesEnd(byte[] text, int at, int to) {
        int end = at;
        while (end < to && text[end] == '-') {
            end++;
        }
        return end;
    }

    private static int labelEnd(byte[] text, int at, int to) {
        for (int i = at; i < Math.min(to, at + LABEL_MOST); i++) {
            if (text[i] == '-') {
                return i;
            }
            if (!ByteClass.isAlnum(text[i]) && text[i] != ' ') {
                return -1;
            }
        }
        return -1;
    }

    private static int closing(byte[] text, int at, int to) {
        int label = labelEnd(text, at, to);
        return label < 0 ? Math.min(at, to) : Math.min(dashesEnd(text, label, to), label + DASHES);
    }

    private static int indexOf(byte[] text, int from, int to, byte[] wanted) {
        for (int i = from; i + wanted.length <= to; i++) {
            if (text[i] == wanted[0] && ProviderKeys.starts(text, i, wanted)) {
                return i;
            }
        }
        return -1;
    }
}
