package dev.gatehouse.rego;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/// Finds the functions of a plan whose result depends on data and arguments alone. May name too few: a function
/// that looks at the input, that works under `with`, or that calls what is known only when it is called, is none.
final class DataRules implements NodeLocals.Accesses {
    private static final int INPUT = 0;

    private final Set<PlanFunction> calls = new HashSet<>();
    private boolean depends;

    private DataRules() {}

    static Set<PlanFunction> of(Collection<PlanFunction> functions) {
        var found = new HashSet<>(functions);
        boolean fewer;
        do {
            fewer = found.removeIf(function -> !isOne(function, found));
        } while (fewer);
        return found;
    }

    private static boolean isOne(PlanFunction function, Set<PlanFunction> others) {
        if (function.parameters()[0] != INPUT) {
            return false;
        }
        var body = new DataRules();
        for (var block : function.blocks()) {
            body.nests(block);
        }
        return !body.depends && others.containsAll(body.calls);
    }

    private void follow(Node node) {
        if (node instanceof CallNodes.CallFunction(PlanFunction function, Operand[] arguments, int target)) {
            calls.add(function);
            depends |= target == INPUT || isInput(arguments, 1);
        } else if (node instanceof CallNodes.CallDynamic || node instanceof CallNodes.With) {
            depends = true;
        } else {
            depends |= node instanceof CallNodes.CallBuiltin builtin && !builtin.repeats();
            NodeLocals.tell(node, this);
        }
    }

    private static boolean isInput(Operand[] arguments, int from) {
        for (int i = from; i < arguments.length; i++) {
            if (arguments[i] instanceof Operand.Local(int index) && index == INPUT) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void reads(int local) {
        depends |= local == INPUT;
    }

    @Override
    public void assigns(int local) {
        depends |= local == INPUT;
    }

    @Override
    public void changes(int local) {
        depends |= local == INPUT;
    }

    @Override
    public void nests(Block block) {
        for (var node : block.nodes()) {
            follow(node);
        }
    }
}
