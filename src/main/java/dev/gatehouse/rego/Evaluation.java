package dev.gatehouse.rego;

/// What an entrypoint gave.
public sealed interface Evaluation {
    record Defined(RegoValue value) implements Evaluation {}

    /// Undefined is not true.
    record Undefined() implements Evaluation {}

    record Failed(String why) implements Evaluation {}
}
