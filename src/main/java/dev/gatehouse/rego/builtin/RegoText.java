package dev.gatehouse.rego.builtin;

import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoBoolean;
import dev.gatehouse.rego.RegoJson;
import dev.gatehouse.rego.RegoNull;
import dev.gatehouse.rego.RegoNumber;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoSet;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;

/// Values as Rego writes them: `{1, 2}` for a set, a space after commas and colons.
final class RegoText {
    private final StringBuilder out = new StringBuilder();

    private RegoText() {}

    static String of(RegoValue value) {
        var text = new RegoText();
        text.append(value);
        return text.out.toString();
    }

    /// As [#of], but a string stands for itself.
    static String bare(RegoValue value) {
        return value instanceof RegoString string ? string.value() : of(value);
    }

    private void append(RegoValue value) {
        switch (value) {
            case RegoNull _, RegoBoolean _, RegoNumber _ -> out.append(value);
            case RegoString string -> out.append(quoted(string));
            case RegoArray array -> items(array, '[', ']');
            case RegoSet set when set.size() == 0 -> out.append("set()");
            case RegoSet set -> items(set, '{', '}');
            case RegoObject object -> object(object);
        }
    }

    /// Unlike in JSON for browsers, `<`, `>` and `&` stay as they are.
    static String quoted(RegoString string) {
        return RegoJson.print(string)
                .replace("\\u003c", "<")
                .replace("\\u003e", ">")
                .replace("\\u0026", "&");
    }

    private void items(Iterable<RegoValue> items, char open, char close) {
        out.append(open);
        boolean first = true;
        for (var item : items) {
            if (!first) {
                out.append(", ");
            }
            first = false;
            append(item);
        }
        out.append(close);
    }

    private void object(RegoObject object) {
        out.append('{');
        for (int i = 0; i < object.size(); i++) {
            if (i > 0) {
                out.append(", ");
            }
            append(object.keyAt(i));
            out.append(": ");
            append(object.valueAt(i));
        }
        out.append('}');
    }
}
