package dev.gatehouse.rego;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// A compiled plan: its entrypoints, ready to run. Immutable; shared by all threads.
///
/// @param functions rules and functions, in any order
/// @param builtins the names of the built-ins it calls
record Plan(Map<String, Entrypoint> entrypoints, List<PlanFunction> functions, Set<String> builtins) {
    /// How many values an evaluation may have to remember.
    int rules() {
        return functions.size();
    }

    record Entrypoint(int frameSize, Block[] blocks) {
        List<RegoValue> run(Run run, @Nullable RegoValue input, RegoValue data) {
            var frame = new RegoValue[frameSize];
            frame[0] = input;
            frame[1] = data;
            Block.runAll(blocks, run, frame);
            return run.results;
        }
    }
}
