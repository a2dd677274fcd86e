package dev.gatehouse.sql;

/// What a lexer made of a text: all its tokens, or the reason why it has none.
public sealed interface Lexed permits Tokens, Lexed.Failure {
    /// `why` is for people and quotes nothing of the text; `at` is an index into the text.
    record Failure(String why, int at) implements Lexed {}
}
