package dev.gatehouse.detect;

/// An e-mail address around an `@`: RFC 5322's dot-atoms and quoted local parts, RFC 6531's bytes outside of ASCII,
/// and a domain with a top level of letters, as they stand in text, JSON, XML, HTML and links.
///
/// What may stand in a local part and is rather what surrounds it (`=`, `/`, `?`, `&`, `{`, `|`) ends it.
final class EmailGrammar {
    private static final int LOCAL_MOST = 64;
    private static final int DOMAIN_MOST = 253;

    private EmailGrammar() {}

    /// @param at the `@`, or what stands for it
    /// @param atEnd where it ends
    /// @return where the scan goes on
    static int find(Findings findings, int at, int atEnd) {
        int start = localStart(findings.text, findings.from, at);
        if (start == at) {
            return atEnd;
        }
        int end = domainEnd(findings.text, atEnd, findings.to);
        if (end < 0 || notAnAddress(findings.text, start, at, end, findings.to)) {
            return atEnd;
        }
        return findings.add(start, end, SensitiveKind.EMAIL);
    }

    /// @return where the local part begins; `at` if there is none
    private static int localStart(byte[] text, int from, int at) {
        if (at > from && text[at - 1] == '"') {
            return quotedStart(text, from, at);
        }
        int least = Math.max(from, at - LOCAL_MOST);
        int start = at;
        while (start > least) {
            byte b = text[start - 1];
            int before = b < 0 ? letterStart(text, least, start) : start - 1;
            if (before < 0 || b >= 0 && !ByteClass.is(b, ByteClass.LOCAL) && !apostrophe(text, least, start, at)) {
                break;
            }
            start = before;
        }
        start = Escapes.skip(text, from, start, at);
        while (start < at && (text[start] == '.' || text[start] == '-' || text[start] == '*' || text[start] == '#')) {
            start++;
        }
        return start < at && text[at - 1] == '.' ? at : start;
    }

    /// The letters of Latin, Greek, Cyrillic, Hebrew and Arabic have two bytes. What has three is rather the
    /// sentence around an address, in a writing without spaces.
    ///
    /// @return where the character of two bytes before `end` begins, or -1
    private static int letterStart(byte[] text, int least, int end) {
        int lead = end - 2;
        return lead >= least && text[end - 1] < (byte) 0xC0 && (text[lead] & 0xff) >= 0xC3 && (text[lead] & 0xff) < 0xE0
                ? lead
                : -1;
    }

    /// That of O'Brien, in SQL also doubled, and not a quote around the address.
    private static boolean apostrophe(byte[] text, int least, int start, int at) {
        if (text[start - 1] != '\''
                || start - 3 < least && (start - 2 < least || text[start - 2] == '\'')
                || start >= at) {
            return false;
        }
        int after = text[start] == '\'' && start + 1 < at ? start + 1 : start;
        int before = text[start - 2] == '\'' && after == start ? start - 3 : start - 2;
        return ByteClass.is(text[before], ByteClass.LETTER) && ByteClass.is(text[after], ByteClass.LETTER);
    }

    private static int quotedStart(byte[] text, int from, int at) {
        int least = Math.max(from, at - LOCAL_MOST);
        for (int i = at - 2; i >= least; i--) {
            if (text[i] == '"') {
                return i > from && text[i - 1] == '\\' ? at : i < at - 2 ? i : at;
            }
            if (text[i] < ' ' && text[i] >= 0 || text[i] == ':' || text[i] == ',') {
                return at;
            }
        }
        return at;
    }

    /// @return the end of the longest domain at `at`, or -1
    private static int domainEnd(byte[] text, int at, int to) {
        int most = Math.min(to, at + DOMAIN_MOST);
        int end = -1;
        int label = at;
        boolean first = true;
        boolean letters = true;
        int i = at;
        for (; i < most; i++) {
            byte b = text[i];
            if (b == '.') {
                if (i == label || text[i - 1] == '-') {
                    break;
                }
                end = !first && topLevel(text, label, i, letters) ? i : end;
                first = false;
                letters = true;
                label = i + 1;
            } else if (b == '-' && i > label || ByteClass.isDigit(b)) {
                letters = false;
            } else if (b < 0 ? (b & 0xff) >= 0xE0 : !ByteClass.is(b, ByteClass.LETTER)) {
                break;
            }
        }
        return !first && topLevel(text, label, i, letters) ? i : end;
    }

    private static boolean topLevel(byte[] text, int label, int end, boolean letters) {
        return end - label >= 2
                && (letters
                        || end - label > 4
                                && text[label] == 'x'
                                && text[label + 1] == 'n'
                                && text[label + 2] == '-'
                                && text[end - 1] != '-');
    }

    /// `git@host:path` names a repository, `logo@2x.png` a file.
    private static boolean notAnAddress(byte[] text, int start, int at, int end, int to) {
        boolean repository = at - start == 3
                && text[start] == 'g'
                && text[start + 1] == 'i'
                && text[start + 2] == 't'
                && end < to
                && text[end] == ':';
        boolean file = ByteClass.isDigit(text[at + 1]) && text[at + 2] == 'x' && text[at + 3] == '.';
        return repository || file;
    }
}
