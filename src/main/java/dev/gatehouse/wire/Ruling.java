package dev.gatehouse.wire;

/// What a statement gate says.
public sealed interface Ruling {
    /// The client's own bytes may go to the server, on `terms`.
    record Forward(ResultWatch watch, Terms terms) implements Ruling {
        public Forward(ResultWatch watch) {
            this(watch, Terms.NONE);
        }
    }

    /// Another text goes in their place, on `terms`.
    record ForwardAs(String sql, ResultWatch watch, Terms terms) implements Ruling {
        public ForwardAs(String sql, ResultWatch watch) {
            this(sql, watch, Terms.NONE);
        }
    }

    /// Nothing goes to the server; the client gets the protocol's own error.
    record Refuse(Refusal refusal) implements Ruling {}
}
