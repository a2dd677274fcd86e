package dev.gatehouse.sql;

/// What a [QueryScan] knows about one pair of parentheses.
final class Frame {
    /// Index behind the last token inside.
    final int end;

    /// A SELECT, UPDATE or DELETE has begun here, so FROM and `,` have their meaning.
    boolean query;
    /// Within the list of tables.
    boolean list;
    /// The next name is a table.
    boolean table;
    /// The next USING begins a list of tables (DELETE, MERGE).
    boolean using;
    /// What is done to the tables of the list.
    String access = "read";

    Frame(int end) {
        this.end = end;
    }
}
