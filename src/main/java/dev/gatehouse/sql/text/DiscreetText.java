package dev.gatehouse.sql.text;

import dev.gatehouse.sql.Ascii;
import dev.gatehouse.sql.Discretion;
import dev.gatehouse.sql.TokenKind;
import dev.gatehouse.sql.Tokens;

/// Writes a text with `?` in the place of what must not be seen of it.
final class DiscreetText {
    private static final int HEX_BITS = 4;

    private final Tokens tokens;
    private final TextModes modes;
    private final Discretion discretion;
    private final StringBuilder out;

    private DiscreetText(Tokens tokens, TextModes modes, Discretion discretion) {
        this.tokens = tokens;
        this.modes = modes;
        this.discretion = discretion;
        this.out = new StringBuilder(tokens.text().length());
    }

    static String of(Tokens tokens, TextModes modes, Discretion discretion) {
        return new DiscreetText(tokens, modes, discretion).write();
    }

    private String write() {
        ResultLists lists = new ResultLists(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            boolean listed = lists.next(i);
            switch (tokens.kind(i)) {
                case COMMENT, HINT -> comment(i);
                case QUOTED_NAME -> name(i);
                case STRING -> i = strings(i, listed);
                case BITS -> literal(i, bytes(tokens.raw(i)), listed);
                case NUMBER -> literal(i, tokens.raw(i), listed);
                case SPACE, MARK, WORD, PARAMETER, VARIABLE, SYMBOL -> raw(i, i);
            }
        }
        return out.toString().strip();
    }

    private void raw(int first, int last) {
        out.append(tokens.text(), tokens.start(first), tokens.end(last));
    }

    private void comment(int i) {
        if (discretion.hidesComment(tokens.raw(i))) {
            out.append(' ');
        } else {
            raw(i, i);
        }
    }

    private void name(int i) {
        String name = tokens.raw(i);
        if (discretion.hidesName(name)) {
            char quote = name.charAt(name.length() - 1);
            out.append(quote).append('?').append(quote);
        } else {
            raw(i, i);
        }
    }

    private void literal(int i, String value, boolean listed) {
        if (discretion.hidesLiteral(value, listed)) {
            out.append('?');
        } else {
            raw(i, i);
        }
    }

    /// Strings side by side are one value; what stands between them goes and stays with them.
    ///
    /// @return the last of them
    private int strings(int first, boolean listed) {
        StringBuilder value = new StringBuilder(modes.value(tokens, first));
        int last = first;
        for (int i = first + 1;
                i < tokens.size() && (tokens.kind(i).trivia() || tokens.kind(i) == TokenKind.STRING);
                i++) {
            if (tokens.kind(i) == TokenKind.STRING) {
                value.append(modes.value(tokens, i));
                last = i;
            }
        }
        boolean commented = false;
        for (int i = first; i < last; i++) {
            commented |= tokens.kind(i) == TokenKind.COMMENT || tokens.kind(i) == TokenKind.HINT;
        }
        if (commented || discretion.hidesLiteral(value.toString(), listed)) {
            out.append('?');
        } else {
            raw(first, last);
        }
        return last;
    }

    /// What a bit or hexadecimal string holds: `0x41`, `X'41'`, `b'01000001'`. Zero bytes are left out, so that
    /// letters of two and four bytes read as plain ones.
    private static String bytes(String raw) {
        boolean binary = Ascii.lower(raw).startsWith("b") || Ascii.lower(raw).startsWith("0b");
        String digits = digits(raw, binary ? 2 : 1 << HEX_BITS);
        int perByte = Byte.SIZE / (binary ? 1 : HEX_BITS);
        StringBuilder bytes = new StringBuilder(digits.length() / perByte + 1);
        int end = digits.length() % perByte;
        for (int start = 0; start < digits.length(); start = end, end += perByte) {
            if (end > start) {
                int b = Integer.parseInt(digits, start, end, binary ? 2 : 1 << HEX_BITS);
                if (b != 0) {
                    bytes.append((char) b);
                }
            }
        }
        return bytes.toString();
    }

    /// Behind the prefix of one or two characters.
    private static String digits(String raw, int radix) {
        StringBuilder digits = new StringBuilder(raw.length());
        for (int i = raw.charAt(0) == '0' ? 2 : 1; i < raw.length(); i++) {
            if (Character.digit(raw.charAt(i), radix) >= 0 && raw.charAt(i) < 0x80) {
                digits.append(raw.charAt(i));
            }
        }
        return digits.toString();
    }
}
