package dev.gatehouse.rego.builtin;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoBoolean;
import dev.gatehouse.rego.RegoJson;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;

/// Values to JSON text and back.
final class JsonText {
    private JsonText() {}

    static List<Builtins.Entry> entries() {
        return new Family()
                .add("json.marshal", 1, (call, of) -> RegoString.of(print(call, of[0])))
                .add("json.marshal_with_options", 2, JsonText::marshal)
                .add("json.unmarshal", 1, Shape.string(JsonText::unmarshal))
                .add(
                        "json.is_valid",
                        1,
                        (call, of) -> RegoBoolean.of(of[0] instanceof RegoString text && isValid(call, text)))
                .entries();
    }

    static String print(BuiltinCall call, RegoValue value) {
        charge(call, value);
        return RegoJson.print(value);
    }

    /// Pays for every value inside, before any of it is written.
    static void charge(BuiltinCall call, RegoValue value) {
        call.spend(value.weight());
    }

    private static @Nullable RegoValue unmarshal(BuiltinCall call, String text) {
        try {
            return RegoJson.parseLastWins(text);
        } catch (RegoJson.Malformed e) {
            return call.failed(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isValid(BuiltinCall call, RegoString text) {
        call.walk(text);
        try {
            RegoJson.parseLastWins(text.value());
            return true;
        } catch (RegoJson.Malformed _) {
            return false;
        }
    }

    private static @Nullable RegoValue marshal(BuiltinCall call, RegoValue[] of) {
        if (!(of[1] instanceof RegoObject options)) {
            return call.wrongType(2, "object");
        }
        boolean pretty = false;
        Boolean wanted = null;
        var indent = "\t";
        var prefix = "";
        for (int i = 0; i < options.size(); i++) {
            var option = options.key(i) instanceof RegoString name ? name.value() : "";
            if (option.equals("pretty") && options.value(i) instanceof RegoBoolean bool) {
                wanted = bool.isTrue();
            } else if (option.equals("indent") && options.value(i) instanceof RegoString string) {
                indent = string.value();
                pretty = true;
            } else if (option.equals("prefix") && options.value(i) instanceof RegoString string) {
                prefix = string.value();
                pretty = true;
            } else {
                return call.wrongType(2, "object with prefix, indent and pretty");
            }
        }
        if (wanted != null ? !wanted : !pretty) {
            return RegoString.of(print(call, of[0]));
        }
        charge(call, of[0]);
        call.write(0, prefix.length());
        var out = new StringBuilder(prefix);
        indented(call, of[0], indent, "\n" + prefix, out);
        return RegoString.of(out.toString());
    }

    private static void indented(BuiltinCall call, RegoValue value, String indent, String line, StringBuilder out) {
        int size = Shape.size(value);
        if (size == 0) {
            out.append(RegoJson.print(value));
            return;
        }
        call.write(out.length(), (1L + size) * (line.length() + indent.length()));
        out.append(value instanceof RegoObject ? '{' : '[');
        var separator = line + indent;
        var items = Shape.items(value);
        if (items != null) {
            for (var item : items) {
                out.append(separator);
                indented(call, item, indent, line + indent, out);
                separator = "," + line + indent;
            }
        } else if (value instanceof RegoObject object) {
            for (int i = 0; i < size; i++) {
                var key = object.keyAt(i);
                out.append(separator)
                        .append(RegoJson.print(key instanceof RegoString ? key : RegoString.of(RegoJson.print(key))))
                        .append(": ");
                indented(call, object.valueAt(i), indent, line + indent, out);
                separator = "," + line + indent;
            }
        }
        out.append(line).append(value instanceof RegoObject ? '}' : ']');
    }
}
