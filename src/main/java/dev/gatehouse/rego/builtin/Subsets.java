package dev.gatehouse.rego.builtin;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoBoolean;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoSet;
import dev.gatehouse.rego.RegoValue;

/// `object.subset`: also of sets, and of runs in arrays.
final class Subsets {
    private Subsets() {}

    static List<Builtins.Entry> entries() {
        return new Family().add("object.subset", 2, Subsets::subset).entries();
    }

    private static @Nullable RegoValue subset(BuiltinCall call, RegoValue[] of) {
        if (of[0] instanceof RegoArray all && of[1] instanceof RegoSet some) {
            call.spend((long) all.size() + some.size());
            call.walk(all);
            call.walk(some);
            return RegoBoolean.of(holds(RegoSet.of(all.asList()), some) && all.size() > 0);
        }
        var nested = nested(call, of[0], of[1]);
        return nested == null
                ? call.wrongType(1, "of the same type as operand 2, or an array with a set")
                : RegoBoolean.of(nested);
    }

    /// Null for values of different or other types.
    private static @Nullable Boolean nested(BuiltinCall call, RegoValue all, RegoValue some) {
        if (all instanceof RegoObject a && some instanceof RegoObject b) {
            return holds(call, a, b);
        }
        if (all instanceof RegoSet a && some instanceof RegoSet b) {
            call.spend(b.size());
            call.walk(b);
            return holds(a, b);
        }
        if (all instanceof RegoArray a && some instanceof RegoArray b) {
            call.spend(1 + (long) a.size() * Math.max(b.size(), b.weight() >> 2));
            return holds(a, b);
        }
        return null;
    }

    private static boolean holds(BuiltinCall call, RegoObject all, RegoObject some) {
        call.spend(some.size());
        call.walk(some);
        for (int i = 0; i < some.size(); i++) {
            var theirs = all.get(some.key(i));
            if (theirs == null) {
                return false;
            }
            if (!theirs.equals(some.value(i)) && !Boolean.TRUE.equals(nested(call, theirs, some.value(i)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(RegoSet all, RegoSet some) {
        for (var item : some) {
            if (!all.contains(item)) {
                return false;
            }
        }
        return true;
    }

    private static boolean holds(RegoArray all, RegoArray some) {
        for (int from = 0; from + some.size() <= all.size(); from++) {
            int matched = 0;
            while (matched < some.size() && all.get(from + matched).equals(some.get(matched))) {
                matched++;
            }
            if (matched == some.size()) {
                return true;
            }
        }
        return false;
    }
}
