package dev.gatehouse.sql;

/// Where in a range of tokens a writer of canonical text stands: a query, a list of tables, or arguments.
public final class Clause {
    public enum Kind {
        /// A query, or a branch of one, may begin.
        START,
        /// The list of output columns.
        LIST,
        FROM,
        /// The condition of a join.
        ON,
        /// WHERE, HAVING, GROUP BY, ORDER BY.
        EXPRESSION,
        /// The rows of VALUES.
        ROWS,
        /// What stands within parentheses or CASE.
        ARGUMENTS
    }

    public Kind kind;
    public final boolean query;
    public final int end;
    /// The function whose arguments these are, or `case`, `over`; empty for any other.
    public final String function;
    /// How many INTERVALs still want their unit.
    public int intervals;

    public Clause(Kind kind, boolean query, int end, String function) {
        this.kind = kind;
        this.query = query;
        this.end = end;
        this.function = function;
    }

    public boolean arguments() {
        return kind == Kind.ARGUMENTS;
    }

    public boolean of(String... functions) {
        return java.util.Arrays.asList(functions).contains(function);
    }
}
