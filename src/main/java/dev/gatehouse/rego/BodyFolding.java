package dev.gatehouse.rego;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Says the same as a body of a plan in fewer statements: collections of constants are made once, what only copies
/// or resets a local that nobody reads so is left out, and tests and steps take their quickest form.
///
/// A planner uses a local again for something else, in another of the body's blocks above all; so a copy goes only
/// where everything that reads it comes behind it in its own block, and no other block reads the local without
/// having assigned it first.
final class BodyFolding {
    /// Beyond this a body stays as it is: each copy is looked for in all of its block.
    private static final int MOST_NODES = 4_000;

    private final Block[] body;

    /// What has a value from the beginning.
    private final Set<Integer> given;

    /// For each block of the body, the locals that it may read as they were before it.
    private final List<Set<Integer>> exposed = new ArrayList<>();

    private BodyFolding(Block[] body, Set<Integer> given) {
        this.body = body;
        this.given = given;
        for (var block : body) {
            exposed.add(Exposure.of(block));
        }
    }

    /// The same blocks, changed.
    ///
    /// @param given the locals that have a value from the beginning: input, data and parameters
    static Block[] fold(Block[] body, Set<Integer> given) {
        if (size(body) <= MOST_NODES) {
            ConstantCollections.hoist(body);
            var folding = new BodyFolding(body, given);
            for (int i = 0; i < body.length; i++) {
                folding.block(body[i], i);
            }
        }
        return body;
    }

    private static int size(Block[] blocks) {
        int size = 0;
        for (var block : blocks) {
            size += block.nodes().length;
            for (var node : block.nodes()) {
                size += size(LocalUse.nested(node));
            }
        }
        return size;
    }

    /// @param top the number of the body's block that `block` is in
    private void block(Block block, int top) {
        for (int i = 0; i < block.nodes().length; i++) {
            while (i < block.nodes().length && foldAway(block, i, top)) {
                var left = new ArrayList<>(Arrays.asList(block.nodes()));
                left.remove(i);
                block.become(left.toArray(Node[]::new));
            }
            if (i < block.nodes().length) {
                var node = quickest(block.nodes()[i]);
                block.nodes()[i] = node;
                for (var nested : LocalUse.nested(node)) {
                    block(nested, top);
                }
            }
        }
    }

    private static Node quickest(Node node) {
        if (node instanceof AssignNodes.Dot(Operand source, Operand key, int target)) {
            return AssignNodes.dot(source, key, target);
        }
        return node instanceof TestNodes.NotEqual(Operand left, Operand.Constant(RegoBoolean right))
                        && right == RegoBoolean.FALSE
                ? new TestNodes.NotFalse(left)
                : node;
    }

    /// Whether the statement can go; what reads its local reads its source then.
    private boolean foldAway(Block block, int at, int top) {
        var node = block.nodes()[at];
        if (node instanceof AssignNodes.Reset(int target)) {
            return isUnread(target, top) || isFirst(block, at, target);
        }
        if (node instanceof AssignNodes.Constant(RegoValue value, int target)) {
            return copy(block, at, top, target, new Operand.Constant(value));
        }
        return node instanceof AssignNodes.Var(Operand source, int target) && copy(block, at, top, target, source);
    }

    private boolean isUnread(int local, int top) {
        return isUnread(LocalUse.of(local, body[top])) && !isReadElsewhere(local, top);
    }

    private static boolean isUnread(LocalUse use) {
        return use.reads() + use.changes() == 0;
    }

    private boolean isReadElsewhere(int local, int top) {
        for (int i = 0; i < body.length; i++) {
            if (i != top && exposed.get(i).contains(local)) {
                return true;
            }
        }
        return false;
    }

    /// Nothing has been in the local before.
    private boolean isFirst(Block block, int at, int local) {
        if (block != body[0] || given.contains(local)) {
            return false;
        }
        var before = LocalUse.of(local, block.nodes(), 0, at);
        return before.assigns() + before.changes() == 0;
    }

    private boolean copy(Block block, int at, int top, int target, Operand source) {
        var all = LocalUse.of(target, body[top]);
        if (all.changes() > 0 || isReadElsewhere(target, top)) {
            return false;
        }
        if (isUnread(all)) {
            return true;
        }
        var behind = LocalUse.of(target, block.nodes(), at + 1, block.nodes().length);
        if (all.assigns() != 1 || all.reads() != behind.reads()) {
            return false;
        }
        if (source instanceof Operand.Local(int local)) {
            var changed = LocalUse.of(local, block.nodes(), at + 1, block.nodes().length);
            if (changed.assigns() + changed.changes() > 0) {
                return false;
            }
        }
        return Substitution.of(target, source).behind(block, at);
    }
}
