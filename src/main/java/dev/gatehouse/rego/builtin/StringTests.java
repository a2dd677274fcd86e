package dev.gatehouse.rego.builtin;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.Builtin;
import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoBoolean;
import dev.gatehouse.rego.RegoNumber;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;

/// Questions about strings: what they contain, start and end with.
final class StringTests {
    private StringTests() {}

    @FunctionalInterface
    private interface Affix {
        boolean of(String text, String affix);
    }

    static List<Builtins.Entry> entries() {
        return new Family()
                .add("contains", 2, Shape.search((_, text, part) -> RegoBoolean.of(text.contains(part))))
                .add("startswith", 2, Shape.strings((_, text, start) -> RegoBoolean.of(text.startsWith(start))))
                .add("endswith", 2, Shape.strings((_, text, end) -> RegoBoolean.of(text.endsWith(end))))
                .add("strings.any_prefix_match", 2, anyOf(String::startsWith))
                .add("strings.any_suffix_match", 2, anyOf(String::endsWith))
                .add("strings.count", 2, Shape.search((_, text, part) -> RegoNumber.of(count(text, part))))
                .entries();
    }

    private static Builtin anyOf(Affix affix) {
        return (call, of) -> {
            var texts = oneOrMany(of[0]);
            if (texts == null) {
                return call.wrongType(1, "string, or a set or array of strings");
            }
            var affixes = oneOrMany(of[1]);
            if (affixes == null) {
                return call.wrongType(2, "string, or a set or array of strings");
            }
            return any(call, texts, affixes, affix);
        };
    }

    private static @Nullable List<String> oneOrMany(RegoValue value) {
        return value instanceof RegoString string ? List.of(string.value()) : Shape.strings(value);
    }

    private static RegoBoolean any(BuiltinCall call, List<String> texts, List<String> affixes, Affix affix) {
        call.spend((long) texts.size() * affixes.size());
        for (var text : texts) {
            for (var each : affixes) {
                if (affix.of(text, each)) {
                    return RegoBoolean.TRUE;
                }
            }
        }
        return RegoBoolean.FALSE;
    }

    /// Without overlaps; the empty string is found before each character and at the end.
    private static long count(String text, String part) {
        if (part.isEmpty()) {
            return text.codePointCount(0, text.length()) + 1L;
        }
        long found = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            found++;
        }
        return found;
    }
}
