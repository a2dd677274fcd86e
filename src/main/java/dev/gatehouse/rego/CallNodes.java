package dev.gatehouse.rego;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/// Statements that call a function, and `with`, under which calls see another input or other data.
final class CallNodes {
    private CallNodes() {}

    record CallFunction(PlanFunction function, Operand[] arguments, int target) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            var value = function.call(run, frame, arguments);
            frame[target] = value;
            return value == null ? UNDEFINED : NEXT;
        }
    }

    /// @param repeats the same arguments give the same result at any time
    record CallBuiltin(Builtin function, boolean repeats, Operand[] arguments, int target) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            var values = new RegoValue[arguments.length];
            for (int i = 0; i < values.length; i++) {
                var value = arguments[i].read(frame);
                if (value == null) {
                    return UNDEFINED;
                }
                values[i] = value;
            }
            var value = function.apply(run.call, values);
            if (value == null) {
                frame[target] = null;
                return UNDEFINED;
            }
            frame[target] = run.meter.made(value);
            return NEXT;
        }
    }

    /// Calls the rule at a path that is known only now. A path without a rule leaves the current block (the plan
    /// then looks into base data); a rule without a value leaves four, which is how far the planner nests this
    /// statement.
    record CallDynamic(Paths paths, Operand[] path, Operand[] arguments, int target) implements Node {
        private static final int UNDEFINED_RULE = 3;

        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            var function = paths.find(path, frame);
            if (function == null || function.arity() != arguments.length) {
                return UNDEFINED;
            }
            var value = function.call(run, frame, arguments);
            frame[target] = value;
            return value == null ? UNDEFINED_RULE : NEXT;
        }
    }

    /// The rules of a plan by their path. Filled while the plan is compiled, read only after.
    static final class Paths {
        private final Map<String, Paths> below = new HashMap<>();
        private @Nullable PlanFunction function;

        void put(List<String> path, PlanFunction at) {
            var node = this;
            for (var segment : path) {
                node = node.below.computeIfAbsent(segment, _ -> new Paths());
            }
            node.function = at;
        }

        @Nullable
        PlanFunction find(Operand[] path, @Nullable RegoValue[] frame) {
            var node = this;
            for (var operand : path) {
                node = operand.read(frame) instanceof RegoString segment ? node.below.get(segment.value()) : null;
                if (node == null) {
                    return null;
                }
            }
            return node.function;
        }
    }

    /// Runs its block with another value, or none, in (a part of) a local; the local is as before afterwards.
    record With(int local, RegoString[] path, Operand value, Block block) implements Node {
        @Override
        public int run(Run run, @Nullable RegoValue[] frame) {
            var replacement = value.read(frame);
            if (replacement == null && path.length > 0) {
                return UNDEFINED;
            }
            var before = frame[local];
            var remembered = run.forget();
            frame[local] = replacement == null || path.length == 0
                    ? replacement
                    : run.meter.made(upsert(before, 0, replacement));
            int result = block.run(run, frame);
            frame[local] = before;
            run.restore(remembered);
            return result == UNDEFINED ? UNDEFINED : result == NEXT ? NEXT : Node.outOfOne(result);
        }

        private RegoValue upsert(@Nullable RegoValue into, int depth, RegoValue replacement) {
            var copy = into instanceof RegoObject object ? object.copy() : RegoObject.draft(1);
            var next = depth == path.length - 1 ? replacement : upsert(copy.get(path[depth]), depth + 1, replacement);
            return copy.insert(path[depth], next);
        }
    }
}
