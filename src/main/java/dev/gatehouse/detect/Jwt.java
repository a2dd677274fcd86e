package dev.gatehouse.detect;

/// A JSON Web Token in its compact form (RFC 7515, RFC 7516): parts in base64url with dots between, the first of
/// which decodes to `{"`; also PASETO, whose first part is its version.
final class Jwt {
    private static final int HEADER_LEAST = 10;

    private Jwt() {}

    /// @return the end of a token at `at`, or -1
    static int end(byte[] text, int at, int to) {
        if (at + HEADER_LEAST > to
                || text[at] != 'e'
                || text[at + 1] != 'y'
                || text[at + 2] != 'J' && text[at + 2] != 'A') {
            return -1;
        }
        int header = part(text, at, to);
        if (header - at < HEADER_LEAST || header == to || text[header] != '.') {
            return -1;
        }
        int claims = part(text, header + 1, to);
        if (claims - header < 2 && !(claims + 1 < to && text[claims] == '.')) {
            return -1;
        }
        int end = claims;
        for (int more = 0; more < 3 && end < to && text[end] == '.'; more++) {
            int next = part(text, end + 1, to);
            if (next == end + 1) {
                break;
            }
            end = next;
        }
        return end;
    }

    private static int part(byte[] text, int at, int to) {
        int end = at;
        while (end < to && (ByteClass.isAlnum(text[end]) || text[end] == '-' || text[end] == '_')) {
            end++;
        }
        return end;
    }

    /// `v4.local.` and `v4.public.`, version 1 to 4.
    static int pasetoEnd(byte[] text, int at, int to) {
        if (at + 30 > to || text[at] != 'v' || text[at + 1] < '1' || text[at + 1] > '4' || text[at + 2] != '.') {
            return -1;
        }
        int purpose = part(text, at + 3, to);
        boolean known = purpose - at - 3 == 5 && text[at + 3] == 'l' || purpose - at - 3 == 6 && text[at + 3] == 'p';
        if (!known || purpose == to || text[purpose] != '.') {
            return -1;
        }
        int end = part(text, purpose + 1, to);
        return end - purpose > 20 ? end : -1;
    }
}
