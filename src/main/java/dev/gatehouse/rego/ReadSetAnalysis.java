package dev.gatehouse.rego;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Follows the input through a plan: which local may hold which part of it, and what is done with it.
///
/// Every local starts with nothing and only gains; functions are gone through until nothing changes. A part that is
/// only stepped into counts for being there; one that is used in any other way counts whole.
final class ReadSetAnalysis {
    private static final int MAX_PATH = 8;
    private static final int MAX_PATHS = 256;
    private static final List<String> ROOT = List.of();

    /// What the locals of one function may hold, and what it may return.
    private static final class State {
        private final Map<Integer, Set<List<String>>> locals = new HashMap<>();
        private final Set<List<String>> returned = new HashSet<>();
    }

    private final Plan plan;
    private final Map<PlanFunction, State> states = new HashMap<>();
    private final ReadSet.Found found = new ReadSet.Found();
    private State at = new State();
    private boolean changed;

    private ReadSetAnalysis(Plan plan) {
        this.plan = plan;
    }

    static ReadSet of(Plan plan, Plan.Entrypoint entrypoint, boolean deterministic) {
        var analysis = new ReadSetAnalysis(plan);
        analysis.run(entrypoint);
        return new ReadSet(analysis.found, deterministic);
    }

    private void run(Plan.Entrypoint entrypoint) {
        var entry = new State();
        do {
            changed = false;
            at = entry;
            gain(0, Set.of(ROOT));
            blocks(entrypoint.blocks());
            for (var function : plan.functions()) {
                at = state(function);
                blocks(function.blocks());
            }
        } while (changed);
    }

    private State state(PlanFunction function) {
        return states.computeIfAbsent(function, _ -> new State());
    }

    private void blocks(Block[] blocks) {
        for (var block : blocks) {
            block(block);
        }
    }

    private void block(Block block) {
        for (var node : block.nodes()) {
            visit(node);
        }
    }

    private void visit(Node node) {
        switch (node) {
            case AssignNodes.Constant _, AssignNodes.Reset _, TestNodes.Nop _, FlowNodes.Break _ -> {}
            case BuildNodes.MakeArray _, BuildNodes.MakeObject _, BuildNodes.MakeSet _ -> {}
            case TestNodes.IsDefined _, TestNodes.IsUndefined _ -> {}
            case AssignNodes.Var(Operand source, int target) -> gain(target, held(source));
            case AssignNodes.VarOnce(Operand source, int target) -> assignOnce(source, target);
            case AssignNodes.Dot dot -> dot(dot);
            case AssignNodes.Len(Operand source, int _) -> use(source);
            case BuildNodes.ArrayAppend(Operand value, int _) -> use(value);
            case BuildNodes.SetAdd(Operand value, int _) -> use(value);
            case BuildNodes.ObjectInsert(Operand key, Operand value, int _) -> use(key, value);
            case BuildNodes.ObjectInsertOnce(Operand key, Operand value, int _) -> use(key, value);
            case BuildNodes.ObjectMerge(int left, int right, int _) -> {
                use(left);
                use(right);
            }
            case CallNodes.CallBuiltin(Builtin _, Operand[] arguments, int _) -> use(arguments);
            case CallNodes.CallFunction(PlanFunction function, Operand[] arguments, int target) ->
                call(function, arguments, target);
            case CallNodes.CallDynamic dynamic -> callDynamic(dynamic);
            case CallNodes.With with -> with(with);
            case FlowNodes.Blocks(Block[] blocks) -> blocks(blocks);
            case FlowNodes.Not(Block block) -> block(block);
            case FlowNodes.ResultSetAdd(int source) -> use(source);
            case FlowNodes.Return(int source) -> returns(source);
            case FlowNodes.Scan(int source, int _, int _, Block block) -> {
                use(source);
                block(block);
            }
            case TestNodes.Equal(Operand left, Operand right) -> use(left, right);
            case TestNodes.NotEqual(Operand left, Operand right) -> use(left, right);
            case TestNodes.IsArray(Operand source) -> use(source);
            case TestNodes.IsObject(Operand source) -> use(source);
            case TestNodes.IsSet(Operand source) -> use(source);
        }
    }

    private Set<List<String>> held(Operand operand) {
        return operand instanceof Operand.Local(int index) ? held(index) : Set.of();
    }

    private Set<List<String>> held(int local) {
        return Set.copyOf(at.locals.getOrDefault(local, Set.of()));
    }

    private void gain(int local, Set<List<String>> paths) {
        gain(at.locals.computeIfAbsent(local, _ -> new HashSet<>()), paths);
    }

    private void gain(Set<List<String>> into, Set<List<String>> paths) {
        if (into.size() + paths.size() > MAX_PATHS) {
            paths.forEach(path -> read(path, true));
        } else {
            changed |= into.addAll(paths);
        }
    }

    private void read(List<String> path, boolean entirely) {
        changed |= found.add(path, entirely);
    }

    private void use(Operand... operands) {
        for (var operand : operands) {
            held(operand).forEach(path -> read(path, true));
        }
    }

    private void use(int local) {
        held(local).forEach(path -> read(path, true));
    }

    /// A second assignment compares both values.
    private void assignOnce(Operand source, int target) {
        gain(target, held(source));
        if (held(target).size() > 1) {
            use(target);
        }
    }

    private void dot(AssignNodes.Dot dot) {
        use(dot.key());
        var stepped = new HashSet<List<String>>();
        for (var path : held(dot.source())) {
            if (path.size() < MAX_PATH && dot.key() instanceof Operand.Constant(RegoString key)) {
                var longer = new ArrayList<>(path);
                longer.add(key.value());
                stepped.add(List.copyOf(longer));
            } else {
                read(path, true);
            }
        }
        stepped.forEach(path -> read(path, false));
        gain(dot.target(), stepped);
    }

    private void call(PlanFunction function, Operand[] arguments, int target) {
        var callee = state(function);
        for (int i = 0; i < arguments.length; i++) {
            var paths = held(arguments[i]);
            gain(callee.locals.computeIfAbsent(function.parameters()[i], _ -> new HashSet<>()), paths);
        }
        gain(target, Set.copyOf(callee.returned));
    }

    private void callDynamic(CallNodes.CallDynamic dynamic) {
        use(dynamic.path());
        for (var function : plan.functions()) {
            if (function.arity() == dynamic.arguments().length) {
                call(function, dynamic.arguments(), dynamic.target());
            }
        }
    }

    /// Under another input the paths would mean something else; such a plan reads everything.
    private void with(CallNodes.With with) {
        use(with.value());
        if (held(with.local()).contains(ROOT)) {
            read(ROOT, true);
        }
        block(with.block());
    }

    private void returns(int source) {
        gain(at.returned, held(source));
    }
}
