package dev.gatehouse.rego;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/// A compiled plan: its entrypoints, ready to run. Immutable; shared by all threads.
///
/// @param rules the number of rules whose value is remembered during an evaluation
/// @param builtins the names of the built-ins it calls
record Plan(Map<String, Entrypoint> entrypoints, int rules, Set<String> builtins) {
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
