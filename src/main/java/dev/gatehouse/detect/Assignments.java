package dev.gatehouse.detect;

/// A secret that the word before it names: `password=…`, `"api_key": "…"`, `<token>…</token>`, `pwd => '…'`.
final class Assignments {
    private static final int NAMES = Labels.PASSWORD | Labels.SECRET | Labels.TOKEN | Labels.KEY;
    private static final int MOST = 1024;
    private static final int BASIC_LEAST = 8;

    private Assignments() {}

    /// @param at one of `=`, `:`, `>`
    /// @return where the scan goes on
    static int find(Findings findings, int at) {
        byte[] text = findings.text;
        int label = label(text, findings.from, at);
        if (label == 0) {
            return at + 1;
        }
        int position = at + 1;
        boolean apart = false;
        while (position < findings.to
                && (text[position] == ' ' || text[position] == '>' || text[position] == '=')
                && position < at + 4) {
            apart |= text[position] == ' ';
            position++;
        }
        position += position < findings.to && text[position] == '\\' ? 1 : 0;
        if (position >= findings.to) {
            return at + 1;
        }
        byte quote = text[position];
        boolean quoted = quote == '"' || quote == '\'';
        int start = quoted ? position + 1 : position;
        int end = quoted ? quotedEnd(text, start, findings.to, quote) : bareEnd(text, start, findings.to);
        boolean prose = apart && !quoted && prose(text, start, end, findings.to);
        if (end <= start || prose || (quoted ? joined(text, start, end) : code(text, start, end, findings.to, apart))) {
            return at + 1;
        }
        if (label == Labels.TOKEN && !quoted && basic(text, start, end, findings.to)) {
            int credentials = ByteClass.runEnd(text, end + 1, findings.to, ByteClass.TOKEN);
            return credentials - end > BASIC_LEAST
                    ? findings.add(end + 1, LongWords.padded(text, credentials, findings.to), SensitiveKind.TOKEN)
                    : at + 1;
        }
        if (Placeholders.at(text, start, end)) {
            return at + 1;
        }
        if ((label & Labels.PASSWORD) != 0) {
            return password(text, start, end) ? findings.add(start, end, SensitiveKind.PASSWORD) : at + 1;
        }
        return secret(findings, start, end, label, at);
    }

    /// `--db-password hunter2`, as commands have it.
    ///
    /// @param at behind the dashes
    /// @return where the scan goes on
    static int option(Findings findings, int at) {
        byte[] text = findings.text;
        int to = findings.to;
        int end = at;
        while (end < to && (ByteClass.isAlnum(text[end]) || text[end] == '-' || text[end] == '_')) {
            end++;
        }
        if (end == at || end + 1 >= to || text[end] != ' ' || text[end + 1] == '-') {
            return at;
        }
        int label = Labels.ofWordBefore(text, findings.from, end) & NAMES;
        if (label == 0) {
            return at;
        }
        byte quote = text[end + 1];
        boolean quoted = quote == '"' || quote == '\'';
        int start = end + (quoted ? 2 : 1);
        int last = quoted ? quotedEnd(text, start, to, quote) : bareEnd(text, start, to);
        if (last <= start || !quoted && prose(text, start, last, to) || Placeholders.at(text, start, last)) {
            return at;
        }
        if ((label & Labels.PASSWORD) == 0) {
            return secret(findings, start, last, label, at - 1);
        }
        return password(text, start, last) ? findings.add(start, last, SensitiveKind.PASSWORD) : at;
    }

    private static int secret(Findings findings, int start, int end, int label, int at) {
        byte[] text = findings.text;
        int scheme = Labels.of(text, start, ByteClass.runEnd(text, start, end, ByteClass.LETTER));
        boolean bearer = scheme == Labels.TOKEN;
        if (bearer || Jwt.end(text, start, findings.to) >= 0 || ProviderKeys.end(text, start, findings.to) >= 0) {
            return at + 1; // the word itself says more than its name
        }
        int least = (label & Labels.SECRET) != 0 ? 8 : LongWords.LEAST;
        return Entropy.plausible(text, start, end, least) && token(text, start, end)
                ? findings.add(start, end, SensitiveKind.SECRET)
                : at + 1;
    }

    private static boolean token(byte[] text, int start, int end) {
        for (int i = start; i < end; i++) {
            byte b = text[i];
            if (b == ' ' || ByteClass.is(b, ByteClass.HIGH) || b == '(' || b == '{') {
                return false;
            }
        }
        return true;
    }

    private static int label(byte[] text, int from, int at) {
        int end = at;
        int least = Math.max(from, at - 4);
        while (end > least && ByteClass.is(text[end - 1], ByteClass.BETWEEN)) {
            end--;
        }
        return Labels.ofWordBefore(text, from, end) & NAMES;
    }

    /// A number of few figures counts something.
    private static boolean password(byte[] text, int start, int end) {
        return end - start > 3 || ByteClass.runEnd(text, start, end, ByteClass.DIGIT) != end;
    }

    /// The text between two quotes that are none of the value's: `" + password + "`.
    private static boolean joined(byte[] text, int start, int end) {
        int position = start;
        while (position < end && text[position] == ' ') {
            position++;
        }
        return position > start && (position == end || "+-.,;:&|?=<>()[]{}/%*\\".indexOf(text[position]) >= 0);
    }

    /// A list, an object, a call.
    private static boolean code(byte[] text, int start, int end, int to, boolean apart) {
        byte first = text[start];
        if (first == '[' && end - start > 5) {
            byte behind = end < to ? text[end] : 0;
            return behind == ']' || behind == ',' || "],\"'[{".indexOf(text[end - 1]) >= 0 || text[start + 1] == '"';
        }
        return first == '[' || first == '{' || apart && (text[end - 1] == '(' || callWithin(text, start, end));
    }

    /// `getPass(x`, and not a password that has other signs too.
    private static boolean callWithin(byte[] text, int start, int end) {
        int name = start;
        while (name < end && (ByteClass.is(text[name], ByteClass.LETTER) || text[name] == '.' || text[name] == '_')) {
            name++;
        }
        if (name >= end || name <= start + 2 || text[name] != '(') {
            return false;
        }
        while (name < end && (ByteClass.isAlnum(text[name]) || "(_.,:'\"$&*[\\/-".indexOf(text[name]) >= 0)) {
            name++;
        }
        return name == end;
    }

    /// `Basic dXNlcjpwYXNz`.
    private static boolean basic(byte[] text, int start, int end, int to) {
        return end - start == 5
                && end + 1 < to
                && text[end] == ' '
                && ByteClass.lower(text[start]) == 'b'
                && ByteClass.lower(text[start + 1]) == 'a'
                && ByteClass.lower(text[start + 2]) == 's';
    }

    /// A word in small letters that others follow.
    private static boolean prose(byte[] text, int start, int end, int to) {
        return ByteClass.runEnd(text, start, end, ByteClass.LOWER) == end
                && end + 1 < to
                && text[end] == ' '
                && ByteClass.is(text[end + 1], ByteClass.LETTER);
    }

    private static int quotedEnd(byte[] text, int start, int to, byte quote) {
        int most = Math.min(to, start + MOST);
        for (int i = start; i < most; i++) {
            if (text[i] == quote) {
                return i > start && text[i - 1] == '\\' ? i - 1 : i;
            }
        }
        return most;
    }

    private static int bareEnd(byte[] text, int start, int to) {
        int most = Math.min(to, start + MOST);
        for (int i = start; i < most; i++) {
            byte b = text[i];
            if (b <= ' ' && b >= 0 || ";,&\"'<>`)}]".indexOf(b) >= 0 || b == (byte) 0xE3 || b == (byte) 0xEF) {
                int end = i;
                while (end > start && (text[end - 1] == '.' || text[end - 1] == '\\')) {
                    end--;
                }
                return end;
            }
            if (b == '\\' && i + 1 < most && (text[i + 1] == 'n' || text[i + 1] == '"')) {
                return i;
            }
        }
        return most;
    }
}
