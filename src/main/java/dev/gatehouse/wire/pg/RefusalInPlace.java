package dev.gatehouse.wire.pg;

import dev.gatehouse.wire.ProtocolViolation;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.pg.FrameReceiver.Verdict;
import dev.gatehouse.wire.pg.Reply.Step;

/// Puts a refusal where the refused message stood, and leaves the server where a failed statement would have left
/// it.
///
/// With nothing under way the answer is ours alone. Otherwise a statement that must fail goes to the server in the
/// same place: it fails the transaction block, undoes the pipeline's implicit transaction, and has the server pass
/// over the rest up to `Sync`; where its error comes back, ours goes on. A pipeline answered by us alone would be
/// *committed* by its `Sync` up to the refused statement.
final class RefusalInPlace {
    static final Refusal UNREADABLE_TEXT = new Refusal.NotUnderstood(
            "The statement's text cannot be read in the session's client_encoding. Use UTF8.", "");
    static final Refusal UNREADABLE_NAME = new Refusal.NotUnderstood(
            "A name of a prepared statement or portal holds characters beyond ASCII, or is one of the gateway's own."
                    + " Use another name.",
            "");
    static final Refusal UNKNOWN_PORTAL = new Refusal.NotUnderstood(
            "What this Execute runs was not prepared by a Parse message of this session, so it cannot be judged."
                    + " Prepare it anew, or use FETCH or EXECUTE in a query.",
            "");
    static final Refusal PREPARE_ANEW =
            new Refusal.NotUnderstood("The prepared statement no longer is what may run. Prepare it anew.", "");
    static final Refusal UNSETTLED = new Refusal.NotUnderstood(
            "A setting by which this text is read may have changed earlier in the same pipeline. Send Sync before it.",
            "");
    static final Refusal SEVERAL_READ_ONLY = new Refusal.UnsupportedStatement(
            "A text of several statements that may only read cannot be held to that here. Send its statements one by"
                    + " one, or BEGIN before it.",
            "");
    static final Refusal CANCELLED = new Refusal.Cancelled("canceling statement due to user request", "");

    private final PgSession pg;

    RefusalInPlace(PgSession pg) {
        this.pg = pg;
    }

    /// Refuses a message of `step`; `name` is the prepared statement of a `PARSE`. Errors: `ProtocolViolation` for
    /// a refusal that ends the session.
    Verdict refuse(Step step, String name, Refusal refusal) {
        if (PgErrors.isFatal(refusal)) {
            throw new ProtocolViolation(refusal);
        }
        switch (step) {
            case QUERY -> refuseQuery(refusal);
            case PARSE -> refuseExtended(name.isEmpty(), refusal);
            case BIND, EXECUTE -> refuseExtended(false, refusal);
            case DESCRIBE, CLOSE, SYNC, COPY_END -> throw new IllegalStateException(step + " is never refused");
        }
        return Verdict.DROP;
    }

    private void refuseQuery(Refusal refusal) {
        if (pg.isQuiet()) {
            pg.sendError(refusal);
            pg.toClient(PgMessages.readyForQuery(pg.alloc(), pg.transactionStatus()));
        } else {
            pg.toServer(PgMessages.mustFailQuery(pg.alloc()));
            pg.pipelineOpen(false);
            pg.awaits(new Reply.Ours(Step.QUERY, refusal));
        }
    }

    private void refuseExtended(boolean unnamedParse, Refusal refusal) {
        if (unnamedParse) {
            pg.prepared.statements.remove("");
        }
        if (pg.isQuiet()) {
            pg.sendError(refusal);
        } else {
            pg.toServer(PgMessages.mustFailParse(pg.alloc(), unnamedParse ? "" : PgMessages.MUST_FAIL_NAME));
            pg.pipelineOpen(true);
            pg.awaits(new Reply.Ours(Step.PARSE, refusal));
        }
        pg.become(PgPhase.SKIPPING_TO_SYNC);
    }
}
