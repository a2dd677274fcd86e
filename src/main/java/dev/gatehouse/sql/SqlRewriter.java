package dev.gatehouse.sql;

import java.util.Map;
import java.util.Optional;

/// Writes a text anew so that some columns are masked where its tables are read. What comes out is to be read
/// again: that the columns are not in it any more is for the reader to find, not for the writer to promise.
/// Threads: any.
public interface SqlRewriter {
    /// What stands for a column wherever it is read.
    interface Stand {
        /// An expression in SQL, of the column's type and drawing on no column; empty where the column stays.
        Optional<String> in(ColumnRef column);
    }

    sealed interface Rewriting {
        /// The text as it is, where nothing has to be put in its place.
        record Text(String sql) implements Rewriting {}

        /// @param why for people
        record Not(String why) implements Rewriting {}
    }

    /// Replaces each table that has such a column, wherever the text reads it, by a query that shows the rest.
    Rewriting rewrite(String sql, Map<String, String> variables, Catalog catalog, Stand stand);
}
