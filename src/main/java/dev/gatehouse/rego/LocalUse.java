package dev.gatehouse.rego;

import java.util.Arrays;

/// How often statements, and those nested in them, read, assign or change one local.
record LocalUse(int reads, int assigns, int changes) {
    static LocalUse of(int local, Block block) {
        return of(local, block.nodes(), 0, block.nodes().length);
    }

    static LocalUse of(int local, Node[] nodes, int from, int to) {
        var counter = new Counter(local);
        for (int i = from; i < to; i++) {
            NodeLocals.tell(nodes[i], counter);
        }
        return new LocalUse(counter.reads, counter.assigns, counter.changes);
    }

    /// The blocks within a statement.
    static Block[] nested(Node node) {
        var nesting = new Nesting();
        NodeLocals.tell(node, nesting);
        return nesting.blocks;
    }

    private static final class Counter implements NodeLocals.Accesses {
        private final int local;
        private int reads;
        private int assigns;
        private int changes;

        Counter(int local) {
            this.local = local;
        }

        @Override
        public void reads(int other) {
            reads += other == local ? 1 : 0;
        }

        @Override
        public void assigns(int other) {
            assigns += other == local ? 1 : 0;
        }

        @Override
        public void changes(int other) {
            changes += other == local ? 1 : 0;
        }

        @Override
        public void nests(Block block) {
            for (var node : block.nodes()) {
                NodeLocals.tell(node, this);
            }
        }
    }

    private static final class Nesting implements NodeLocals.Accesses {
        private static final Block[] NONE = {};

        private Block[] blocks = NONE;

        @Override
        public void reads(int local) {}

        @Override
        public void assigns(int local) {}

        @Override
        public void changes(int local) {}

        @Override
        public void nests(Block block) {
            blocks = Arrays.copyOf(blocks, blocks.length + 1);
            blocks[blocks.length - 1] = block;
        }
    }
}
