package dev.gatehouse.wire.pg;

/// Makes the server's transaction read-only before a statement that may only read: by `SET TRANSACTION READ ONLY`
/// of the gateway's own, in extended messages that share the statement's transaction – block, or implicit one – and
/// whose answers go no further.
///
/// The server then refuses what writes, in functions too (25006), and after its first snapshot nothing turns the
/// transaction back ("SET TRANSACTION"). It holds until the next statement at most: `BEGIN READ WRITE`, a change of
/// settings or the end of the transaction in between do not matter, since the next statement under the term gets
/// its own. What could turn it back or end it *within* one text (several statements with transaction control among
/// them, `CALL`, `DO`) is for the gate to refuse. A block that was made so stays so to its end.
///
/// Also before a `Bind` of such a statement: planning runs functions. Where the server refuses (a failed block),
/// its error is the statement's own.
final class ReadOnlyTransaction {
    /// The prefix of names that no client may use.
    static final String RESERVED = "gatehouse_";

    static final String NAME = RESERVED + "read_only";
    private static final String SQL = "SET TRANSACTION READ ONLY";

    private final PgSession pg;
    private boolean holds;

    ReadOnlyTransaction(PgSession pg) {
        this.pg = pg;
    }

    /// What goes to the server next runs in a read-only transaction.
    ///
    /// @param together it comes in extended messages; otherwise it is a simple query in a block that is open, which
    ///     is on its own behind a `Sync`: from PostgreSQL 17 on the server loses count of the transaction when a
    ///     simple query stands among extended messages
    void ensure(boolean together) {
        if (holds) {
            return;
        }
        pg.toServer(PgMessages.execution(pg.alloc(), NAME, SQL));
        pg.pipelineOpen(true);
        pg.awaits(Reply.OWN_CLOSE);
        pg.awaits(Reply.OWN_CLOSE);
        pg.awaits(Reply.OWN_PARSE);
        pg.awaits(Reply.OWN_BIND);
        pg.awaits(Reply.OWN_EXECUTE);
        holds = true;
        if (!together) {
            pg.toServer(PgMessages.sync(pg.alloc()));
            pg.pipelineOpen(false);
            pg.awaits(Reply.OWN_SYNC);
        }
    }

    /// A statement, or the end of a transaction, goes to the server.
    void mayEnd() {
        holds = false;
    }
}
