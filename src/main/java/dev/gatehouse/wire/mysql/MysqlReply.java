package dev.gatehouse.wire.mysql;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.LoopTime;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Provenance;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ResultWatch;
import dev.gatehouse.wire.RowPlan;
import dev.gatehouse.wire.RowTally;
import dev.gatehouse.wire.ServerError;
import dev.gatehouse.wire.Terms;

/// The answer that is due to one forwarded command, or the rows of one open cursor: who watches it, and what has
/// come of it. A watch is finished exactly once.
final class MysqlReply {
    final MysqlCommand command;

    /// The text, for what the server asks of the client because of it; empty without one.
    final String sql;

    /// The text that went to the server.
    final String sent;

    final @Nullable PreparedStatement prepared;

    /// Whether the client has asked for a cursor.
    boolean cursor;

    RowPlan plan = RowPlan.PASS_THROUGH;

    @Nullable
    MysqlRowEditor editor;

    /// What the statement is held to, and the count of its rows if they are limited.
    final Terms terms;

    final @Nullable RowTally tally;

    /// Why the gateway has had it stopped; null if it has not.
    @Nullable
    Refusal stopped;

    /// How many results have begun.
    int results;

    boolean cancelled;
    boolean refused;
    long rows;
    long bytes;
    String error = "";
    boolean failed;
    private boolean interrupted;

    private long masked; // in the result sets before this one
    private @Nullable ResultWatch watch;
    private final LoopTime time;
    private final long startNanos = System.nanoTime();

    MysqlReply(
            MysqlCommand command,
            String sql,
            String sent,
            @Nullable PreparedStatement prepared,
            @Nullable ResultWatch watch,
            Terms terms,
            LoopTime time) {
        this.terms = terms;
        Terms.RowLimit rowTerm = terms.rows();
        this.tally = rowTerm == null ? null : new RowTally(rowTerm, new RowTally.Shown());
        this.command = command;
        this.sql = sql;
        this.sent = sent;
        this.prepared = prepared;
        this.watch = watch;
        this.time = time;
    }

    static MysqlReply unwatched(MysqlCommand command) {
        return new MysqlReply(command, "", "", null, null, Terms.NONE, new LoopTime());
    }

    @Nullable
    ResultWatch watch() {
        return watch;
    }

    boolean wantsColumns() {
        return watch != null && watch.wantsColumns();
    }

    /// What the columns of its results are held against; null for nothing.
    @Nullable
    Provenance provenance() {
        return watch == null ? null : watch.provenance();
    }

    /// Another result set begins, for which there is no plan yet.
    void onResultSet() {
        masked = maskedCells();
        plan = RowPlan.PASS_THROUGH;
        editor = null;
    }

    private long maskedCells() {
        return editor == null ? masked : masked + editor.editedCells();
    }

    /// The answer is an error.
    void fail(ServerError with) {
        failed = true;
        interrupted = Stopping.isInterruption(with.vendorCode());
        error = with.code() + " " + with.vendorCode();
    }

    /// Ends the watch, if there is one that has not ended.
    void finish(Outcome.Result how) {
        ResultWatch ending = watch;
        watch = null;
        if (ending != null) {
            boolean lost = how == Outcome.Result.CANCELLED && stopped instanceof Refusal.TimedOut;
            Outcome.Result result = lost ? Outcome.Result.TIMED_OUT : how;
            long tookNanos = System.nanoTime() - startNanos;
            ending.finished(new Outcome(result, rows, bytes, maskedCells(), tookNanos, time.takeNanos(), error));
        }
    }

    private Outcome.Result failure() {
        if (stopped instanceof Refusal.TimedOut && interrupted) {
            return Outcome.Result.TIMED_OUT;
        }
        return cancelled || stopped != null && interrupted ? Outcome.Result.CANCELLED : Outcome.Result.SERVER_ERROR;
    }

    /// Ends the watch of an answer that came to its end.
    void finish() {
        if (refused) {
            finish(Outcome.Result.REFUSED);
        } else if (failed) {
            finish(failure());
        } else if (tally != null && tally.wasCut()) {
            finish(Outcome.Result.LIMITED);
        } else {
            finish(Outcome.Result.COMPLETED);
        }
    }
}
