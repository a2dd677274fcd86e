package dev.gatehouse.wire;

/// What a statement gate says.
public sealed interface Ruling {
    /// The client's own bytes may go to the server.
    record Forward(ResultWatch watch) implements Ruling {}

    /// Another text goes in their place.
    record ForwardAs(String sql, ResultWatch watch) implements Ruling {}

    /// Nothing goes to the server; the client gets the protocol's own error.
    record Refuse(Refusal refusal) implements Ruling {}
}
