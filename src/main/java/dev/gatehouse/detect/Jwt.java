package dev.gatehouse.detect;

import java.nio.charset.StandardCharsets;

/// A JSON Web Token in its compact form (RFC 7515, RFC 7516): parts in base64url with dots between, the first of
/// which decodes to `{`; also PASETO, whose first part is its version.
final class Jwt {
    private static final int HEADER_LEAST = 10;
    private static final byte[] LOCAL = "local".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PUBLIC = "public".getBytes(StandardCharsets.US_ASCII);

    private Jwt() {}

    /// @return the end of a token at `at`, or -1
    static int end(byte[] text, int at, int to) {
        int header = headerEnd(text, at, to);
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

    /// @return the end of the first part of what may be a token, or `at`
    static int headerEnd(byte[] text, int at, int to) {
        boolean begins = at + HEADER_LEAST <= to && text[at] == 'e' && brace(text[at + 1], text[at + 2]);
        return begins ? part(text, at, to) : at;
    }

    /// What follows the `e` where a brace is encoded, and a quote or white space behind it.
    private static boolean brace(byte second, byte third) {
        return second == 'y' && (third == 'J' || third == 'A') || second == 'w' && (third == 'o' || third == '0');
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
        boolean known = purpose - at - 3 == 5 && ProviderKeys.starts(text, at + 3, LOCAL)
                || purpose - at - 3 == 6 && ProviderKeys.starts(text, at + 3, PUBLIC);
        if (!known || purpose == to || text[purpose] != '.') {
            return -1;
        }
        int end = part(text, purpose + 1, to);
        return end - purpose > 20 ? end : -1;
    }
}
