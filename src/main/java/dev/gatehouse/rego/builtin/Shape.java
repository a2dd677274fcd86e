package dev.gatehouse.rego.builtin;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.Builtin;
import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoNumber;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoSet;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;

/// Turns functions over Java types into built-ins that check the types of their arguments.
final class Shape {
    private Shape() {}

    @FunctionalInterface
    interface OnString {
        @Nullable
        RegoValue apply(BuiltinCall call, String a);
    }

    @FunctionalInterface
    interface OnTwoStrings {
        @Nullable
        RegoValue apply(BuiltinCall call, String a, String b);
    }

    @FunctionalInterface
    interface OnThreeStrings {
        @Nullable
        RegoValue apply(BuiltinCall call, String a, String b, String c);
    }

    @FunctionalInterface
    interface OnTwoNumbers {
        @Nullable
        RegoValue apply(BuiltinCall call, RegoNumber a, RegoNumber b);
    }

    @FunctionalInterface
    interface OnTwoSets {
        @Nullable
        RegoValue apply(BuiltinCall call, RegoSet a, RegoSet b);
    }

    static Builtin string(OnString function) {
        return (call, arguments) -> {
            if (!(arguments[0] instanceof RegoString a)) {
                return call.wrongType(1, "string");
            }
            call.spend(a.value().length() >> 4);
            return function.apply(call, a.value());
        };
    }

    static Builtin strings(OnTwoStrings function) {
        return (call, arguments) -> {
            if (!(arguments[0] instanceof RegoString a)) {
                return call.wrongType(1, "string");
            }
            if (!(arguments[1] instanceof RegoString b)) {
                return call.wrongType(2, "string");
            }
            call.spend((a.value().length() >> 4) + (b.value().length() >> 4));
            return function.apply(call, a.value(), b.value());
        };
    }

    /// As [#strings], for what looks for the second string at every place of the first.
    static Builtin search(OnTwoStrings function) {
        return strings((call, text, part) -> {
            call.spend((long) text.length() * part.length() >> 6);
            return function.apply(call, text, part);
        });
    }

    static Builtin strings(OnThreeStrings function) {
        return (call, arguments) -> {
            if (!(arguments[0] instanceof RegoString a)) {
                return call.wrongType(1, "string");
            }
            if (!(arguments[1] instanceof RegoString b)) {
                return call.wrongType(2, "string");
            }
            if (!(arguments[2] instanceof RegoString c)) {
                return call.wrongType(3, "string");
            }
            call.spend((a.value().length() >> 4) + (b.value().length() >> 4));
            return function.apply(call, a.value(), b.value(), c.value());
        };
    }

    static Builtin numbers(OnTwoNumbers function) {
        return (call, arguments) -> {
            if (!(arguments[0] instanceof RegoNumber a)) {
                return call.wrongType(1, "number");
            }
            if (!(arguments[1] instanceof RegoNumber b)) {
                return call.wrongType(2, "number");
            }
            return function.apply(call, a, b);
        };
    }

    static Builtin sets(OnTwoSets function) {
        return (call, arguments) -> {
            if (!(arguments[0] instanceof RegoSet a)) {
                return call.wrongType(1, "set");
            }
            if (!(arguments[1] instanceof RegoSet b)) {
                return call.wrongType(2, "set");
            }
            call.spend((long) a.size() + b.size());
            return function.apply(call, a, b);
        };
    }

    /// The items of an array or a set, or null for anything else.
    static @Nullable Iterable<RegoValue> items(RegoValue value) {
        return value instanceof RegoArray array ? array : value instanceof RegoSet set ? set : null;
    }

    /// The number of entries of a collection; 0 for anything else.
    static int size(RegoValue value) {
        return value instanceof RegoArray array
                ? array.size()
                : value instanceof RegoSet set ? set.size() : value instanceof RegoObject object ? object.size() : 0;
    }

    /// The strings of an array or a set, or null if it is neither or holds anything else.
    static @Nullable List<String> strings(RegoValue value) {
        var items = items(value);
        if (items == null) {
            return null;
        }
        var strings = new ArrayList<String>(size(value));
        for (var item : items) {
            if (!(item instanceof RegoString string)) {
                return null;
            }
            strings.add(string.value());
        }
        return strings;
    }

    static RegoArray arrayOf(List<String> strings) {
        return RegoArray.ofStrings(strings);
    }

    /// A whole number that fits an int, clamped to the range of ints when larger; null for anything else.
    static @Nullable Integer integer(RegoValue value) {
        if (!(value instanceof RegoNumber number) || !number.isWhole()) {
            return null;
        }
        return number.isLong()
                ? (int) Math.clamp(number.longValue(), Integer.MIN_VALUE, Integer.MAX_VALUE)
                : number.decimal().signum() < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
    }
}
