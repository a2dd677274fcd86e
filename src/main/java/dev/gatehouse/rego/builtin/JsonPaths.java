package dev.gatehouse.rego.builtin;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoNull;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoSet;
import dev.gatehouse.rego.RegoString;
import dev.gatehouse.rego.RegoValue;

/// `json.filter` and `json.remove`: documents less or only some paths.
///
/// A path is a string (`a/b/0`, with `~1` for a slash and `~0` for a tilde) or an array of keys.
final class JsonPaths {
    private JsonPaths() {}

    static List<Builtins.Entry> entries() {
        return new Family()
                .add("json.filter", 2, (call, of) -> onPaths(call, of, true))
                .add("json.remove", 2, (call, of) -> onPaths(call, of, false))
                .entries();
    }

    private static @Nullable RegoValue onPaths(BuiltinCall call, RegoValue[] of, boolean keep) {
        if (!(of[0] instanceof RegoObject object)) {
            return call.wrongType(1, "object");
        }
        var items = Shape.items(of[1]);
        if (items == null) {
            return call.wrongType(2, "set or array");
        }
        RegoValue tree = RegoObject.EMPTY;
        for (var item : items) {
            var path = parse(item);
            if (path == null) {
                return call.wrongType(2, "set or array of string paths or arrays of path segments");
            }
            call.spend(2L * path.size() + 1);
            tree = insert(tree, path, 0);
        }
        return keep ? filter(call, object, tree) : remove(call, object, tree);
    }

    /// Null for what is no path.
    static @Nullable List<RegoValue> parse(RegoValue path) {
        return switch (path) {
            case RegoArray array -> array.asList();
            case RegoString string -> split(string.value());
            default -> null;
        };
    }

    private static List<RegoValue> split(String path) {
        var segments = new ArrayList<RegoValue>();
        if (!path.isEmpty()) {
            for (var segment : StringEdits.trim(path, "/", true, false).split("/", -1)) {
                segments.add(RegoString.of(segment.replace("~1", "/").replace("~0", "~")));
            }
        }
        return segments;
    }

    /// The paths as one tree whose leaves are null; a shorter path covers the longer ones.
    private static RegoValue insert(RegoValue tree, List<RegoValue> path, int depth) {
        if (!(tree instanceof RegoObject object) || depth == path.size()) {
            return depth == path.size() && depth > 0 ? RegoNull.NULL : tree;
        }
        var below = object.get(path.get(depth));
        var next = below == null ? RegoObject.EMPTY : below;
        return RegoObject.builder(object)
                .put(path.get(depth), insert(next, path, depth + 1))
                .build();
    }

    private static RegoValue filter(BuiltinCall call, RegoValue value, RegoValue tree) {
        if (!(tree instanceof RegoObject wanted)) {
            return value;
        }
        call.spend(1L + Shape.size(value) + wanted.size());
        return switch (value) {
            case RegoObject object -> {
                var kept = RegoObject.builder();
                for (int i = 0; i < object.size(); i++) {
                    var below = wanted.get(object.key(i));
                    if (below != null) {
                        kept.put(object.key(i), filter(call, object.value(i), below));
                    }
                }
                yield kept.build();
            }
            case RegoArray array -> {
                var kept = RegoArray.builder();
                for (int i = 0; i < array.size(); i++) {
                    var below = wanted.get(RegoString.of(Integer.toString(i)));
                    if (below != null) {
                        kept.add(filter(call, array.get(i), below));
                    }
                }
                yield kept.build();
            }
            case RegoSet set -> {
                var kept = RegoSet.builder();
                for (var item : set) {
                    var below = wanted.get(item);
                    if (below != null) {
                        kept.add(filter(call, item, below));
                    }
                }
                yield kept.build();
            }
            default -> value;
        };
    }

    private static @Nullable RegoValue remove(BuiltinCall call, RegoValue value, @Nullable RegoValue tree) {
        if (tree == RegoNull.NULL) {
            return null;
        }
        if (!(tree instanceof RegoObject unwanted)) {
            return value;
        }
        call.spend(1L + Shape.size(value));
        return switch (value) {
            case RegoObject object -> {
                var kept = RegoObject.builder();
                for (int i = 0; i < object.size(); i++) {
                    var left = remove(call, object.value(i), unwanted.get(object.key(i)));
                    if (left != null) {
                        kept.put(object.key(i), left);
                    }
                }
                yield kept.build();
            }
            case RegoArray array -> {
                var kept = RegoArray.builder();
                for (int i = 0; i < array.size(); i++) {
                    var left = remove(call, array.get(i), unwanted.get(RegoString.of(Integer.toString(i))));
                    if (left != null) {
                        kept.add(left);
                    }
                }
                yield kept.build();
            }
            case RegoSet set -> {
                var kept = RegoSet.builder();
                for (var item : set) {
                    var left = remove(call, item, unwanted.get(item));
                    if (left != null) {
                        kept.add(left);
                    }
                }
                yield kept.build();
            }
            default -> value;
        };
    }
}
