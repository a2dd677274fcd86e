package dev.gatehouse.rego.builtin;

import java.util.ArrayList;
import java.util.List;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.Builtin;
import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoBoolean;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;

/// `regex.*` over RE2 expressions.
final class Regexes {
    private final PatternCache patterns;

    private Regexes(PatternCache patterns) {
        this.patterns = patterns;
    }

    static List<Builtins.Entry> entries(PatternCache patterns) {
        var of = new Regexes(patterns);
        var match = of.onText(
                (_, pattern, text) -> RegoBoolean.of(pattern.matcher(text).find()));
        return new Family()
                .add("regex.match", 2, match)
                .add("re_match", 2, match)
                .add("regex.is_valid", 1, (_, operands) -> of.isValid(operands[0]))
                .add("regex.split", 2, of.onText(Regexes::split))
                .add("regex.find_n", 3, of.onTextUpTo(Regexes::find))
                .add("regex.find_all_string_submatch_n", 3, of.onTextUpTo(Regexes::findGroups))
                .add("regex.replace", 3, Shape.strings(of::replace))
                .add("regex.template_match", 4, of::templateMatch)
                .entries();
    }

    @FunctionalInterface
    private interface OnText {
        @Nullable
        RegoValue apply(BuiltinCall call, Pattern pattern, String text);
    }

    @FunctionalInterface
    private interface OnTextUpTo {
        RegoValue apply(BuiltinCall call, Matcher matcher, int most);
    }

    private static final String INVALID = "invalid regular expression";

    private RegoBoolean isValid(RegoValue value) {
        return RegoBoolean.of(value instanceof RegoString text && patterns.get(text.value()) != null);
    }

    private Builtin onText(OnText function) {
        return Shape.strings((call, expression, text) -> {
            var pattern = patterns.get(expression);
            if (pattern == null) {
                return call.failed(INVALID);
            }
            charge(call, expression, text);
            return function.apply(call, pattern, text);
        });
    }

    private Builtin onTextUpTo(OnTextUpTo function) {
        return (call, of) -> {
            var most = Shape.integer(of[2]);
            if (most == null) {
                return call.wrongType(3, "integer number");
            }
            OnText onText = (_, pattern, text) ->
                    function.apply(call, pattern.matcher(text), most < 0 ? Integer.MAX_VALUE : most);
            return onText(onText).apply(call, of);
        };
    }

    /// Each character of the text may meet each part of the expression.
    private static void charge(BuiltinCall call, String expression, String text) {
        call.spend(1 + ((long) expression.length() * text.length() >> 6));
    }

    private static RegoValue find(BuiltinCall call, Matcher matcher, int most) {
        var found = RegoArray.builder();
        for (int i = 0; i < most && matcher.find(); i++) {
            call.spend(1);
            found.add(matcher.group());
        }
        return found.build();
    }

    private static RegoValue findGroups(BuiltinCall call, Matcher matcher, int most) {
        var found = RegoArray.builder();
        for (int i = 0; i < most && matcher.find(); i++) {
            call.spend(1 + matcher.groupCount());
            var groups = RegoArray.builder();
            for (int group = 0; group <= matcher.groupCount(); group++) {
                var text = matcher.group(group);
                groups.add(text == null ? "" : text);
            }
            found.add(groups.build());
        }
        return found.build();
    }

    /// As Go splits: an empty match at the start or the end cuts nothing off.
    private static RegoValue split(BuiltinCall call, Pattern pattern, String text) {
        var parts = new ArrayList<String>();
        var matcher = pattern.matcher(text);
        int from = 0;
        int end = 0;
        while (matcher.find()) {
            call.spend(1);
            if (matcher.end() == 0) {
                continue;
            }
            end = matcher.start();
            parts.add(text.substring(from, end));
            from = matcher.end();
        }
        if (end != text.length() || text.isEmpty()) {
            parts.add(text.substring(from));
        }
        return Shape.arrayOf(parts);
    }

    private @Nullable RegoValue replace(BuiltinCall call, String text, String expression, String template) {
        var pattern = patterns.get(expression);
        if (pattern == null) {
            return call.failed(INVALID);
        }
        charge(call, expression, text);
        var replacement = GoTemplate.parse(template);
        var out = new StringBuilder();
        var matcher = pattern.matcher(text);
        int from = 0;
        while (matcher.find()) {
            call.spend(1);
            call.write(out.length(), template.length());
            out.append(text, from, matcher.start());
            int before = out.length();
            replacement.append(matcher, out);
            call.write(before, out.length() - before);
            from = matcher.end();
        }
        return RegoString.of(out.append(text, from, text.length()).toString());
    }

    /// A text with expressions between delimiters; everything else stands for itself.
    private @Nullable RegoValue templateMatch(BuiltinCall call, RegoValue[] of) {
        var strings = Shape.strings(RegoArray.of(of));
        if (strings == null) {
            return call.wrongType(1, "string, as are all others");
        }
        var template = strings.getFirst();
        if (strings.get(2).length() != 1 || strings.get(3).length() != 1) {
            return call.failed("a delimiter has to be exactly one character long");
        }
        var expression =
                expression(template, strings.get(2).charAt(0), strings.get(3).charAt(0));
        var pattern = expression == null ? null : patterns.get(expression);
        if (expression == null || pattern == null) {
            return call.failed(INVALID);
        }
        charge(call, expression, strings.get(1));
        return RegoBoolean.of(pattern.matcher(strings.get(1)).find());
    }

    /// Null when the delimiters are not balanced.
    private static @Nullable String expression(String template, char open, char close) {
        var out = new StringBuilder("^");
        int depth = 0;
        int from = 0;
        for (int i = 0; i < template.length(); i++) {
            char c = template.charAt(i);
            if (c == open && depth++ == 0) {
                out.append(Pattern.quote(template.substring(from, i)));
                from = i + 1;
            } else if (c == close && --depth == 0) {
                out.append('(').append(template, from, i).append(')');
                from = i + 1;
            }
            if (depth < 0) {
                return null;
            }
        }
        return depth != 0
                ? null
                : out.append(Pattern.quote(template.substring(from)))
                        .append('$')
                        .toString();
    }
}
