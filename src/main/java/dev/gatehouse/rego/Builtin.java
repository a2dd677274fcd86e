package dev.gatehouse.rego;

import org.jspecify.annotations.Nullable;

/// A function that policies may call by name. Pure but for what [BuiltinCall] offers; keeps none of its arguments.
@FunctionalInterface
public interface Builtin {
    /// Null is undefined: no result, or a failure that was told to `call`.
    @Nullable
    RegoValue apply(BuiltinCall call, RegoValue[] arguments);
}
