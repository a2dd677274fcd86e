package dev.gatehouse.rego.builtin;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;

/// Strings made from strings: trimmed, replaced, in another case.
final class StringEdits {
    private StringEdits() {}

    static List<Builtins.Entry> entries() {
        return new Family()
                .add("lower", 1, Shape.string((_, text) -> RegoString.of(lower(text))))
                .add("upper", 1, Shape.string((_, text) -> RegoString.of(upper(text))))
                .add("replace", 3, Shape.strings(StringEdits::replace))
                .add("strings.replace_n", 2, StringEdits::replaceAll)
                .add("strings.reverse", 1, Shape.string((_, text) -> reverse(text)))
                .add("trim", 2, Shape.strings((_, text, set) -> RegoString.of(trim(text, set, true, true))))
                .add("trim_left", 2, Shape.strings((_, text, set) -> RegoString.of(trim(text, set, true, false))))
                .add("trim_right", 2, Shape.strings((_, text, set) -> RegoString.of(trim(text, set, false, true))))
                .add("trim_space", 1, Shape.string((_, text) -> RegoString.of(trimSpace(text))))
                .add("trim_prefix", 2, Shape.strings((_, text, start) -> trimPrefix(text, start)))
                .add("trim_suffix", 2, Shape.strings((_, text, end) -> trimSuffix(text, end)))
                .entries();
    }

    /// One character becomes one character, as in Go; Java's own mapping may make several.
    static String lower(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(Character.toLowerCase(c)));
        return out.toString();
    }

    private static String upper(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(Character.toUpperCase(c)));
        return out.toString();
    }

    private static @Nullable RegoValue replace(BuiltinCall call, String text, String old, String fresh) {
        return replaceFirstOf(call, text, List.of(old), List.of(fresh));
    }

    private static @Nullable RegoValue replaceAll(BuiltinCall call, RegoValue[] of) {
        if (!(of[0] instanceof RegoObject patterns)) {
            return call.wrongType(1, "object");
        }
        if (!(of[1] instanceof RegoString text)) {
            return call.wrongType(2, "string");
        }
        var old = new ArrayList<String>();
        var fresh = new ArrayList<String>();
        for (int i = 0; i < patterns.size(); i++) {
            if (!(patterns.keyAt(i) instanceof RegoString key) || !(patterns.valueAt(i) instanceof RegoString value)) {
                return call.wrongType(1, "object of strings");
            }
            old.add(key.value());
            fresh.add(value.value());
        }
        return replaceFirstOf(call, text.value(), old, fresh);
    }

    /// One pass from left to right; at each place the first pattern that fits is replaced.
    private static RegoValue replaceFirstOf(BuiltinCall call, String text, List<String> old, List<String> fresh) {
        long perPlace =
                1L + (old.size() >> 2) + (old.stream().mapToLong(String::length).sum() >> 6);
        call.write(0, text.length());
        var out = new StringBuilder(text.length());
        int at = 0;
        boolean afterEmpty = false;
        while (at <= text.length()) {
            call.spend(perPlace);
            int found = find(text, at, old, afterEmpty);
            if (found >= 0) {
                call.write(out.length(), fresh.get(found).length());
                out.append(fresh.get(found));
                at += old.get(found).length();
                afterEmpty = old.get(found).isEmpty();
                if (!afterEmpty) {
                    continue;
                }
            }
            afterEmpty = false;
            if (at == text.length()) {
                break;
            }
            int step = Character.charCount(text.codePointAt(at));
            out.append(text, at, at + step);
            at += step;
        }
        return RegoString.of(out.toString());
    }

    private static int find(String text, int at, List<String> old, boolean afterEmpty) {
        for (int i = 0; i < old.size(); i++) {
            if (text.startsWith(old.get(i), at) && !(afterEmpty && old.get(i).isEmpty())) {
                return i;
            }
        }
        return -1;
    }

    private static RegoString reverse(String text) {
        return RegoString.of(new StringBuilder(text).reverse().toString());
    }

    static String trim(String text, String set, boolean left, boolean right) {
        int from = 0;
        int to = text.length();
        while (left && from < to && set.indexOf(text.codePointAt(from)) >= 0) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (right && to > from && set.indexOf(text.codePointBefore(to)) >= 0) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    private static String trimSpace(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(from, to);
    }

    /// The white space of Unicode; all of it lies in the basic plane.
    private static boolean isSpace(char c) {
        return (c >= '\t' && c <= '\r') || c == '\u0085' || Character.isSpaceChar(c);
    }

    private static RegoString trimPrefix(String text, String start) {
        return RegoString.of(text.startsWith(start) ? text.substring(start.length()) : text);
    }

    private static RegoString trimSuffix(String text, String end) {
        return RegoString.of(text.endsWith(end) ? text.substring(0, text.length() - end.length()) : text);
    }
}
