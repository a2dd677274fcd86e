package dev.gatehouse.rego;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes the collections that are written out in full, `{"drop", "truncate"}`, once when the plan is loaded, and
/// not at each use. They are shared from then on, so a local is left alone if anything else in its body is ever put
/// into what it holds.
final class ConstantCollections {
    private final List<Block> blocks = new ArrayList<>();
    private final Map<Integer, Integer> insertions = new HashMap<>();
    private final Map<Integer, Integer> constantInsertions = new HashMap<>();
    private final Map<Integer, Set<Integer>> copiedTo = new HashMap<>();

    private ConstantCollections() {}

    static void hoist(Block[] body) {
        var constants = new ConstantCollections();
        constants.collect(body);
        constants.blocks.forEach(constants::count);
        constants.blocks.forEach(constants::hoist);
    }

    private void collect(Block[] some) {
        for (var block : some) {
            blocks.add(block);
            for (var node : block.nodes()) {
                collect(LocalUse.nested(node));
            }
        }
    }

    private void count(Block block) {
        for (var node : block.nodes()) {
            int filled = filled(node);
            if (filled >= 0) {
                insertions.merge(filled, 1, Integer::sum);
            }
            if (node instanceof AssignNodes.Var(Operand.Local(int from), int to)) {
                copiedTo.computeIfAbsent(from, _ -> new HashSet<>()).add(to);
            }
        }
        for (int i = 0; i < block.nodes().length; i++) {
            int made = made(block.nodes()[i]);
            if (made >= 0) {
                constantInsertions.merge(made, end(block.nodes(), i) - i - 1, Integer::sum);
            }
        }
    }

    private void hoist(Block block) {
        var nodes = block.nodes();
        var left = new ArrayList<Node>();
        for (int i = 0; i < nodes.length; i++) {
            int made = made(nodes[i]);
            if (made >= 0 && isOnlyConstant(made)) {
                int end = end(nodes, i);
                left.add(new AssignNodes.Constant(make(nodes, i, end), made));
                i = end - 1;
            } else {
                left.add(nodes[i]);
            }
        }
        block.become(left.toArray(Node[]::new));
    }

    private boolean isOnlyConstant(int local) {
        return insertions.getOrDefault(local, 0).equals(constantInsertions.getOrDefault(local, 0))
                && copiedTo.getOrDefault(local, Set.of()).stream().noneMatch(insertions::containsKey);
    }

    /// The local in which a statement makes a collection, or -1.
    private static int made(Node node) {
        if (node instanceof BuildNodes.MakeSet(int target)) {
            return target;
        }
        if (node instanceof BuildNodes.MakeArray(int _, int target)) {
            return target;
        }
        return node instanceof BuildNodes.MakeObject(int target) ? target : -1;
    }

    /// The local whose collection a statement fills, or -1.
    private static int filled(Node node) {
        if (node instanceof BuildNodes.SetAdd(Operand _, int target)) {
            return target;
        }
        if (node instanceof BuildNodes.ArrayAppend(Operand _, int target)) {
            return target;
        }
        if (node instanceof BuildNodes.ObjectInsertOnce(Operand _, Operand _, int target)) {
            return target;
        }
        return node instanceof BuildNodes.ObjectInsert(Operand _, Operand _, int target) ? target : -1;
    }

    /// Behind the last statement that fills with constants what the one at `start` has made.
    private static int end(Node[] nodes, int start) {
        int end = start + 1;
        while (end < nodes.length && filled(nodes[end]) == made(nodes[start]) && isConstant(nodes[start], nodes[end])) {
            end++;
        }
        return end;
    }

    private static boolean isConstant(Node make, Node fill) {
        if (make instanceof BuildNodes.MakeSet) {
            return fill instanceof BuildNodes.SetAdd(Operand.Constant _, int _);
        }
        return make instanceof BuildNodes.MakeArray
                ? fill instanceof BuildNodes.ArrayAppend(Operand.Constant _, int _)
                : fill instanceof BuildNodes.ObjectInsert(Operand.Constant _, Operand.Constant _, int _);
    }

    private static RegoValue make(Node[] nodes, int start, int end) {
        var set = RegoSet.draft(end - start - 1);
        var array = RegoArray.draft(end - start - 1);
        var object = RegoObject.draft(end - start - 1);
        for (int i = start + 1; i < end; i++) {
            if (nodes[i] instanceof BuildNodes.SetAdd(Operand.Constant(RegoValue value), int _)) {
                set.insert(value);
            } else if (nodes[i] instanceof BuildNodes.ArrayAppend(Operand.Constant(RegoValue value), int _)) {
                array.append(value);
            } else if (nodes[i]
                    instanceof
                    BuildNodes.ObjectInsert(
                            Operand.Constant(RegoValue key),
                            Operand.Constant(RegoValue value),
                            int _)) {
                object.insert(key, value);
            }
        }
        return nodes[start] instanceof BuildNodes.MakeSet
                ? set
                : nodes[start] instanceof BuildNodes.MakeArray ? array : object;
    }
}
