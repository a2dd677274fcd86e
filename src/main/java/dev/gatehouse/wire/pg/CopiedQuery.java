package dev.gatehouse.wire.pg;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.ResultWatch;
import dev.gatehouse.wire.pg.Reply.Step;

/// Asks the server for the columns of the query that a copy is of, before the copy goes to it: in extended messages
/// of the gateway's own, under a name that no client may use, whose answers go no further. The copy's watch is told
/// them.
///
/// Where the server has an error for the query, it is the copy's own.
final class CopiedQuery {
    private static final String NAME = ReadOnlyTransaction.RESERVED + "copied";

    private final PgSession pg;

    CopiedQuery(PgSession pg) {
        this.pg = pg;
    }

    /// Asks before a simple query, in messages that end with a `Sync`.
    ///
    /// @return the reply by which the columns are told; null if nobody wants to know them, or they cannot be asked
    ///     for now
    @Nullable
    Reply askBeforeQuery(ResultWatch watch) {
        String copied = watch.copiedQuery();
        if (copied == null || !mayAskAlone()) {
            return null;
        }
        Reply answer = ask(copied, watch, true);
        pg.awaits(Reply.OWN_SYNC);
        return answer;
    }

    /// Asks, if anybody wants to know, before something that comes in extended messages too.
    void askBeforeExecute(ResultWatch watch) {
        String copied = watch.copiedQuery();
        if (copied != null) {
            ask(copied, watch, false);
        }
    }

    /// Nothing is under way that a message of ours could get among, and no block has failed.
    private boolean mayAskAlone() {
        byte status = pg.transactionStatus();
        return pg.replies.isEmpty()
                && !pg.isPipelineOpen()
                && (status == PgSession.IDLE || status == PgSession.IN_BLOCK);
    }

    private Reply ask(String copied, ResultWatch watch, boolean synced) {
        pg.toServer(PgMessages.description(pg.alloc(), NAME, copied, pg.variables.charset(), synced));
        Reply answer = new Reply.Swallowed(Step.DESCRIBE, Description.ofCopied(watch));
        pg.awaits(Reply.OWN_CLOSE);
        pg.awaits(Reply.OWN_PARSE);
        pg.awaits(answer);
        pg.awaits(Reply.OWN_CLOSE);
        return answer;
    }
}
