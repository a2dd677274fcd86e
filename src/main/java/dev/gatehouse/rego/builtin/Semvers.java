package dev.gatehouse.rego.builtin;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoBoolean;
import dev.gatehouse.rego.RegoNumber;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;

/// `semver.*`: versions and their precedence. Spec: Semantic Versioning 2.0.0.
final class Semvers {
    private static final int MAX_LENGTH = 256;
    private static final Pattern VERSION = Pattern.compile("v?(\\d{1,18})\\.(\\d{1,18})\\.(\\d{1,18})"
            + "(?:-([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?(?:\\+([0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*))?");

    private Semvers() {}

    static List<Builtins.Entry> entries() {
        return new Family()
                .add(
                        "semver.is_valid",
                        1,
                        (_, of) -> RegoBoolean.of(of[0] instanceof RegoString text && parse(text.value()) != null))
                .add("semver.compare", 2, Shape.strings(Semvers::compare))
                .entries();
    }

    private static @Nullable Matcher parse(String text) {
        var matcher = VERSION.matcher(text);
        return text.length() <= MAX_LENGTH && matcher.matches() ? matcher : null;
    }

    private static @Nullable RegoValue compare(BuiltinCall call, String left, String right) {
        var a = parse(left);
        var b = parse(right);
        return a == null || b == null
                ? call.failed("not a valid SemVer")
                : RegoNumber.of(Integer.signum(compare(a, b)));
    }

    private static int compare(Matcher a, Matcher b) {
        for (int part = 1; part <= 3; part++) {
            int order = Long.compare(Long.parseLong(a.group(part)), Long.parseLong(b.group(part)));
            if (order != 0) {
                return order;
            }
        }
        if (a.group(4) == null || b.group(4) == null) {
            return a.group(4) == null ? (b.group(4) == null ? 0 : 1) : -1;
        }
        return comparePreRelease(a.group(4).split("\\."), b.group(4).split("\\."));
    }

    private static int comparePreRelease(String[] a, String[] b) {
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            int order = compareIdentifiers(a[i], b[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.length, b.length);
    }

    /// Numbers sort below words and by value.
    private static int compareIdentifiers(String a, String b) {
        boolean aNumber = a.matches("\\d+");
        boolean bNumber = b.matches("\\d+");
        if (aNumber && bNumber) {
            return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
        }
        return aNumber != bNumber ? (aNumber ? -1 : 1) : a.compareTo(b);
    }
}
