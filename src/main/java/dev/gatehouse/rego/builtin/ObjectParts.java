package dev.gatehouse.rego.builtin;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoNumber;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoSet;
import dev.gatehouse.rego.RegoValue;

/// `object.*`, save for the subset question.
final class ObjectParts {
    private ObjectParts() {}

    static List<Builtins.Entry> entries() {
        return new Family()
                .add("object.get", 3, ObjectParts::get)
                .add("object.keys", 1, ObjectParts::keys)
                .add("object.filter", 2, (call, of) -> pick(call, of, true))
                .add("object.remove", 2, (call, of) -> pick(call, of, false))
                .add("object.union", 2, ObjectParts::union)
                .add("object.union_n", 1, ObjectParts::unionOfAll)
                .entries();
    }

    private static @Nullable RegoValue get(BuiltinCall call, RegoValue[] of) {
        if (!(of[0] instanceof RegoObject object)) {
            return call.wrongType(1, "object");
        }
        if (!(of[1] instanceof RegoArray path)) {
            var found = object.get(of[1]);
            return found == null ? of[2] : found;
        }
        RegoValue at = object;
        for (var key : path) {
            at = at(at, key);
            if (at == null) {
                return of[2];
            }
        }
        return at;
    }

    /// What a reference finds one step down.
    static @Nullable RegoValue at(RegoValue in, RegoValue key) {
        return switch (in) {
            case RegoObject object -> object.get(key);
            case RegoSet set -> set.contains(key) ? key : null;
            case RegoArray array ->
                key instanceof RegoNumber index
                                && index.isLong()
                                && index.longValue() >= 0
                                && index.longValue() < array.size()
                        ? array.get((int) index.longValue())
                        : null;
            default -> null;
        };
    }

    private static @Nullable RegoValue keys(BuiltinCall call, RegoValue[] of) {
        if (!(of[0] instanceof RegoObject object)) {
            return call.wrongType(1, "object");
        }
        call.spend(object.size());
        var keys = RegoSet.builder();
        for (int i = 0; i < object.size(); i++) {
            keys.add(object.key(i));
        }
        return keys.build();
    }

    private static @Nullable RegoValue pick(BuiltinCall call, RegoValue[] of, boolean listed) {
        if (!(of[0] instanceof RegoObject object)) {
            return call.wrongType(1, "object");
        }
        call.walk(of[1]);
        var wanted = keySet(of[1]);
        if (wanted == null) {
            return call.wrongType(2, "object, set or array");
        }
        call.spend((long) object.size() + wanted.size());
        var picked = RegoObject.builder(object.size());
        for (int i = 0; i < object.size(); i++) {
            if (wanted.contains(object.key(i)) == listed) {
                picked.put(object.key(i), object.value(i));
            }
        }
        return picked.build();
    }

    private static @Nullable RegoSet keySet(RegoValue value) {
        return switch (value) {
            case RegoSet set -> set;
            case RegoArray array -> RegoSet.of(array.asList());
            case RegoObject object -> {
                var keys = RegoSet.builder();
                for (int i = 0; i < object.size(); i++) {
                    keys.add(object.key(i));
                }
                yield keys.build();
            }
            default -> null;
        };
    }

    private static @Nullable RegoValue union(BuiltinCall call, RegoValue[] of) {
        if (!(of[0] instanceof RegoObject a)) {
            return call.wrongType(1, "object");
        }
        if (!(of[1] instanceof RegoObject b)) {
            return call.wrongType(2, "object");
        }
        return merge(call, a, b);
    }

    private static @Nullable RegoValue unionOfAll(BuiltinCall call, RegoValue[] of) {
        if (!(of[0] instanceof RegoArray objects)) {
            return call.wrongType(1, "array");
        }
        RegoObject all = RegoObject.EMPTY;
        for (var item : objects) {
            if (!(item instanceof RegoObject object)) {
                return call.wrongType(1, "array of objects");
            }
            all = merge(call, all, object);
        }
        return all;
    }

    /// Deeply; where both have a value that is no object, the second one's stays.
    private static RegoObject merge(BuiltinCall call, RegoObject a, RegoObject b) {
        call.spend((long) a.size() + b.size());
        var merged = RegoObject.builder(a);
        for (int i = 0; i < b.size(); i++) {
            call.walk(b.key(i));
            boolean deeper = b.value(i) instanceof RegoObject;
            merged.put(
                    b.key(i),
                    deeper && a.get(b.key(i)) instanceof RegoObject mine
                            ? merge(call, mine, (RegoObject) b.value(i))
                            : b.value(i));
        }
        return merged.build();
    }
}
