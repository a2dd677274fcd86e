package dev.gatehouse.rego;

import java.math.BigDecimal;

/// Reads one JSON document from a string.
final class JsonReader {
    private final String text;
    private final boolean lastWins;
    private final int maxDepth;
    private int at;
    private int depth;

    JsonReader(String text, boolean lastWins, int maxDepth) {
        this.text = text;
        this.lastWins = lastWins;
        this.maxDepth = maxDepth;
    }

    RegoValue document() throws RegoJson.Malformed {
        var value = value();
        skipSpace();
        if (at < text.length()) {
            throw malformed("text after the value");
        }
        return value;
    }

    private RegoValue value() throws RegoJson.Malformed {
        skipSpace();
        char first = peek();
        return switch (first) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> RegoString.of(string());
            case 't' -> word("true", RegoBoolean.TRUE);
            case 'f' -> word("false", RegoBoolean.FALSE);
            case 'n' -> word("null", RegoNull.NULL);
            default -> number();
        };
    }

    private RegoValue object() throws RegoJson.Malformed {
        enter();
        var object = RegoObject.draft(8);
        at++;
        skipSpace();
        if (peek() == '}') {
            at++;
            depth--;
            return object;
        }
        while (true) {
            skipSpace();
            var key = RegoString.of(string());
            skipSpace();
            expect(':');
            int before = object.size();
            object.insert(key, value());
            if (object.size() == before && !lastWins) {
                throw malformed("duplicate key");
            }
            if (closes('}')) {
                return object;
            }
        }
    }

    private RegoValue array() throws RegoJson.Malformed {
        enter();
        var array = RegoArray.draft(8);
        at++;
        skipSpace();
        if (peek() == ']') {
            at++;
            depth--;
            return array;
        }
        while (true) {
            array.append(value());
            if (closes(']')) {
                return array;
            }
        }
    }

    private boolean closes(char end) throws RegoJson.Malformed {
        skipSpace();
        char next = peek();
        at++;
        if (next == end) {
            depth--;
            return true;
        }
        if (next != ',') {
            throw malformed("expected ',' or '" + end + "'");
        }
        return false;
    }

    private String string() throws RegoJson.Malformed {
        expect('"');
        int start = at;
        while (true) {
            char c = peek();
            if (c == '"') {
                return text.substring(start, at++);
            }
            if (c == '\\') {
                return escapedString(new StringBuilder(text.length() - start < 64 ? 64 : 128).append(text, start, at));
            }
            refuseControl(c);
            at++;
        }
    }

    private String escapedString(StringBuilder out) throws RegoJson.Malformed {
        while (true) {
            char c = peek();
            at++;
            if (c == '"') {
                return out.toString();
            }
            if (c == '\\') {
                escape(out);
            } else {
                refuseControl(c);
                out.append(c);
            }
        }
    }

    private void refuseControl(char c) throws RegoJson.Malformed {
        if (c < ' ') {
            throw malformed("control character in a string");
        }
    }

    private void escape(StringBuilder out) throws RegoJson.Malformed {
        char c = peek();
        at++;
        switch (c) {
            case '"', '\\', '/' -> out.append(c);
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'u' -> unicode(out);
            default -> throw malformed("unknown escape");
        }
    }

    /// Half a surrogate pair stands for no character and is read as U+FFFD, as OPA reads it.
    private void unicode(StringBuilder out) throws RegoJson.Malformed {
        char unit = fourDigits();
        if (!Character.isSurrogate(unit)) {
            out.append(unit);
            return;
        }
        if (Character.isHighSurrogate(unit) && text.startsWith("\\u", at)) {
            int mark = at;
            at += 2;
            char low = fourDigits();
            if (Character.isLowSurrogate(low)) {
                out.append(unit).append(low);
                return;
            }
            at = mark;
        }
        out.append('\uFFFD');
    }

    private char fourDigits() throws RegoJson.Malformed {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            char c = peek();
            int digit = c < 128 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw malformed("bad \\u escape");
            }
            unit = unit << 4 | digit;
            at++;
        }
        return (char) unit;
    }

    private RegoValue number() throws RegoJson.Malformed {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        int leading = at;
        int whole = digits();
        if (whole == 0 || (whole > 1 && text.charAt(leading) == '0')) {
            throw malformed("not a value");
        }
        boolean plain = true;
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            plain = false;
            requireDigits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            plain = false;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            requireDigits();
        }
        if (plain && whole < 19) {
            return RegoNumber.of(Long.parseLong(text, start, at, 10));
        }
        return decimal(text.substring(start, at));
    }

    private RegoValue decimal(String digits) throws RegoJson.Malformed {
        if (digits.length() > RegoNumber.MAX_DIGITS) {
            throw malformed("number too long");
        }
        try {
            return RegoNumber.of(new BigDecimal(digits));
        } catch (ArithmeticException | NumberFormatException e) {
            throw malformed("number out of bounds");
        }
    }

    private int digits() {
        int start = at;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - start;
    }

    private void requireDigits() throws RegoJson.Malformed {
        if (digits() == 0) {
            throw malformed("digits missing");
        }
    }

    private RegoValue word(String word, RegoValue value) throws RegoJson.Malformed {
        if (!text.startsWith(word, at)) {
            throw malformed("not a value");
        }
        at += word.length();
        return value;
    }

    private void enter() throws RegoJson.Malformed {
        if (++depth > maxDepth) {
            throw malformed("nested too deeply");
        }
    }

    private void skipSpace() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != ' ' && c != '\n' && c != '\t' && c != '\r') {
                return;
            }
            at++;
        }
    }

    private char peek() throws RegoJson.Malformed {
        if (at >= text.length()) {
            throw malformed("ends too early");
        }
        return text.charAt(at);
    }

    private void expect(char wanted) throws RegoJson.Malformed {
        if (peek() != wanted) {
            throw malformed("expected '" + wanted + "'");
        }
        at++;
    }

    private RegoJson.Malformed malformed(String why) {
        return new RegoJson.Malformed(why + " at character " + at);
    }
}
