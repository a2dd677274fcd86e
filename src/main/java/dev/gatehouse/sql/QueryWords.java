package dev.gatehouse.sql;

/// What a language has of its own in queries, beside what [QueryText] writes for all of them. Each step takes the
/// index of a token and answers the last token that it has read.
public interface QueryWords {
    /// Writes what may stand between SELECT and its list.
    int select(int select);

    /// Writes a WITH query from its AS on, which stands behind the name and the list of columns.
    int with(int name, int as);

    /// Writes a word that begins another clause of the query; -1 when it does not.
    int clause(int i, Clause clause);

    /// The token that names the column, in a list of columns.
    int column(int i);

    /// Whether this token goes on with the list of tables behind a condition.
    boolean joins(int i);

    /// Writes a table, a join, or what may stand beside either.
    int table(int i);

    int expression(int i, Clause clause);
}
