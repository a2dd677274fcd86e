package dev.gatehouse.wire.pg;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.LoopTime;
import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ResultWatch;
import dev.gatehouse.wire.RowTally;
import dev.gatehouse.wire.Terms;

/// One forwarded statement while the server answers it; tells its watch the end exactly once.
final class Running {
    /// Of an `Execute` without a limit, and of everything that is not an `Execute`.
    static final int NO_LIMIT = 0;

    private final ResultWatch watch;
    private final LoopTime time;
    private final Terms terms;
    private final @Nullable RowTally tally;
    private final long startedNanos = System.nanoTime();
    private final int rowLimit;
    private long rows;
    private long maskedCells;
    private String errorCode = "";
    private boolean cancelled;
    private boolean finished;
    private @Nullable RowEditor editor;
    private @Nullable Refusal refusal;
    private @Nullable Refusal stopped;
    private boolean copying;
    private boolean binaryCopy;
    private boolean planned;
    private int results;
    private @Nullable Description description;

    Running(ResultWatch watch, int rowLimit, LoopTime time) {
        this(watch, rowLimit, time, Terms.NONE, new RowTally.Shown());
    }

    /// `shown` is what the client has got of the same result before.
    Running(ResultWatch watch, int rowLimit, LoopTime time, Terms terms, RowTally.Shown shown) {
        this.time = time;
        this.watch = watch;
        this.rowLimit = rowLimit;
        this.terms = terms;
        Terms.RowLimit rowTerm = terms.rows();
        this.tally = rowTerm == null ? null : new RowTally(rowTerm, shown);
    }

    Terms terms() {
        return terms;
    }

    /// Counts rows that may not all reach the client; null when they may.
    @Nullable
    RowTally tally() {
        return tally;
    }

    /// The next of its results is described; how many were before it.
    int takeResult() {
        return results++;
    }

    /// What is known of the columns of the prepared statement that is executed.
    Running described(@Nullable Description known) {
        description = known;
        return this;
    }

    /// A copy to the client begins, in the binary format or in one of lines.
    void copying(boolean binary) {
        copying = true;
        binaryCopy = binary;
    }

    boolean isCopying() {
        return copying;
    }

    /// What becomes of the rows, or of the lines, of the present result is settled.
    void planned(@Nullable RowEditor next) {
        dropEditor();
        editor = next;
        planned = true;
    }

    /// Whether its watch wants to plan rows, and has not yet done so for the present result.
    boolean awaitsPlan() {
        return !planned && watch.wantsColumns();
    }

    boolean isBinaryCopy() {
        return binaryCopy;
    }

    /// The gateway has had it cancelled.
    void stopped(Refusal why) {
        stopped = why;
    }

    boolean isFinished() {
        return finished;
    }

    ResultWatch watch() {
        return watch;
    }

    /// How the rows of the present result set are rewritten; null when they pass.
    @Nullable
    RowEditor editor() {
        return editor;
    }

    /// No row of the present result comes any more.
    void endOfRows() {
        dropEditor();
        planned = false;
    }

    /// Why no row of it reaches the client any more; null when they may.
    @Nullable
    Refusal refusal() {
        return refusal;
    }

    void refuse(Refusal why) {
        dropEditor();
        refusal = why;
    }

    void rows(long more) {
        rows += more;
    }

    /// Another result of the same text may follow.
    void nextResult() {
        copying = false;
        planned = false;
        if (tally != null) {
            tally.nextResult();
        }
    }

    /// The portal stopped at its limit.
    void suspended() {
        rows += rowLimit;
    }

    void failed(String code) {
        errorCode = code;
    }

    void cancelled() {
        cancelled = true;
    }

    /// The server has answered to the end.
    void answered(long bytes) {
        if (refusal != null) {
            finish(Outcome.Result.REFUSED, bytes);
        } else if (errorCode.isEmpty()) {
            finish(tally != null && tally.wasCut() ? Outcome.Result.LIMITED : Outcome.Result.COMPLETED, bytes);
        } else if (stopped instanceof Refusal.TimedOut && errorCode.equals(Stopping.QUERY_CANCELED)) {
            finish(Outcome.Result.TIMED_OUT, bytes);
        } else if ((cancelled || stopped != null) && errorCode.equals(Stopping.QUERY_CANCELED)) {
            finish(Outcome.Result.CANCELLED, bytes);
        } else {
            finish(Outcome.Result.SERVER_ERROR, bytes);
        }
    }

    void finish(Outcome.Result how, long bytes) {
        if (finished) {
            return;
        }
        finished = true;
        boolean lost = how == Outcome.Result.CANCELLED && stopped instanceof Refusal.TimedOut;
        Outcome.Result result = lost ? Outcome.Result.TIMED_OUT : how;
        try {
            dropEditor();
            if (description != null) {
                description.tell(watch);
            }
        } finally {
            tell(result, bytes);
        }
    }

    private void tell(Outcome.Result result, long bytes) {
        String error = result == Outcome.Result.SERVER_ERROR ? errorCode : "";
        long tookNanos = System.nanoTime() - startedNanos;
        watch.finished(new Outcome(result, rows, bytes, maskedCells, tookNanos, time.takeNanos(), error));
    }

    private void dropEditor() {
        if (editor != null) {
            maskedCells += editor.editedCells();
            editor.release();
            editor = null;
        }
    }
}
