package dev.gatehouse.sql;

/// What the reading of a query needs to know about the language it is written in. Stateless.
public interface Dialect {
    /// The name that this token means, as the catalogue has it.
    String name(Statement statement, int index);

    /// Whether this word, which can then be no alias, ends the list of a FROM clause.
    boolean endsFrom(String word);

    /// Words that stand before a parenthesis without being functions.
    boolean callsNothing(String word);

    /// Whether an UPDATE or DELETE may change every table that it joins.
    boolean changesJoined();

    /// Adds what a call of this function does beyond reading. `schema` is empty where the text names none.
    void called(String schema, String function, FactsBuilder facts);

    /// Adds what the INTO of a query at `index` does.
    void into(Statement statement, int index, FactsBuilder facts);

    /// Adds what a query or expression in `[from, to)` does that neither its verbs nor its tables show.
    void hidden(Statement statement, int from, int to, FactsBuilder facts);
}
