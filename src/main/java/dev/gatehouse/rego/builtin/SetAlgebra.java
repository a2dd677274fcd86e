package dev.gatehouse.rego.builtin;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoSet;
import dev.gatehouse.rego.RegoValue;

/// Union, intersection and difference of sets.
final class SetAlgebra {
    private SetAlgebra() {}

    static List<Builtins.Entry> entries() {
        return new Family()
                .add("and", 2, Shape.sets(SetAlgebra::intersection))
                .add("or", 2, Shape.sets(SetAlgebra::union))
                .add("set_diff", 2, Shape.sets(SetAlgebra::difference))
                .add("intersection", 1, SetAlgebra::intersectionOfAll)
                .add("union", 1, SetAlgebra::unionOfAll)
                .entries();
    }

    static RegoSet difference(BuiltinCall call, RegoSet a, RegoSet b) {
        call.spend(a.size());
        call.walk(a);
        var left = RegoSet.builder();
        for (var item : a) {
            if (!b.contains(item)) {
                left.add(item);
            }
        }
        return left.build();
    }

    private static RegoSet intersection(BuiltinCall call, RegoSet a, RegoSet b) {
        call.spend(a.size());
        call.walk(a);
        var both = RegoSet.builder();
        for (var item : a) {
            if (b.contains(item)) {
                both.add(item);
            }
        }
        return both.build();
    }

    private static RegoSet union(BuiltinCall call, RegoSet a, RegoSet b) {
        call.spend((long) a.size() + b.size());
        call.walk(b);
        var either = RegoSet.builder(a);
        b.forEach(either::add);
        return either.build();
    }

    private static @Nullable RegoValue intersectionOfAll(BuiltinCall call, RegoValue[] of) {
        if (!(of[0] instanceof RegoSet sets)) {
            return call.wrongType(1, "set");
        }
        RegoSet shared = null;
        for (var item : sets) {
            if (!(item instanceof RegoSet set)) {
                return call.wrongType(1, "set of sets");
            }
            shared = shared == null ? set : intersection(call, shared, set);
        }
        return shared == null ? RegoSet.EMPTY : shared;
    }

    private static @Nullable RegoValue unionOfAll(BuiltinCall call, RegoValue[] of) {
        if (!(of[0] instanceof RegoSet sets)) {
            return call.wrongType(1, "set");
        }
        var all = RegoSet.builder();
        for (var item : sets) {
            if (!(item instanceof RegoSet set)) {
                return call.wrongType(1, "set of sets");
            }
            call.spend(set.size());
            call.walk(set);
            set.forEach(all::add);
        }
        return all.build();
    }
}
