package dev.gatehouse.wire.pg;

import org.jspecify.annotations.Nullable;

import dev.gatehouse.wire.Outcome;
import dev.gatehouse.wire.Refusal;
import dev.gatehouse.wire.ResultWatch;

/// One forwarded statement while the server answers it; tells its watch the end exactly once.
final class Running {
    /// Of an `Execute` without a limit, and of everything that is not an `Execute`.
    static final int NO_LIMIT = 0;

    private final ResultWatch watch;
    private final long startedNanos = System.nanoTime();
    private final int rowLimit;
    private long rows;
    private long maskedCells;
    private String errorCode = "";
    private boolean cancelled;
    private boolean finished;
    private @Nullable PgRowEditor editor;
    private @Nullable Refusal refusal;

    Running(ResultWatch watch, int rowLimit) {
        this.watch = watch;
        this.rowLimit = rowLimit;
    }

    ResultWatch watch() {
        return watch;
    }

    /// How the rows of the present result set are rewritten; null when they pass.
    @Nullable
    PgRowEditor editor() {
        return editor;
    }

    void editor(@Nullable PgRowEditor next) {
        dropEditor();
        editor = next;
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
            finish(Outcome.Result.COMPLETED, bytes);
        } else if (cancelled && errorCode.equals("57014")) {
            finish(Outcome.Result.CANCELLED, bytes);
        } else {
            finish(Outcome.Result.SERVER_ERROR, bytes);
        }
    }

    void finish(Outcome.Result result, long bytes) {
        if (finished) {
            return;
        }
        finished = true;
        dropEditor();
        String error = result == Outcome.Result.SERVER_ERROR ? errorCode : "";
        watch.finished(new Outcome(result, rows, bytes, maskedCells, System.nanoTime() - startedNanos, error));
    }

    private void dropEditor() {
        if (editor != null) {
            maskedCells += editor.editedCells();
            editor.release();
            editor = null;
        }
    }
}
