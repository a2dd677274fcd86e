package dev.gatehouse.sql.mysql;

/// Where in a range of tokens a writer of canonical text stands: a query, a list of tables, or arguments.
final class Clause {
    enum Kind {
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

    Kind kind;
    final boolean query;
    final int end;
    /// The function whose arguments these are, or `case`, `over`; empty for any other.
    final String function;
    /// How many INTERVALs still want their unit.
    int intervals;

    Clause(Kind kind, boolean query, int end, String function) {
        this.kind = kind;
        this.query = query;
        this.end = end;
        this.function = function;
    }

    boolean arguments() {
        return kind == Kind.ARGUMENTS;
    }

    boolean of(String... functions) {
        return java.util.Arrays.asList(functions).contains(function);
    }
}
