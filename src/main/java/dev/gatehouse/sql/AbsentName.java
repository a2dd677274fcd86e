package dev.gatehouse.sql;

/// A name of a client's text that the catalogue has not, as the text means it: folded as the server folds it.
///
/// @param qualifier the schema of a table, or the relation that a column shall belong to; empty where there is none
public record AbsentName(Kind kind, String qualifier, String name) {
    public enum Kind {
        TABLE,
        COLUMN,
        /// What stands before the dot of a column, and names nothing in the statement.
        RELATION
    }
}
