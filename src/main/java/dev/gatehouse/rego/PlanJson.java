package dev.gatehouse.rego;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/// A JSON object of a plan, read with a complaint where something is not as it should be.
final class PlanJson {
    private final RegoObject object;

    PlanJson(RegoValue value) throws BundleRefused {
        if (!(value instanceof RegoObject isObject)) {
            throw new BundleRefused("plan: an object was expected");
        }
        object = isObject;
    }

    @Nullable
    PlanJson optional(String name) throws BundleRefused {
        var value = object.get(name);
        return value == null || value == RegoNull.NULL ? null : new PlanJson(value);
    }

    PlanJson member(String name) throws BundleRefused {
        return new PlanJson(value(name));
    }

    RegoValue value(String name) throws BundleRefused {
        var value = object.get(name);
        if (value == null) {
            throw new BundleRefused("plan: member missing: " + name);
        }
        return value;
    }

    boolean has(String name) {
        return object.get(name) != null;
    }

    String string(String name) throws BundleRefused {
        if (value(name) instanceof RegoString string) {
            return string.value();
        }
        throw new BundleRefused("plan: a string was expected: " + name);
    }

    long integer(String name) throws BundleRefused {
        return integer(value(name), name);
    }

    private static long integer(RegoValue value, String name) throws BundleRefused {
        if (value instanceof RegoNumber number && number.isLong()) {
            return number.longValue();
        }
        throw new BundleRefused("plan: an integer was expected: " + name);
    }

    /// Absent and null are empty, as Go writes empty lists.
    RegoArray array(String name) throws BundleRefused {
        var value = object.get(name);
        if (value == null || value == RegoNull.NULL) {
            return RegoArray.EMPTY;
        }
        if (value instanceof RegoArray array) {
            return array;
        }
        throw new BundleRefused("plan: a list was expected: " + name);
    }

    List<PlanJson> list(String name) throws BundleRefused {
        var items = new ArrayList<PlanJson>();
        for (var item : array(name)) {
            items.add(new PlanJson(item));
        }
        return items;
    }

    int[] integers(String name) throws BundleRefused {
        var items = array(name);
        var integers = new int[items.size()];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = (int) Math.clamp(integer(items.get(i), name), -1, Integer.MAX_VALUE);
        }
        return integers;
    }

    List<String> strings(String name) throws BundleRefused {
        var strings = new ArrayList<String>();
        for (var item : array(name)) {
            if (!(item instanceof RegoString string)) {
                throw new BundleRefused("plan: a string was expected: " + name);
            }
            strings.add(string.value());
        }
        return strings;
    }
}
