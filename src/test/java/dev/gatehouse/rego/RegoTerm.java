package dev.gatehouse.rego;

/// Reads ground Rego terms: JSON plus sets, `set()`, trailing commas and keys that are no strings.
final class RegoTerm {
    private final String text;
    private int at;

    private RegoTerm(String text) {
        this.text = text;
    }

    static RegoValue parse(String text) {
        var term = new RegoTerm(text);
        var value = term.value();
        term.space();
        if (term.at != text.length()) {
            throw new IllegalArgumentException("text after the term at " + term.at + ": " + text);
        }
        return value;
    }

    private RegoValue value() {
        space();
        if (text.startsWith("set(", at)) {
            at = text.indexOf(')', at) + 1;
            return RegoSet.EMPTY;
        }
        return switch (text.charAt(at)) {
            case '[' -> array();
            case '{' -> braces();
            case '"' -> scalar(endOfString());
            default -> scalar(endOfWord());
        };
    }

    private RegoValue array() {
        at++;
        var array = RegoArray.builder();
        while (!closes(']')) {
            array.add(value());
            comma();
        }
        return array.build();
    }

    private RegoValue braces() {
        at++;
        if (closes('}')) {
            return RegoObject.EMPTY;
        }
        var set = RegoSet.builder();
        var object = RegoObject.builder();
        boolean isObject = false;
        do {
            var key = value();
            space();
            if (text.charAt(at) == ':') {
                at++;
                isObject = true;
                object.put(key, value());
            } else {
                set.add(key);
            }
            comma();
        } while (!closes('}'));
        return isObject ? object.build() : set.build();
    }

    private boolean closes(char end) {
        space();
        if (text.charAt(at) != end) {
            return false;
        }
        at++;
        return true;
    }

    private void comma() {
        space();
        if (text.charAt(at) == ',') {
            at++;
        }
    }

    private RegoValue scalar(int end) {
        var token = text.substring(at, end);
        at = end;
        try {
            return RegoJson.parse(token);
        } catch (RegoJson.Malformed e) {
            throw new IllegalArgumentException("no scalar: " + token, e);
        }
    }

    private int endOfString() {
        int end = at + 1;
        while (text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return end + 1;
    }

    private int endOfWord() {
        int end = at;
        while (end < text.length() && ",:]}) \t\n\r".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
