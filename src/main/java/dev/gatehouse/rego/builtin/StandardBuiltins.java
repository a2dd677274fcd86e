package dev.gatehouse.rego.builtin;

import java.util.List;
import java.util.stream.Stream;

import dev.gatehouse.rego.Builtins;

/// All built-ins of the gateway.
public final class StandardBuiltins {
    private StandardBuiltins() {}

    /// A fresh set with a cache of patterns of its own; safe for all threads.
    public static Builtins all() {
        var patterns = new PatternCache();
        return new Builtins(Stream.of(
                        Aggregates.entries(),
                        Arithmetic.entries(),
                        ArrayParts.entries(),
                        Bits.entries(),
                        Cidrs.entries(),
                        Comparison.entries(),
                        Digests.entries(),
                        Encodings.entries(),
                        Globs.entries(patterns),
                        Graphs.entries(),
                        JsonPatch.entries(),
                        JsonPaths.entries(),
                        JsonText.entries(),
                        Jwts.entries(),
                        ObjectParts.entries(),
                        Ranges.entries(),
                        Regexes.entries(patterns),
                        Semvers.entries(),
                        SetAlgebra.entries(),
                        Sprintf.entries(),
                        StringEdits.entries(),
                        StringParts.entries(),
                        StringTests.entries(),
                        Subsets.entries(),
                        Times.entries(),
                        Types.entries(),
                        Units.entries(),
                        UrlQuery.entries(),
                        Uuids.entries(),
                        Yaml.entries())
                .flatMap(List::stream)
                .toList());
    }
}
