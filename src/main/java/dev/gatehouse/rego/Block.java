package dev.gatehouse.rego;

import org.jspecify.annotations.Nullable;

/// Statements one after the other, until one says otherwise.
final class Block {
    private Node[] nodes;

    Block(Node[] nodes) {
        this.nodes = nodes;
    }

    Node[] nodes() {
        return nodes;
    }

    /// Only while the plan is compiled.
    void become(Node[] others) {
        nodes = others;
    }

    int run(Run run, @Nullable RegoValue[] frame) {
        run.meter.spend(nodes.length);
        for (var node : nodes) {
            int result = node.run(run, frame);
            if (result != Node.NEXT) {
                return result;
            }
        }
        return Node.NEXT;
    }

    /// Each block in turn; leaving one goes on with the next.
    static int runAll(Block[] blocks, Run run, @Nullable RegoValue[] frame) {
        for (var block : blocks) {
            int result = Node.outOfOne(block.run(run, frame));
            if (result != Node.NEXT) {
                return result;
            }
        }
        return Node.NEXT;
    }
}
