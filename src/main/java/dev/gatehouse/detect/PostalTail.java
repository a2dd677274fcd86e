package dev.gatehouse.detect;

/// What follows street and number: a unit, a postcode and a city, or a city, a state and a postcode.
final class PostalTail {
    private static final int CITY_WORDS = 3;
    private static final int REACH = 40;

    private PostalTail() {}

    /// @return the end of the address whose street and number end at `at`
    static int end(byte[] text, int at, int to) {
        int position = gap(text, at, to);
        if (position < 0) {
            return at;
        }
        int postcode = codeEnd(text, position, to);
        if (postcode >= 0) {
            int city = cityEnd(text, postcode, to);
            return Math.max(city, postcode);
        }
        return cityFirst(text, at, position, to);
    }

    /// Whether a postcode follows.
    static boolean postcode(byte[] text, int at, int to) {
        int position = gap(text, at, to);
        return position >= 0 && codeEnd(text, position, to) >= 0;
    }

    /// `, ` or a space or a new line.
    private static int gap(byte[] text, int at, int to) {
        int line = PostedAddress.newLine(text, at, to);
        if (line > at) {
            return line;
        }
        int position = at;
        position += position < to && text[position] == ',' ? 1 : 0;
        if (position < to && text[position] == ' ') {
            return position + 1;
        }
        return -1;
    }

    /// Four to six digits, also `00-950`, `1234-567`, `1012 AB`.
    private static int codeEnd(byte[] text, int at, int to) {
        int start = at;
        if (at + 2 < to && ByteClass.is(text[at], ByteClass.UPPER) && text[at + 1] == '-') {
            start = at + 2; // D-10115
        }
        int end = ByteClass.runEnd(text, start, to, ByteClass.DIGIT);
        int count = end - start;
        if (end + 1 < to && text[end] == '-' && (count == 2 || count == 4 || count == 5)) {
            int more = ByteClass.runEnd(text, end + 1, to, ByteClass.DIGIT);
            if (more - end == 4 || more - end == 5) {
                return more;
            }
        }
        if (count == 4
                && end + 3 <= to
                && text[end] == ' '
                && ByteClass.is(text[end + 1], ByteClass.UPPER)
                && ByteClass.is(text[end + 2], ByteClass.UPPER)
                && (end + 3 == to || !ByteClass.isAlnum(text[end + 3]))) {
            return end + 3;
        }
        return count >= 4 && count <= 6 && (end == to || !ByteClass.isAlnum(text[end])) ? end : -1;
    }

    /// Words with capitals after a postcode.
    static int cityEnd(byte[] text, int at, int to) {
        int city = at;
        int position = at;
        for (int words = 0; words < CITY_WORDS && position + 1 < to && text[position] == ' '; words++) {
            int start = position + 1;
            int end = StreetAddress.wordEnd(text, start, to);
            if (end == start || !StreetWords.capital(text, start, end)) {
                break;
            }
            city = end;
            position = end;
        }
        return city;
    }

    /// `Springfield, IL 62704`, `London SW1A 1AA`.
    private static int cityFirst(byte[] text, int at, int position, int to) {
        int most = Math.min(to, position + REACH);
        int end = position;
        while (end < most) {
            int word = StreetAddress.wordEnd(text, end, most);
            if (word > end && !StreetWords.capital(text, end, word)) {
                return at;
            }
            if (word == end) {
                int code = codeEnd(text, end, to);
                return code >= 0 && end > position ? code : at;
            }
            int british = BritishPostcode.end(text, end, to);
            if (british >= 0) {
                return british;
            }
            end = word;
            end += end < most && text[end] == ',' ? 1 : 0;
            if (end >= most || text[end] != ' ') {
                return at;
            }
            end++;
        }
        return at;
    }
}
