package dev.gatehouse.rego.builtin;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoNumber;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoSet;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;

/// `json.patch`: RFC 6902, with sets as a third container. Any operation that cannot be done leaves no result.
final class JsonPatch {
    private static final String END = "-";

    private final BuiltinCall call;

    private JsonPatch(BuiltinCall call) {
        this.call = call;
    }

    static List<Builtins.Entry> entries() {
        return new Family().add("json.patch", 2, JsonPatch::patch).entries();
    }

    /// Why an operation cannot be done.
    private static final class Impossible extends Exception {
        private static final long serialVersionUID = 1L;

        Impossible(String why) {
            super(why, null, false, false);
        }
    }

    private static @Nullable RegoValue patch(BuiltinCall call, RegoValue[] of) {
        if (!(of[1] instanceof RegoArray operations)) {
            return call.wrongType(2, "array");
        }
        var patch = new JsonPatch(call);
        try {
            var document = of[0];
            for (var operation : operations) {
                if (!(operation instanceof RegoObject object)) {
                    throw new Impossible("an operation is an object");
                }
                document = call.made(patch.apply(document, object));
            }
            return document;
        } catch (Impossible e) {
            return call.failed(String.valueOf(e.getMessage()));
        }
    }

    private RegoValue apply(RegoValue document, RegoObject operation) throws Impossible {
        var path = path(operation, "path");
        if (!(member(operation, "op") instanceof RegoString name)) {
            throw new Impossible("op must be a string");
        }
        switch (name.value()) {
            case "add" -> {
                return add(document, path, 0, member(operation, "value"));
            }
            case "remove" -> {
                return remove(document, path, 0);
            }
            case "replace" -> {
                return path.isEmpty()
                        ? member(operation, "value")
                        : add(remove(document, path, 0), path, 0, member(operation, "value"));
            }
            case "move" -> {
                var from = path(operation, "from");
                var moved = find(document, from);
                return add(remove(document, from, 0), path, 0, moved);
            }
            case "copy" -> {
                return add(document, path, 0, find(document, path(operation, "from")));
            }
            case "test" -> {
                var found = find(document, path);
                call.walk(found);
                if (!found.equals(member(operation, "value"))) {
                    throw new Impossible("test failed");
                }
                return document;
            }
            default -> throw new Impossible("unrecognized op");
        }
    }

    private static RegoValue member(RegoObject operation, String name) throws Impossible {
        var value = operation.get(name);
        if (value == null) {
            throw new Impossible("missing required attribute " + name);
        }
        return value;
    }

    private static List<RegoValue> path(RegoObject operation, String name) throws Impossible {
        var path = JsonPaths.parse(member(operation, name));
        if (path == null) {
            throw new Impossible(name + " is no path");
        }
        return path;
    }

    private RegoValue find(RegoValue document, List<RegoValue> path) throws Impossible {
        var at = document;
        for (var key : path) {
            at = below(at, key);
        }
        return at;
    }

    private RegoValue below(RegoValue in, RegoValue key) throws Impossible {
        var found = in instanceof RegoArray array ? array.get(index(key, array.size() - 1)) : ObjectParts.at(in, key);
        if (found == null) {
            throw new Impossible("path does not exist");
        }
        return found;
    }

    private RegoValue add(RegoValue in, List<RegoValue> path, int depth, RegoValue value) throws Impossible {
        if (depth == path.size()) {
            return value;
        }
        call.spend(1L + Shape.size(in));
        var key = path.get(depth);
        call.walk(key);
        if (in instanceof RegoSet) {
            call.walk(in);
            call.walk(value);
        }
        if (depth < path.size() - 1) {
            return with(in, key, add(below(in, key), path, depth + 1, value));
        }
        return switch (in) {
            case RegoObject object -> RegoObject.builder(object).put(key, value).build();
            case RegoSet set
            when key.equals(value) || key.equals(RegoString.of(END)) ->
                RegoSet.builder(set).add(value).build();
            case RegoArray array -> {
                var items = new ArrayList<>(array.asList());
                boolean atEnd = key.equals(RegoString.of(END));
                items.add(atEnd ? items.size() : index(key, items.size()), value);
                yield RegoArray.of(items);
            }
            default -> throw new Impossible("path leads into no container");
        };
    }

    private RegoValue with(RegoValue in, RegoValue key, RegoValue value) throws Impossible {
        return switch (in) {
            case RegoObject object -> RegoObject.builder(object).put(key, value).build();
            case RegoArray array -> {
                var items = new ArrayList<>(array.asList());
                items.set(index(key, items.size() - 1), value);
                yield RegoArray.of(items);
            }
            case RegoSet set -> RegoSet.builder(without(set, key)).add(value).build();
            default -> throw new Impossible("path leads into no container");
        };
    }

    private RegoValue remove(RegoValue in, List<RegoValue> path, int depth) throws Impossible {
        if (path.isEmpty()) {
            throw new Impossible("the whole document cannot be removed");
        }
        call.spend(1L + Shape.size(in));
        call.walk(in);
        var key = path.get(depth);
        call.walk(key);
        var below = below(in, key);
        if (depth < path.size() - 1) {
            return with(in, key, remove(below, path, depth + 1));
        }
        return switch (in) {
            case RegoObject object -> {
                var left = RegoObject.builder(object.size());
                for (int i = 0; i < object.size(); i++) {
                    if (!object.key(i).equals(key)) {
                        left.put(object.key(i), object.value(i));
                    }
                }
                yield left.build();
            }
            case RegoSet set -> without(set, key);
            case RegoArray array -> {
                var items = new ArrayList<>(array.asList());
                items.remove(index(key, items.size() - 1));
                yield RegoArray.of(items);
            }
            default -> throw new Impossible("path leads into no container");
        };
    }

    private static RegoSet without(RegoSet set, RegoValue item) {
        var left = RegoSet.builder();
        for (var each : set) {
            if (!each.equals(item)) {
                left.add(each);
            }
        }
        return left.build();
    }

    /// An index in digits or as a number; no leading zeros.
    private static int index(RegoValue key, int last) throws Impossible {
        long index = -1;
        if (key instanceof RegoNumber number && number.isLong()) {
            index = number.longValue();
        } else if (key instanceof RegoString string && string.value().matches("0|[1-9][0-9]{0,8}")) {
            index = Long.parseLong(string.value());
        }
        if (index < 0 || index > last) {
            throw new Impossible("no such index");
        }
        return (int) index;
    }
}
