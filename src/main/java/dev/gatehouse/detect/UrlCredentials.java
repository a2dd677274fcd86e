package dev.gatehouse.detect;

/// The password in the authority of a URL: `scheme://user:password@host`, RFC 3986.
///
/// What is not escaped as it should be is taken too: an `@` in the password, and a `/` as long as an `@` follows.
final class UrlCredentials {
    private static final int MOST = 512;

    private UrlCredentials() {}

    /// @param at the colon of `://`
    /// @return where the scan goes on
    static int find(Findings findings, int at) {
        byte[] text = findings.text;
        int first = at + 3;
        int colon = -1;
        int slash = -1;
        int atSign = -1;
        int later = -1;
        int most = Math.min(findings.to, first + MOST);
        for (int i = first; i < most; i++) {
            byte b = text[i];
            if (b <= ' ' && b >= 0 || b == '"' || b == '<' || b == '>' || b == '`' || b == '\'') {
                break;
            }
            if (b == ':' && colon < 0 && slash < 0) {
                colon = i;
            } else if (b == '@' && slash < 0) {
                atSign = i;
            } else if (b == '@') {
                later = i;
            } else if ((b == '/' || b == '?' || b == '#') && slash < 0) {
                slash = i;
            }
        }
        if (atSign < 0 && later >= 0 && colon >= 0 && !port(text, colon + 1, slash)) {
            atSign = later;
        }
        if (atSign < 0) {
            return first;
        }
        if (colon >= 0 && colon < atSign - 1 && !Placeholders.at(text, colon + 1, atSign)) {
            findings.add(colon + 1, atSign, SensitiveKind.PASSWORD);
        }
        return atSign + 1;
    }

    private static boolean port(byte[] text, int start, int end) {
        return ByteClass.runEnd(text, start, end, ByteClass.DIGIT) == end;
    }

    /// `user:password@tcp(host:3306)/db`.
    ///
    /// @param at the `@`
    /// @return where the scan goes on, or -1
    static int driverName(Findings findings, int at) {
        byte[] text = findings.text;
        boolean protocol = at + 5 < findings.to
                && (text[at + 1] == 't' && text[at + 2] == 'c' && text[at + 3] == 'p' && text[at + 4] == '('
                        || text[at + 1] == 'u'
                                && text[at + 2] == 'n'
                                && text[at + 3] == 'i'
                                && text[at + 4] == 'x'
                                && text[at + 5] == '(');
        if (!protocol) {
            return -1;
        }
        int colon = -1;
        for (int i = at - 1; i >= Math.max(findings.lastEnd(), at - MOST); i--) {
            byte b = text[i];
            if (b <= ' ' && b >= 0 || b == '"' || b == '\'') {
                break;
            }
            colon = b == ':' ? i : colon;
        }
        return colon >= 0 && colon < at - 1 ? findings.add(colon + 1, at, SensitiveKind.PASSWORD) : -1;
    }
}
