package dev.gatehouse.sql;

/// What a token is. The first four are *trivia*: they separate, and say nothing by themselves.
public enum TokenKind {
    /// White space.
    SPACE,
    /// A comment, or an executable comment that this server does not execute.
    COMMENT,
    /// An optimizer hint `/*+ … */`.
    HINT,
    /// A mark that frames or qualifies its neighbours: the ends of an executable comment, a `UESCAPE` clause.
    MARK,
    /// A key word or a name without quotes.
    WORD,
    /// A name in quotes; never a key word.
    QUOTED_NAME,
    /// A character string, with its prefix and all its continuations.
    STRING,
    /// A bit or hexadecimal string.
    BITS,
    NUMBER,
    /// A place for a value: `$1`, `?`.
    PARAMETER,
    /// A user variable of MySQL: `@name`.
    VARIABLE,
    /// Punctuation or an operator.
    SYMBOL;

    public boolean trivia() {
        return ordinal() <= MARK.ordinal();
    }

    public boolean named() {
        return this == WORD || this == QUOTED_NAME;
    }

    public boolean literal() {
        return this == STRING || this == BITS || this == NUMBER;
    }
}
