package dev.gatehouse.rego;

/// Writes values as compact JSON; characters that could break out of HTML are escaped as Go's encoder does.
final class JsonWriter {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder out;

    JsonWriter(StringBuilder out) {
        this.out = out;
    }

    void write(RegoValue value) {
        switch (value) {
            case RegoNull _ -> out.append("null");
            case RegoBoolean bool -> out.append(bool.isTrue());
            case RegoNumber number -> out.append(number);
            case RegoString string -> string(string.value());
            case RegoArray array -> items(array);
            case RegoSet set -> items(set);
            case RegoObject object -> object(object);
        }
    }

    private void items(Iterable<RegoValue> items) {
        out.append('[');
        boolean first = true;
        for (var item : items) {
            if (!first) {
                out.append(',');
            }
            first = false;
            write(item);
        }
        out.append(']');
    }

    private void object(RegoObject object) {
        out.append('{');
        for (int i = 0; i < object.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            string(keyText(object.keyAt(i)));
            out.append(':');
            write(object.valueAt(i));
        }
        out.append('}');
    }

    static String keyText(RegoValue key) {
        return key instanceof RegoString string ? string.value() : RegoJson.print(key);
    }

    void string(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            character(text.charAt(i));
        }
        out.append('"');
    }

    private void character(char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '<', '>', '&', '\u2028', '\u2029' -> unicode(c);
            default -> {
                if (c < ' ') {
                    unicode(c);
                } else {
                    out.append(c);
                }
            }
        }
    }

    private void unicode(char c) {
        out.append("\\u")
                .append(HEX[c >> 12])
                .append(HEX[c >> 8 & 15])
                .append(HEX[c >> 4 & 15])
                .append(HEX[c & 15]);
    }
}
