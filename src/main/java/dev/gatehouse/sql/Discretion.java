package dev.gatehouse.sql;

/// Which parts of a text may not be seen where it is kept.
public interface Discretion {
    /// @param value what the literal stands for, without quotes and escapes; of a bit or hexadecimal string its
    ///     bytes, one to a character
    /// @param listed whether it stands in a list of results (behind SELECT, VALUES, RETURNING), where any output
    ///     may be computed with it
    boolean hidesLiteral(String value, boolean listed);

    /// @param name in its quotes
    boolean hidesName(String name);

    boolean hidesComment(String comment);
}
