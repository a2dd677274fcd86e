package dev.gatehouse.detect;

import java.nio.charset.StandardCharsets;

/// Words of sixteen and more letters, digits and what joins them: tokens, keys of providers, hashes of passwords,
/// and what is too random to be anything else.
final class LongWords {
    static final int LEAST = 16;

    private static final byte[] OUR_TOKEN = "gth_".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BASE64 = "base64,".getBytes(StandardCharsets.US_ASCII);
    private static final int TELEGRAM = 35;

    /// Up to where words have been looked at.
    private int done;

    void begin(int from) {
        done = from;
    }

    /// Whether the word at `at` was looked at.
    boolean seen(int at) {
        return at < done;
    }

    /// @param at within a word
    /// @return where the scan goes on; `at` if there is nothing
    int find(Findings findings, int at) {
        byte[] text = findings.text;
        int start = ByteClass.runStart(text, findings.from, at, ByteClass.TOKEN);
        int end = ByteClass.runEnd(text, at, findings.to, ByteClass.TOKEN);
        start = Escapes.skip(text, findings.from, start, end);
        done = Math.max(end, at + 1);
        if (start < findings.lastEnd()) {
            start = findings.lastEnd();
        }
        boolean hash = start > findings.from && text[start - 1] == '$' || end < findings.to && text[end] == '$';
        if (hash || end - start >= LEAST) {
            int found = PasswordHash.find(findings, start, end);
            if (found >= 0) {
                return found;
            }
        }
        return end - start >= LEAST ? look(findings, start, end, at) : at;
    }

    private int look(Findings findings, int start, int end, int at) {
        byte[] text = findings.text;
        byte before = '-';
        int header = start;
        for (int i = start; i + LEAST <= end; i++) {
            if (!ByteClass.isAlnum(before)) {
                int token = i < header ? -1 : Jwt.end(text, i, findings.to);
                if (token < 0 && i >= header) {
                    header = Jwt.headerEnd(text, i, findings.to); // what begins within it fails as it did
                }
                token = token >= 0 ? token : tokenEnd(text, i, findings.to);
                if (token >= 0) {
                    return findings.add(i, token, SensitiveKind.TOKEN);
                }
                int key = ProviderKeys.end(text, i, findings.to);
                if (key >= 0) {
                    return findings.add(i, key, SensitiveKind.KEY);
                }
            }
            before = text[i];
        }
        return unnamed(findings, start, end, at);
    }

    private static int tokenEnd(byte[] text, int at, int to) {
        if (at + 20 <= to && ProviderKeys.starts(text, at, OUR_TOKEN)) {
            int end = at + OUR_TOKEN.length;
            while (end < to && (ByteClass.isAlnum(text[end]) || text[end] == '_' || text[end] == '-')) {
                end++;
            }
            return end;
        }
        return Jwt.pasetoEnd(text, at, to);
    }

    private int unnamed(Findings findings, int start, int wordEnd, int at) {
        byte[] text = findings.text;
        int end = wordEnd;
        while (end > start && text[end - 1] == '.') {
            end--;
        }
        int telegram = telegram(text, findings.from, start, end);
        if (telegram >= 0) {
            return findings.add(telegram, end, SensitiveKind.KEY);
        }
        if (TokenShapes.is(text, start, end)) {
            return findings.add(start, end, SensitiveKind.KEY);
        }
        boolean bearer = start - 2 >= findings.from
                && text[start - 1] == ' '
                && (Labels.ofWordBefore(text, findings.from, start - 1) & Labels.TOKEN) != 0;
        if (bearer && Entropy.plausible(text, start, end, LEAST)) {
            return findings.add(start, padded(text, end, findings.to), SensitiveKind.TOKEN);
        }
        boolean data =
                start - BASE64.length >= findings.from && ProviderKeys.starts(text, start - BASE64.length, BASE64);
        if (data || findings.isPublic(start)) {
            return at;
        }
        if (end - start <= 34 && IbanCheck.end(text, start, findings.to) == end) {
            return findings.add(start, end, SensitiveKind.IBAN);
        }
        if (Entropy.random(text, start, end)) {
            return findings.add(start, padded(text, end, findings.to), SensitiveKind.SECRET);
        }
        return at;
    }

    /// The bot's number, a colon, `AA`, and 33 more.
    private static int telegram(byte[] text, int from, int start, int end) {
        if (end - start != TELEGRAM
                || text[start] != 'A'
                || text[start + 1] != 'A'
                || start == from
                || text[start - 1] != ':') {
            return -1;
        }
        int number = ByteClass.runStart(text, from, start - 1, ByteClass.DIGIT);
        return start - 1 - number >= 8 && start - 1 - number <= 10 ? number : -1;
    }

    static int padded(byte[] text, int end, int to) {
        int padded = end;
        while (padded < to && padded < end + 2 && text[padded] == '=') {
            padded++;
        }
        return padded;
    }
}
