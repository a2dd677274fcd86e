package dev.gatehouse.sql;

import java.util.Set;

/// What a statement does to the tables of its session alone, once the server says that it is done. A statement that
/// says nothing of the kind, and changes the definition of such a table, leaves it unknown.
public sealed interface TemporaryChange {
    /// @param unlessThere one that is there stays as it is, and may take the rows
    /// @param untilCommit it is gone with the end of the transaction
    /// @param beside names of what comes with it
    record Made(TemporaryTable table, boolean unlessThere, boolean untilCommit, Set<String> beside)
            implements TemporaryChange {
        public Made {
            beside = Set.copyOf(beside);
        }
    }

    /// Tables keep their columns, and their names.
    record Kept() implements TemporaryChange {}

    /// All of the session's are gone.
    record AllGone() implements TemporaryChange {}
}
