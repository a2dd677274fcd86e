package dev.gatehouse.rego;

/// Puts one operand where the statements of a block read a local, nested ones too: in all of them or in none.
record Substitution(ReplacedLocal replaced) {
    static Substitution of(int local, Operand by) {
        return new Substitution(new ReplacedLocal(local, by));
    }

    /// Whether the statements behind `at` have been changed.
    boolean behind(Block block, int at) {
        boolean possible = isPossible(block.nodes(), at + 1);
        if (possible) {
            replace(block.nodes(), at + 1);
        }
        return possible;
    }

    private boolean isPossible(Node[] nodes, int from) {
        for (int i = from; i < nodes.length; i++) {
            if (replaced.in(nodes[i]) == null) {
                return false;
            }
            for (var nested : LocalUse.nested(nodes[i])) {
                if (!isPossible(nested.nodes(), 0)) {
                    return false;
                }
            }
        }
        return true;
    }

    private void replace(Node[] nodes, int from) {
        for (int i = from; i < nodes.length; i++) {
            var other = replaced.in(nodes[i]);
            nodes[i] = other == null ? nodes[i] : other;
            for (var nested : LocalUse.nested(nodes[i])) {
                replace(nested.nodes(), 0);
            }
        }
    }
}
