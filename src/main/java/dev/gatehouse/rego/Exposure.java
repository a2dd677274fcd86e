package dev.gatehouse.rego;

import java.util.HashSet;
import java.util.Set;

/// Finds the locals that a block may read as they were before it: those that are not assigned earlier on every way
/// to where they are read.
final class Exposure implements NodeLocals.Accesses {
    private final Set<Integer> exposed = new HashSet<>();
    private Set<Integer> assigned = new HashSet<>();

    /// What the statement at hand assigns: behind it, unless it may have run not at all, and within it.
    private Set<Integer> assigning = new HashSet<>();

    private Exposure() {}

    static Set<Integer> of(Block block) {
        var exposure = new Exposure();
        exposure.follow(block);
        return exposure.exposed;
    }

    private void follow(Block block) {
        for (var node : block.nodes()) {
            assigning = new HashSet<>();
            NodeLocals.tell(node, this);
            if (!(node instanceof FlowNodes.Scan)) {
                assigned.addAll(assigning);
            }
        }
    }

    @Override
    public void reads(int local) {
        if (!assigned.contains(local)) {
            exposed.add(local);
        }
    }

    @Override
    public void changes(int local) {
        reads(local);
    }

    @Override
    public void assigns(int local) {
        assigning.add(local);
    }

    /// A block may be left early, so what it assigns counts within it alone.
    @Override
    public void nests(Block block) {
        var before = assigned;
        var own = assigning;
        assigned = new HashSet<>(before);
        assigned.addAll(own);
        follow(block);
        assigned = before;
        assigning = own;
    }
}
