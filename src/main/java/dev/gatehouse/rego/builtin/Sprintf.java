package dev.gatehouse.rego.builtin;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoBoolean;
import dev.gatehouse.rego.RegoNull;
import dev.gatehouse.rego.RegoNumber;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoSet;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;

/// `sprintf` and template strings.
final class Sprintf {
    private Sprintf() {}

    static List<Builtins.Entry> entries() {
        return new Family()
                .add("sprintf", 2, Sprintf::sprintf)
                .add("internal.template_string", 1, Sprintf::template)
                .entries();
    }

    private static @Nullable RegoValue sprintf(BuiltinCall call, RegoValue[] of) {
        if (!(of[0] instanceof RegoString format)) {
            return call.wrongType(1, "string");
        }
        if (!(of[1] instanceof RegoArray arguments)) {
            return call.wrongType(2, "array");
        }
        return RegoString.of(new GoFormat(call, format.value(), arguments).format());
    }

    /// Each part is a scalar, or a set with the one value an expression has; an empty set is an undefined
    /// expression.
    private static @Nullable RegoValue template(BuiltinCall call, RegoValue[] of) {
        if (!(of[0] instanceof RegoArray parts)) {
            return call.wrongType(1, "array");
        }
        var out = new StringBuilder();
        for (var part : parts) {
            call.spend(part.weight());
            var text = part(part);
            if (text == null) {
                return call.failed("a template string has one value in each place");
            }
            call.write(out.length(), text.length());
            out.append(text);
        }
        return RegoString.of(out.toString());
    }

    private static @Nullable String part(RegoValue part) {
        return switch (part) {
            case RegoSet set when set.size() == 0 -> "<undefined>";
            case RegoSet set -> set.size() == 1 ? RegoText.bare(set.at(0)) : null;
            case RegoString _, RegoNumber _, RegoBoolean _, RegoNull _ -> RegoText.bare(part);
            case RegoArray _, RegoObject _ -> null;
        };
    }
}
