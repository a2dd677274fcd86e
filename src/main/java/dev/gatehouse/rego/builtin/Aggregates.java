package dev.gatehouse.rego.builtin;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.Builtin;
import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoBoolean;
import dev.gatehouse.rego.RegoNumber;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoSet;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;

/// One value out of a collection, and membership.
final class Aggregates {
    private static final String COLLECTION = "set or array";

    private Aggregates() {}

    static List<Builtins.Entry> entries() {
        return new Family()
                .add("count", 1, Aggregates::count)
                .add("sum", 1, fold(RegoNumber.of(0), Arithmetic::plus))
                .add("product", 1, fold(RegoNumber.of(1), Arithmetic::times))
                .add("max", 1, (call, of) -> extreme(call, of[0], 1))
                .add("min", 1, (call, of) -> extreme(call, of[0], -1))
                .add("sort", 1, Aggregates::sort)
                .add("all", 1, Aggregates::all)
                .add("any", 1, Aggregates::any)
                .add("internal.member_2", 2, (call, of) -> RegoBoolean.of(member(call, of[0], of[1])))
                .add("internal.member_3", 3, (call, of) -> RegoBoolean.of(memberAt(call, of[0], of[1], of[2])))
                .entries();
    }

    private static @Nullable RegoValue count(BuiltinCall call, RegoValue[] of) {
        return switch (of[0]) {
            case RegoArray array -> RegoNumber.of(array.size());
            case RegoObject object -> RegoNumber.of(object.size());
            case RegoSet set -> RegoNumber.of(set.size());
            case RegoString string ->
                RegoNumber.of(string.value().codePointCount(0, string.value().length()));
            default -> call.wrongType(1, "array, object, set or string");
        };
    }

    private static Builtin fold(RegoNumber start, Shape.OnTwoNumbers step) {
        return (call, of) -> {
            var items = Shape.items(of[0]);
            if (items == null) {
                return call.wrongType(1, COLLECTION);
            }
            call.spend(Shape.size(of[0]));
            var total = start;
            for (var item : items) {
                if (!(item instanceof RegoNumber number)) {
                    return call.wrongType(1, "a collection of numbers");
                }
                if (!(step.apply(call, total, number) instanceof RegoNumber next)) {
                    return null;
                }
                total = next;
            }
            return total;
        };
    }

    private static @Nullable RegoValue extreme(BuiltinCall call, RegoValue of, int sign) {
        var items = Shape.items(of);
        if (items == null) {
            return call.wrongType(1, COLLECTION);
        }
        call.spend(Shape.size(of));
        call.walk(of);
        RegoValue found = null;
        for (var item : items) {
            if (found == null || RegoValue.ORDER.compare(item, found) * sign > 0) {
                found = item;
            }
        }
        return found;
    }

    private static @Nullable RegoValue sort(BuiltinCall call, RegoValue[] of) {
        var items = Shape.items(of[0]);
        if (items == null) {
            return call.wrongType(1, COLLECTION);
        }
        int size = Shape.size(of[0]);
        call.spend(4L * size + (of[0].weight() >> 3) * (Integer.SIZE - Integer.numberOfLeadingZeros(size)));
        var sorted = new ArrayList<RegoValue>();
        items.forEach(sorted::add);
        sorted.sort(RegoValue.ORDER);
        return RegoArray.of(sorted);
    }

    private static @Nullable RegoValue all(BuiltinCall call, RegoValue[] of) {
        var items = Shape.items(of[0]);
        if (items == null) {
            return call.wrongType(1, "array or set");
        }
        for (var item : items) {
            if (item != RegoBoolean.TRUE) {
                return RegoBoolean.FALSE;
            }
        }
        return RegoBoolean.TRUE;
    }

    private static @Nullable RegoValue any(BuiltinCall call, RegoValue[] of) {
        var items = Shape.items(of[0]);
        return items == null
                ? call.wrongType(1, "array or set")
                : RegoBoolean.of(member(call, RegoBoolean.TRUE, of[0]));
    }

    private static boolean member(BuiltinCall call, RegoValue item, RegoValue collection) {
        call.walk(item);
        return switch (collection) {
            case RegoSet set -> set.contains(item);
            case RegoArray array -> {
                call.spend(Math.min(array.size() * (1 + item.weight()), array.weight()) >> 2);
                for (int i = 0; i < array.size(); i++) {
                    if (array.get(i).equals(item)) {
                        yield true;
                    }
                }
                yield false;
            }
            case RegoObject object -> {
                call.spend(Math.min(object.size() * (1 + item.weight()), object.weight()) >> 2);
                for (int i = 0; i < object.size(); i++) {
                    if (object.value(i).equals(item)) {
                        yield true;
                    }
                }
                yield false;
            }
            default -> false;
        };
    }

    private static boolean memberAt(BuiltinCall call, RegoValue key, RegoValue item, RegoValue collection) {
        call.walk(key);
        call.walk(item);
        return switch (collection) {
            case RegoSet set -> key.equals(item) && set.contains(key);
            case RegoArray array -> {
                boolean inside = key instanceof RegoNumber index
                        && index.isLong()
                        && index.longValue() >= 0
                        && index.longValue() < array.size();
                yield inside && array.get((int) ((RegoNumber) key).longValue()).equals(item);
            }
            case RegoObject object -> item.equals(object.get(key));
            default -> false;
        };
    }
}
