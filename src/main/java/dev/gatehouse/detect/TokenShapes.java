package dev.gatehouse.detect;

/// Keys of providers that have no prefix of their own, but a shape: Discord's three parts, Mailchimp's data centre,
/// Mailgun's three hexes, the marks that Azure, Airtable and Terraform put into theirs.
final class TokenShapes {
    private static final int MAILGUN = 50;

    private TokenShapes() {}

    /// Whether the word in `[start, end)` is one.
    static boolean is(byte[] text, int start, int end) {
        int length = end - start;
        return azureDirectory(text, start, length)
                || length == 84 && same(text, end - 8, "AZDO")
                || length > 40 && same(text, start + 14, ".atlasv1.")
                || discord(text, start, end)
                || airtable(text, start, end)
                || hexes(text, start, end);
    }

    /// `abc8Q~`, and 34 more.
    private static boolean azureDirectory(byte[] text, int start, int length) {
        return length >= 37
                && length <= 44
                && ByteClass.isDigit(text[start + 3])
                && text[start + 4] == 'Q'
                && text[start + 5] == '~';
    }

    /// The account's number in base64, a time, a signature.
    private static boolean discord(byte[] text, int start, int end) {
        int id = partEnd(text, start, end);
        if (id - start < 23 || id - start > 28 || id + 7 >= end || "MNO".indexOf(text[start]) < 0) {
            return false;
        }
        int time = partEnd(text, id + 1, end);
        return time == id + 7 && text[time] == '.' && end - time > 27 && partEnd(text, time + 1, end) == end;
    }

    /// `pat`, 14 letters and figures, and 64 of hex.
    private static boolean airtable(byte[] text, int start, int end) {
        return end - start == 82
                && same(text, start, "pat")
                && text[start + 17] == '.'
                && hexEnd(text, start + 18, end) == end;
    }

    /// Of Mailgun: 32, 8 and 8 of hex; of Mailchimp: 32 of hex and `-us12`.
    private static boolean hexes(byte[] text, int start, int end) {
        int first = end - start > 35 && text[start + 32] == '-' ? hexEnd(text, start, start + 32) : start;
        if (first != start + 32) {
            return false;
        }
        if (end - start == MAILGUN) {
            return text[start + 41] == '-'
                    && hexEnd(text, first + 1, start + 41) == start + 41
                    && hexEnd(text, start + 42, end) == end;
        }
        return end - first <= 5 && same(text, first, "-us") && ByteClass.isDigit(text[end - 1]);
    }

    private static int partEnd(byte[] text, int at, int end) {
        int position = at;
        while (position < end && text[position] != '.') {
            position++;
        }
        return position;
    }

    private static int hexEnd(byte[] text, int at, int end) {
        int position = at;
        while (position < end && Entropy.isHex(text[position])) {
            position++;
        }
        return position;
    }

    private static boolean same(byte[] text, int at, String word) {
        for (int i = 0; i < word.length(); i++) {
            if (text[at + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
