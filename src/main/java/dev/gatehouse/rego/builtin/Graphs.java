package dev.gatehouse.rego.builtin;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.rego.Builtin;
import dev.gatehouse.rego.BuiltinCall;
import dev.gatehouse.rego.Builtins;
import dev.gatehouse.rego.RegoArray;
import dev.gatehouse.rego.RegoNumber;
import dev.gatehouse.rego.RegoObject;
import dev.gatehouse.rego.RegoSet;
import dev.gatehouse.rego.RegoValue;

/// Walks through documents and graphs.
final class Graphs {
    private Graphs() {}

    static List<Builtins.Entry> entries() {
        return new Family()
                .add("walk", 1, Graphs::walk)
                .add("graph.reachable", 2, onGraph(Graphs::reachable))
                .add("graph.reachable_paths", 2, onGraph(Graphs::paths))
                .entries();
    }

    /// All pairs of a path and the value there, the document itself first.
    private static RegoValue walk(BuiltinCall call, RegoValue[] of) {
        var pairs = RegoArray.builder();
        walk(call, new ArrayList<>(), of[0], pairs);
        return pairs.build();
    }

    private static void walk(BuiltinCall call, List<RegoValue> path, RegoValue at, RegoArray.Builder pairs) {
        call.spend(2L + path.size());
        pairs.add(RegoArray.of(RegoArray.of(path), at));
        switch (at) {
            case RegoArray array -> {
                for (int i = 0; i < array.size(); i++) {
                    below(call, path, RegoNumber.of(i), array.get(i), pairs);
                }
            }
            case RegoObject object -> {
                for (int i = 0; i < object.size(); i++) {
                    below(call, path, object.keyAt(i), object.valueAt(i), pairs);
                }
            }
            case RegoSet set -> set.forEach(item -> below(call, path, item, item, pairs));
            default -> {}
        }
    }

    private static void below(
            BuiltinCall call, List<RegoValue> path, RegoValue key, RegoValue value, RegoArray.Builder pairs) {
        path.add(key);
        walk(call, path, value, pairs);
        path.removeLast();
    }

    @FunctionalInterface
    private interface OnGraph {
        RegoValue apply(BuiltinCall call, RegoObject graph, Iterable<RegoValue> initial);
    }

    private static Builtin onGraph(OnGraph function) {
        return (call, of) -> {
            if (!(of[0] instanceof RegoObject graph)) {
                return call.wrongType(1, "object");
            }
            var initial = Shape.items(of[1]);
            return initial == null ? call.wrongType(2, "array or set") : function.apply(call, graph, initial);
        };
    }

    private static RegoValue reachable(BuiltinCall call, RegoObject graph, Iterable<RegoValue> initial) {
        var queue = new ArrayDeque<RegoValue>();
        initial.forEach(queue::add);
        var reached = RegoSet.builder();
        while (!queue.isEmpty()) {
            call.spend(1);
            var node = queue.remove();
            call.walk(node);
            var edges = reached.contains(node) ? null : graph.get(node);
            if (edges != null) {
                reached.add(node);
                var neighbours = neighbours(edges);
                neighbours.forEach(queue::add);
            }
        }
        return reached.build();
    }

    private static Iterable<RegoValue> neighbours(@Nullable RegoValue edges) {
        var items = edges == null ? null : Shape.items(edges);
        return items == null ? List.of() : items;
    }

    private static RegoValue paths(BuiltinCall call, RegoObject graph, Iterable<RegoValue> initial) {
        var found = RegoSet.builder();
        for (var node : initial) {
            var edges = graph.get(node);
            if (edges == null) {
                continue;
            }
            if (isLeaf(edges)) {
                found.add(RegoArray.of(node));
                continue;
            }
            for (var neighbour : neighbours(edges)) {
                var seen = RegoSet.builder().add(node);
                follow(call, graph, neighbour, new ArrayList<>(List.of(node)), seen, found);
            }
        }
        return found.build();
    }

    private static boolean isLeaf(RegoValue edges) {
        return Shape.items(edges) == null || Shape.size(edges) == 0;
    }

    /// A path ends where a node was seen before, on this path or on one tried earlier, which keeps the work linear.
    private static void follow(
            BuiltinCall call,
            RegoObject graph,
            RegoValue node,
            List<RegoValue> path,
            RegoSet.Builder seen,
            RegoSet.Builder found) {
        call.spend(2L + path.size());
        var edges = graph.get(node);
        if (edges == null) {
            found.add(RegoArray.of(path));
            return;
        }
        path.add(node);
        if (isLeaf(edges)) {
            found.add(RegoArray.of(path));
        }
        for (var neighbour : neighbours(edges)) {
            if (seen.contains(neighbour)) {
                found.add(RegoArray.of(path));
            } else {
                seen.add(node);
                follow(call, graph, neighbour, path, seen, found);
            }
        }
        path.removeLast();
    }
}
