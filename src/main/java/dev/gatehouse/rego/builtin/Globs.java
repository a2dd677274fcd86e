package dev.gatehouse.rego.builtin;

import java.util.List;

import com.google.re2j.Pattern;
import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoBoolean;
import dev.gatehouse.rego.RegoNull;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;

/// `glob.*`: `*` and `?` stop at delimiters, `**` does not; `[a-c]`, `[!abc]`, `{one,two}`, `\` before a literal.
///
/// A glob becomes an RE2 expression, so it too is matched in linear time.
final class Globs {
    private final PatternCache patterns;

    private Globs(PatternCache patterns) {
        this.patterns = patterns;
    }

    static List<Builtins.Entry> entries(PatternCache patterns) {
        var of = new Globs(patterns);
        return new Family()
                .add("glob.match", 3, of::match)
                .add("glob.quote_meta", 1, Shape.string((_, text) -> RegoString.of(quote(text))))
                .entries();
    }

    private @Nullable RegoValue match(BuiltinCall call, RegoValue[] of) {
        if (!(of[0] instanceof RegoString glob)) {
            return call.wrongType(1, "string");
        }
        if (!(of[2] instanceof RegoString text)) {
            return call.wrongType(3, "string");
        }
        var delimiters = delimiters(of[1]);
        if (delimiters == null) {
            return call.wrongType(2, "null or an array of characters");
        }
        var expression = new Translation(glob.value(), delimiters).expression();
        var pattern = expression == null ? null : patterns.get(expression);
        if (expression == null || pattern == null) {
            return call.failed("invalid glob");
        }
        call.spend(1 + ((long) expression.length() * text.value().length() >> 6));
        return RegoBoolean.of(pattern.matches(text.value()));
    }

    /// Without any given it is the dot; null (the value) is none at all. Null for anything else.
    private static @Nullable String delimiters(RegoValue value) {
        if (value == RegoNull.NULL) {
            return "";
        }
        var strings = value instanceof RegoArray ? Shape.strings(value) : null;
        if (strings == null || strings.stream().anyMatch(s -> s.codePointCount(0, s.length()) != 1)) {
            return null;
        }
        return strings.isEmpty() ? "." : String.join("", strings);
    }

    private static String quote(String text) {
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if ("*?\\[]{}".indexOf(text.charAt(i)) >= 0) {
                out.append('\\');
            }
            out.append(text.charAt(i));
        }
        return out.toString();
    }

    /// One glob on its way to an expression.
    private static final class Translation {
        private final String glob;
        private final String one;
        private final StringBuilder out = new StringBuilder("(?s)");
        private int at;
        private int braces;

        Translation(String glob, String delimiters) {
            this.glob = glob;
            one = delimiters.isEmpty() ? "." : "[^" + inClass(delimiters) + "]";
        }

        /// Null for a malformed glob.
        @Nullable
        String expression() {
            boolean sane = true;
            while (sane && at < glob.length()) {
                sane = next();
            }
            return sane && braces == 0 ? out.toString() : null;
        }

        private boolean next() {
            int c = glob.codePointAt(at);
            at += Character.charCount(c);
            switch (c) {
                case '*' -> {
                    boolean wide = glob.startsWith("*", at);
                    at += wide ? 1 : 0;
                    out.append(wide ? "." : one).append('*');
                }
                case '?' -> out.append(one);
                case '[' -> {
                    return characters();
                }
                case '{' -> {
                    braces++;
                    out.append("(?:");
                }
                case '}' -> {
                    if (--braces < 0) {
                        return false;
                    }
                    out.append(')');
                }
                case ',' -> out.append(braces > 0 ? "|" : ",");
                case '\\' -> {
                    if (at == glob.length()) {
                        return false;
                    }
                    int literal = glob.codePointAt(at);
                    at += Character.charCount(literal);
                    out.append(Pattern.quote(Character.toString(literal)));
                }
                default -> out.append(Pattern.quote(Character.toString(c)));
            }
            return true;
        }

        private boolean characters() {
            int close = glob.indexOf(']', at);
            if (close <= at) {
                return false;
            }
            boolean negated = glob.charAt(at) == '!';
            var inside = glob.substring(negated ? at + 1 : at, close);
            if (inside.isEmpty()) {
                return false;
            }
            at = close + 1;
            boolean range = inside.codePointCount(0, inside.length()) == 3
                    && inside.codePointAt(inside.offsetByCodePoints(0, 1)) == '-';
            out.append(negated ? "[^" : "[");
            if (range) {
                out.append(inClass(inside.substring(0, inside.offsetByCodePoints(0, 1))))
                        .append('-')
                        .append(inClass(inside.substring(inside.offsetByCodePoints(0, 2))));
            } else {
                out.append(inClass(inside));
            }
            out.append(']');
            return true;
        }

        private static String inClass(String characters) {
            var escaped = new StringBuilder();
            characters.codePoints().forEach(c -> escaped.append("\\x{")
                    .append(Integer.toHexString(c))
                    .append('}'));
            return escaped.toString();
        }
    }
}
