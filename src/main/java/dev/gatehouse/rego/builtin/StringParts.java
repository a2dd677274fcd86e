package dev.gatehouse.rego.builtin;

import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoNumber;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;

/// Taking strings apart and putting them together; positions count characters, not UTF-16 units.
final class StringParts {
    private StringParts() {}

    static List<Builtins.Entry> entries() {
        return new Family()
                .add("concat", 2, StringParts::concat)
                .add("split", 2, Shape.search(StringParts::split))
                .add("strings.split_n", 3, StringParts::splitN)
                .add("substring", 3, StringParts::substring)
                .add("indexof", 2, Shape.search(StringParts::indexOf))
                .add("indexof_n", 2, Shape.search(StringParts::indexOfAll))
                .add("format_int", 2, Shape.numbers(StringParts::formatInt))
                .entries();
    }

    private static @Nullable RegoValue concat(BuiltinCall call, RegoValue[] of) {
        if (!(of[0] instanceof RegoString delimiter)) {
            return call.wrongType(1, "string");
        }
        var strings = Shape.strings(of[1]);
        if (strings == null) {
            return call.wrongType(2, "set or array of strings");
        }
        long length = (long) strings.size() * delimiter.value().length();
        for (var string : strings) {
            length += string.length();
        }
        call.spend(strings.size());
        call.write(0, length);
        return RegoString.of(String.join(delimiter.value(), strings));
    }

    private static RegoValue split(BuiltinCall call, String text, String delimiter) {
        return Shape.arrayOf(parts(call, text, delimiter, Integer.MAX_VALUE));
    }

    /// An empty delimiter cuts between all characters.
    private static List<String> parts(BuiltinCall call, String text, String delimiter, long most) {
        var parts = new ArrayList<String>();
        int from = 0;
        while (parts.size() + 1L < most) {
            int to = delimiter.isEmpty() ? endOfCharacter(text, from) : text.indexOf(delimiter, from);
            if (to < 0) {
                break;
            }
            call.spend(1);
            parts.add(text.substring(from, to));
            from = to + delimiter.length();
        }
        if (!delimiter.isEmpty() || from < text.length()) {
            parts.add(text.substring(from));
        }
        return parts;
    }

    private static int endOfCharacter(String text, int from) {
        return from < text.length() ? from + Character.charCount(text.codePointAt(from)) : -1;
    }

    private static @Nullable RegoValue splitN(BuiltinCall call, RegoValue[] of) {
        if (!(of[0] instanceof RegoString text)) {
            return call.wrongType(1, "string");
        }
        if (!(of[1] instanceof RegoString delimiter)) {
            return call.wrongType(2, "string");
        }
        var count = Shape.integer(of[2]);
        if (count == null) {
            return call.wrongType(3, "integer number");
        }
        if (count >= 0) {
            var parts = parts(call, text.value(), delimiter.value(), count + 1L);
            return Shape.arrayOf(parts.subList(0, Math.min(count, parts.size())));
        }
        var parts = parts(call, text.value(), delimiter.value(), Integer.MAX_VALUE);
        return Shape.arrayOf(parts.subList((int) Math.max((long) parts.size() + count, 0), parts.size()));
    }

    private static @Nullable RegoValue substring(BuiltinCall call, RegoValue[] of) {
        if (!(of[0] instanceof RegoString string)) {
            return call.wrongType(1, "string");
        }
        var start = Shape.integer(of[1]);
        if (start == null) {
            return call.wrongType(2, "integer number");
        }
        var length = Shape.integer(of[2]);
        if (length == null) {
            return call.wrongType(3, "integer number");
        }
        if (start < 0) {
            return call.failed("negative offset");
        }
        var text = string.value();
        int characters = text.codePointCount(0, text.length());
        if (start >= characters) {
            return RegoString.of("");
        }
        int from = text.offsetByCodePoints(0, start);
        int count = length < 0 ? characters - start : Math.min(length, characters - start);
        return RegoString.of(text.substring(from, text.offsetByCodePoints(from, count)));
    }

    private static @Nullable RegoValue indexOf(BuiltinCall call, String text, String part) {
        if (part.isEmpty()) {
            return call.failed("empty search character");
        }
        int at = text.indexOf(part);
        return RegoNumber.of(at < 0 ? -1 : text.codePointCount(0, at));
    }

    private static @Nullable RegoValue indexOfAll(BuiltinCall call, String text, String part) {
        if (part.isEmpty()) {
            return call.failed("empty search character");
        }
        var found = RegoArray.builder();
        int characters = 0;
        int counted = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
            call.spend(1);
            characters += text.codePointCount(counted, at);
            counted = at;
            found.add(RegoNumber.of(characters));
        }
        return found.build();
    }

    private static @Nullable RegoValue formatInt(BuiltinCall call, RegoNumber number, RegoNumber base) {
        long radix = base.isLong() ? base.longValue() : -1;
        if (radix != 2 && radix != 8 && radix != 10 && radix != 16) {
            return call.wrongType(2, "one of {2, 8, 10, 16}");
        }
        BigInteger whole = number.decimal().setScale(0, RoundingMode.DOWN).toBigInteger();
        return RegoString.of(whole.toString((int) radix));
    }
}
