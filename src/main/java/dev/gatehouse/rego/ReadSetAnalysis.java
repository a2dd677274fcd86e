package dev.gatehouse.rego;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Follows the input through a plan: which local may hold which part of it, and what is done with it.
///
/// Functions that the entrypoint can reach are gone through until nothing changes. Within one, statements are
/// followed in their order, since a plan uses a local again for something else: what is assigned takes the place of
/// what was held, and behind a block that may have run or not, or many times, a local may hold what it held before
/// or anything that it was given within. A part that is only stepped into counts for being there; one that is used
/// in any other way counts whole.
final class ReadSetAnalysis {
    private static final int MAX_PATH = 8;
    private static final int MAX_PATHS = 256;
    private static final List<String> ROOT = List.of();

    /// What the parameters of one function may hold, and what it may return.
    private static final class State {
        private final HeldPaths parameters = new HeldPaths();
        private final Set<List<String>> returned = new HashSet<>();
    }

    private final Plan plan;
    private final Map<PlanFunction, State> states = new HashMap<>();
    private final ReadSet.Found found = new ReadSet.Found();
    private State at = new State();
    private boolean changed;

    /// What locals may hold here, and what any of them was given since the innermost open block began.
    private HeldPaths now = new HeldPaths();

    private HeldPaths given = new HeldPaths();

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
            entry.parameters.add(0, Set.of(ROOT));
            body(entrypoint.blocks());
            for (var function : List.copyOf(states.keySet())) {
                at = state(function);
                body(function.blocks());
            }
        } while (changed);
    }

    /// A function that is asked for is one that the entrypoint can reach; it is gone through from then on.
    private State state(PlanFunction function) {
        return states.computeIfAbsent(function, _ -> {
            changed = true;
            return new State();
        });
    }

    private void body(Block[] blocks) {
        now = at.parameters.copy();
        given = new HeldPaths();
        blocks(blocks);
    }

    private void blocks(Block[] blocks) {
        for (var block : blocks) {
            inner(block, false);
        }
    }

    /// A block that may run not at all, or be left in its middle; `again` says whether it may run more than once.
    private void inner(Block block, boolean again) {
        var outer = given;
        var before = now.copy();
        given = new HeldPaths();
        boolean news;
        do {
            for (var node : block.nodes()) {
                visit(node);
            }
            news = before.addAll(given);
            now = before.copy();
        } while (again && news);
        outer.addAll(given);
        given = outer;
    }

    private void visit(Node node) {
        switch (node) {
            case TestNodes.Nop _, FlowNodes.Break _, TestNodes.IsDefined _, TestNodes.IsUndefined _ -> {}
            case TestNodes.NotFalse(Operand source) -> use(source);
            case AssignNodes.Constant(RegoValue _, int target) -> none(target);
            case AssignNodes.Reset(int target) -> none(target);
            case BuildNodes.MakeArray(int _, int target) -> none(target);
            case BuildNodes.MakeObject(int target) -> none(target);
            case BuildNodes.MakeSet(int target) -> none(target);
            case AssignNodes.Var(Operand source, int target) -> assign(target, held(source));
            case AssignNodes.VarOnce(Operand source, int target) -> assignOnce(source, target);
            case AssignNodes.Dot(Operand source, Operand key, int target) -> dot(source, key, target);
            case AssignNodes.DotText(Operand source, RegoString key, int target) ->
                dot(source, new Operand.Constant(key), target);
            case AssignNodes.DotInData(Operand source, RegoNumber _, RegoString _, int target) -> {
                use(source);
                none(target);
            }
            case AssignNodes.Len(Operand source, int target) -> {
                use(source);
                none(target);
            }
            case BuildNodes.ArrayAppend(Operand value, int _) -> use(value);
            case BuildNodes.SetAdd(Operand value, int _) -> use(value);
            case BuildNodes.ObjectInsert(Operand key, Operand value, int _) -> use(key, value);
            case BuildNodes.ObjectInsertOnce(Operand key, Operand value, int _) -> use(key, value);
            case BuildNodes.ObjectMerge(int left, int right, int target) -> {
                use(left);
                use(right);
                none(target);
            }
            case CallNodes.CallBuiltin(Builtin _, boolean _, Operand[] arguments, int target) -> {
                use(arguments);
                none(target);
            }
            case CallNodes.CallFunction(PlanFunction function, Operand[] arguments, int target) ->
                assign(target, call(function, arguments));
            case CallNodes.CallDynamic dynamic -> callDynamic(dynamic);
            case CallNodes.With with -> with(with);
            case FlowNodes.Blocks(Block[] blocks) -> blocks(blocks);
            case FlowNodes.Not(Block block) -> inner(block, false);
            case FlowNodes.ResultSetAdd(int source) -> use(source);
            case FlowNodes.Return(int source) -> returns(source);
            case FlowNodes.Scan(int source, int key, int value, Block block) -> {
                use(source);
                none(key);
                none(value);
                inner(block, true);
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
        return Set.copyOf(now.of(local));
    }

    private void none(int local) {
        assign(local, Set.of());
    }

    private void assign(int local, Set<List<String>> paths) {
        if (paths.size() > MAX_PATHS) {
            paths.forEach(path -> read(path, true));
            none(local);
        } else {
            now.replace(local, paths);
            given.add(local, paths);
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
        var both = new HashSet<>(held(target));
        both.addAll(held(source));
        assign(target, both);
        if (both.size() > 1) {
            use(target);
        }
    }

    private void dot(Operand source, Operand key, int target) {
        use(key);
        var stepped = new HashSet<List<String>>();
        for (var path : held(source)) {
            if (path.size() < MAX_PATH && key instanceof Operand.Constant(RegoString text)) {
                var longer = new ArrayList<>(path);
                longer.add(text.value());
                stepped.add(List.copyOf(longer));
            } else {
                read(path, true);
            }
        }
        stepped.forEach(path -> read(path, false));
        assign(target, stepped);
    }

    private Set<List<String>> call(PlanFunction function, Operand[] arguments) {
        var callee = state(function);
        for (int i = 0; i < arguments.length; i++) {
            int parameter = function.parameters()[i];
            var paths = held(arguments[i]);
            if (callee.parameters.of(parameter).size() + paths.size() > MAX_PATHS) {
                paths.forEach(path -> read(path, true));
            } else {
                changed |= callee.parameters.add(parameter, paths);
            }
        }
        return Set.copyOf(callee.returned);
    }

    private void callDynamic(CallNodes.CallDynamic dynamic) {
        use(dynamic.path());
        var returned = new HashSet<List<String>>();
        for (var function : plan.functions()) {
            if (function.arity() == dynamic.arguments().length) {
                returned.addAll(call(function, dynamic.arguments()));
            }
        }
        assign(dynamic.target(), returned);
    }

    /// Under another input the paths would mean something else; such a plan reads everything.
    private void with(CallNodes.With with) {
        use(with.value());
        if (held(with.local()).contains(ROOT)) {
            read(ROOT, true);
        }
        inner(with.block(), false);
    }

    private void returns(int source) {
        var paths = held(source);
        if (at.returned.size() + paths.size() > MAX_PATHS) {
            paths.forEach(path -> read(path, true));
        } else {
            changed |= at.returned.addAll(paths);
        }
    }
}
