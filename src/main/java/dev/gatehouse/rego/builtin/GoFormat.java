package dev.gatehouse.rego.builtin;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoNumber;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;

/// One formatting by the verbs of Go's `fmt`, which Rego's `sprintf` promises: flags, width, precision, `*`, `[n]`.
///
/// Arguments are whole numbers, floating-point numbers or strings; anything else is given as its Rego text. A verb
/// that does not fit its argument shows as `%!verb(type=value)`, as there. Spec: package `fmt` of the Go
/// documentation.
final class GoFormat {
    /// Go's own bound on widths and precisions.
    private static final int MAX_NUMBER = 1_000_000;

    private final BuiltinCall call;
    private final String format;
    private final RegoArray arguments;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int next;
    private boolean reordered;
    private boolean everReordered;
    private boolean goodIndex;

    GoFormat(BuiltinCall call, String format, RegoArray arguments) {
        this.call = call;
        this.format = format;
        this.arguments = arguments;
    }

    String format() {
        while (at < format.length()) {
            int percent = format.indexOf('%', at);
            if (percent < 0) {
                out.append(format, at, format.length());
                break;
            }
            out.append(format, at, percent);
            at = percent + 1;
            verb();
        }
        if (!everReordered && next < arguments.size()) {
            extra();
        }
        return out.toString();
    }

    private void verb() {
        var spec = new GoSpec();
        goodIndex = true;
        reordered = false;
        while (at < format.length() && spec.flag(format.charAt(at))) {
            at++;
        }
        index();
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            width(spec);
        } else {
            spec.width = number();
            if (reordered && spec.width >= 0) {
                goodIndex = false;
            }
        }
        precision(spec);
        index();
        if (at >= format.length()) {
            out.append("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(at);
        at += Character.charCount(verb);
        print(verb, spec);
    }

    private void print(int verb, GoSpec spec) {
        if (verb == '%') {
            out.append('%');
        } else if (!goodIndex) {
            out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
        } else if (next >= arguments.size()) {
            out.append("%!").appendCodePoint(verb).append("(MISSING)");
        } else {
            append(arguments.get(next++), verb, spec);
        }
    }

    private void append(RegoValue argument, int verb, GoSpec spec) {
        long around = Math.max(0, spec.width) + (long) Math.max(0, spec.precision);
        call.spend(argument.weight());
        call.write(out.length(), around);
        var text = one(argument, verb, spec);
        call.write(out.length(), text.length());
        out.append(text);
    }

    private void width(GoSpec spec) {
        var given = star();
        if (given == null) {
            out.append("%!(BADWIDTH)");
        } else {
            spec.width = Math.abs(given);
            if (given < 0) {
                spec.minus = true;
                spec.zero = false;
            }
        }
    }

    private void precision(GoSpec spec) {
        if (at >= format.length() || format.charAt(at) != '.') {
            return;
        }
        at++;
        if (reordered) {
            goodIndex = false;
        }
        index();
        if (at < format.length() && format.charAt(at) == '*') {
            at++;
            var given = star();
            if (given == null || given < 0) {
                out.append("%!(BADPREC)");
            } else {
                spec.precision = given;
            }
        } else {
            spec.precision = Math.max(number(), 0);
        }
    }

    private @Nullable Integer star() {
        if (next >= arguments.size()) {
            return null;
        }
        var given = Shape.integer(arguments.get(next++));
        return given == null || Math.abs((long) given) > MAX_NUMBER ? null : given;
    }

    /// Digits at the current place, or -1 without any.
    private int number() {
        int start = at;
        int number = 0;
        while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
            number = Math.min(number * 10 + format.charAt(at) - '0', MAX_NUMBER);
            at++;
        }
        return at == start ? -1 : number;
    }

    /// An explicit argument index, `[n]`.
    private void index() {
        if (at >= format.length() || format.charAt(at) != '[') {
            return;
        }
        reordered = true;
        everReordered = true;
        int close = format.indexOf(']', at);
        int start = at + 1;
        if (close < 0) {
            at = start;
            goodIndex = false;
            return;
        }
        at = start;
        int wanted = number();
        boolean good = at == close && wanted >= 1 && wanted <= arguments.size();
        at = close + 1;
        if (good) {
            next = wanted - 1;
        } else {
            goodIndex = false;
        }
    }

    private static String one(RegoValue argument, int verb, GoSpec spec) {
        if (verb == 'T') {
            return spec.pad(typeName(argument));
        }
        if (argument instanceof RegoNumber number) {
            if (Double.isInfinite(number.doubleValue())) {
                return GoVerbs.string(number.toString(), verb, spec);
            }
            return number.isWhole()
                    ? GoVerbs.whole(number.decimal().toBigIntegerExact(), verb, spec, number.isLong())
                    : GoVerbs.floating(number.doubleValue(), verb, spec);
        }
        return GoVerbs.string(text(argument), verb, spec);
    }

    private static String text(RegoValue argument) {
        return argument instanceof RegoString string ? string.value() : RegoText.of(argument);
    }

    private static String typeName(RegoValue argument) {
        return argument instanceof RegoNumber number
                ? number.isLong() ? "int64" : number.isWhole() ? "*big.Int" : "float64"
                : "string";
    }

    private void extra() {
        out.append("%!(EXTRA ");
        for (int i = next; i < arguments.size(); i++) {
            if (i > next) {
                out.append(", ");
            }
            var argument = arguments.get(i);
            out.append(typeName(argument)).append('=');
            append(argument, 'v', new GoSpec());
        }
        out.append(')');
    }
}
