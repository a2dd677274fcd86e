package dev.gatehouse.sql;

/// What a writer of canonical text made of a statement: the text, or why it has no certain form.
public sealed interface Written {
    record Text(CanonicalText text) implements Written {}

    record Not(String why) implements Written {}
}
